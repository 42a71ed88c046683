public import Text

/// Reads interval logs of HdrHistogram line by line.
///
/// In a strict reading the first bad line is an error; in a tolerant one it becomes a violation, and the next line is
/// read. Times come out as the log means them: a base time is added, and where none is written, times that lie more than
/// a year before the start time count from it.
public struct HistogramLogReader<Compression: HistogramCompression>: Sendable {
    private let compression: Compression
    private let reading: Reading
    private let limits: HistogramDecodingLimits
    private var lineNumber = 0
    /// When the log says that it began.
    public private(set) var startNanoseconds: Int64?
    /// What is added to the times of intervals, once it is known.
    public private(set) var baseNanoseconds: Int64?
    /// The comments, without what the format itself writes.
    public private(set) var comments: [String] = []
    /// What was read over.
    public private(set) var violations: [HistogramError] = []

    /// A reader at the beginning of a log.
    public init(compression: Compression, reading: Reading = .strict, limits: HistogramDecodingLimits = .init()) {
        self.compression = compression
        self.reading = reading
        self.limits = limits
    }

    /// Reads one line without its end; nil when it is no interval.
    public mutating func read(line: Span<UInt8>) throws(HistogramError) -> HistogramInterval? {
        lineNumber += 1
        do throws(HistogramError) { return try interval(line) } catch {
            let located = HistogramError(error.code, error.detail, offset: error.offset, line: lineNumber)
            if reading == .strict { throw located }
            if violations.count < 100 { violations.append(located) }
            return nil
        }
    }

    /// Reads a whole log.
    public mutating func read(_ bytes: Span<UInt8>) throws(HistogramError) -> [HistogramInterval] {
        var intervals: [HistogramInterval] = []
        var splitter = LineSplitter(
            options: .init(reading: .tolerant, acceptsCarriageReturn: true, acceptsUnterminatedEnd: true)
        )
        var position = 0
        while true {
            let line: Line?
            do throws(TextError) {
                if let next = try splitter.next(in: bytes, at: &position) {
                    line = next
                } else {
                    line = try splitter.finish()
                }
            } catch { throw HistogramError(.logLine, "\(error)") }
            guard let line else { return intervals }
            let found = try line.withBytes(in: bytes) { (contents) throws(HistogramError) in try read(line: contents) }
            if let found { intervals.append(found) }
        }
    }

    private mutating func interval(_ line: Span<UInt8>) throws(HistogramError) -> HistogramInterval? {
        let text: String
        do throws(TextError) { text = try String(strictUTF8: line) } catch {
            throw HistogramError(.logLine, "\(error)", offset: error.offset)
        }
        if text.isEmpty || text.hasPrefix("\"") { return nil }
        if text.hasPrefix("#") {
            try comment(text.dropFirst())
            return nil
        }
        var fields = text.split(separator: ",", maxSplits: 4, omittingEmptySubsequences: false)
        var tag: String?
        if let first = fields.first, first.hasPrefix("Tag=") {
            tag = String(first.dropFirst(4))
            fields.removeFirst()
        }
        guard fields.count == 4 else {
            throw HistogramError(
                .logLine,
                "expected a start, a length, a maximum and a histogram, saw \(fields.count) fields"
            )
        }
        let start = try seconds(fields[0], "a start")
        let length = try seconds(fields[1], "a length")
        _ = try seconds(fields[2], "a maximum", mayBeLarge: true)
        let histogram = try Histogram(encodedText: String(fields[3]), using: compression, limits: limits)
        return HistogramInterval(
            tag: tag,
            startNanoseconds: start.addingSaturated(base(for: start)),
            lengthNanoseconds: length,
            histogram: histogram
        )
    }

    private mutating func comment(_ text: Substring) throws(HistogramError) {
        if let value = Self.value(of: "StartTime", in: text) {
            startNanoseconds = try seconds(value, "a start time")
        } else if let value = Self.value(of: "BaseTime", in: text) {
            baseNanoseconds = try seconds(value, "a base time")
        } else if !text.hasPrefix("[Histogram log format version"), comments.count < 1000 {
            comments.append(String(text))
        }
    }

    /// The word behind `[name:`.
    private static func value(of name: String, in text: Substring) -> Substring? {
        guard text.hasPrefix("[\(name):") else { return nil }
        return text.dropFirst(name.count + 2).drop { $0 == " " }.prefix { $0 != " " && $0 != "]" }
    }

    private func seconds(_ text: Substring, _ name: String, mayBeLarge: Bool = false) throws(HistogramError) -> Int64 {
        if let value = DecimalSeconds.parse(text) { return value }
        if mayBeLarge, let value = Double(text), value >= 0 { return .max }
        throw HistogramError(.logLine, "expected \(name) as decimal seconds, saw \(PrintableText.quote(String(text)))")
    }

    private mutating func base(for start: Int64) -> Int64 {
        if let baseNanoseconds { return baseNanoseconds }
        let year: Int64 = 365 * 24 * 3600 * 1_000_000_000
        let logStart = startNanoseconds ?? start
        startNanoseconds = logStart
        let base = start < logStart.addingSaturated(-year) ? logStart : 0
        baseNanoseconds = base
        return base
    }
}
