import Text

/// Makes the lines of an interval log in the text format of HdrHistogram (`.hlog`, version 1.3).
///
/// A log begins with ``header(startNanoseconds:comments:)``, which is followed by one line an interval. Each line is
/// whole, so an interrupted log stays readable.
public struct HistogramLogWriter<Compression: HistogramCompression>: Sendable {
    private let compression: Compression
    /// What is subtracted from the start of each interval.
    private let baseNanoseconds: Int64
    /// By what the largest value is divided where people read it.
    private let maximumDivisor: Double

    /// A writer whose times count from `baseNanoseconds`; values in nanoseconds are shown as milliseconds.
    public init(compression: Compression, baseNanoseconds: Int64 = 0, maximumDivisor: Double = 1_000_000) {
        self.compression = compression
        self.baseNanoseconds = max(0, baseNanoseconds)
        self.maximumDivisor = maximumDivisor > 0 ? maximumDivisor : 1
    }

    /// The lines before the first interval.
    public func header(startNanoseconds: Int64, comments: [String] = []) -> String {
        var text = comments.map { "#[\(Self.oneLine($0))]\n" }.joined()
        text += "#[Histogram log format version 1.3]\n"
        let start = DecimalSeconds.format(startNanoseconds)
        let moment = Timestamp(unixSeconds: max(0, startNanoseconds) / 1_000_000_000)
        text += "#[StartTime: \(start) (seconds since epoch), \(moment?.description ?? "unknown")]\n"
        if baseNanoseconds > 0 {
            text += "#[BaseTime: \(DecimalSeconds.format(baseNanoseconds)) (seconds since epoch)]\n"
        }
        return text + "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n"
    }

    /// The line of an interval; a tag may hold neither commas nor spaces nor line ends.
    public func line(_ interval: HistogramInterval) throws(HistogramError) -> String {
        var text = ""
        if let tag = interval.tag {
            guard !tag.unicodeScalars.contains(where: { $0 == "," || !PrintableText.isSafe($0) || $0 == " " }) else {
                throw HistogramError(
                    .logLine,
                    "expected a tag without commas, spaces and line ends, saw \(PrintableText.quote(tag))"
                )
            }
            text += "Tag=\(tag),"
        }
        let start = interval.startNanoseconds.subtractingReportingOverflow(baseNanoseconds)
        guard !start.overflow, start.partialValue >= 0, interval.lengthNanoseconds >= 0 else {
            throw HistogramError(
                .logLine,
                "expected an interval that begins at \(baseNanoseconds) ns or later and is not negative, "
                    + "saw \(interval.startNanoseconds) ns and a length of \(interval.lengthNanoseconds) ns"
            )
        }
        text += DecimalSeconds.format(start.partialValue) + ","
        text += DecimalSeconds.format(interval.lengthNanoseconds) + ","
        text += threeDecimals(Double(interval.histogram.maximum) / maximumDivisor) + ","
        return text + (try interval.histogram.encodedText(using: compression)) + "\n"
    }

    private func threeDecimals(_ number: Double) -> String {
        let thousandths = (number * 1000).rounded()
        guard thousandths < 9e18 else { return String(number) }
        let (whole, rest) = Int64(thousandths).quotientAndRemainder(dividingBy: 1000)
        return "\(whole)." + String(String(rest + 1000).dropFirst())
    }

    /// A comment must not end its line.
    private static func oneLine(_ comment: String) -> String { PrintableText.escape(comment) }
}
