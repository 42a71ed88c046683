import Testing
import Text

@testable import Histogram

@Suite struct HistogramLogTests {
    private func histogram(_ seed: UInt64) throws -> Histogram {
        var histogram = Histogram(try HistogramLayout(lowest: 1, highest: 3_600_000_000, digits: 2))
        for value in ForeignFixtures.values(30, seed: seed) { histogram.record(min(value, 3_600_000_000)) }
        return histogram
    }

    @Test func `reads a log that the Python package wrote`() throws {
        var reader = HistogramLogReader(compression: SystemCompression())
        let intervals = try reader.read(ForeignFixtures.log.utf8.span)
        #expect(intervals.count == 2 && reader.violations.isEmpty)
        #expect(reader.baseNanoseconds == 1_700_000_000_000_000_000)
        #expect(reader.comments == ["[Logged with a foreign tool]"])
        #expect(intervals.map(\.startNanoseconds) == [1_700_000_000_500_000_000, 1_700_000_001_500_000_000])
        #expect(intervals.map(\.lengthNanoseconds) == [1_000_000_000, 1_000_000_000])
        #expect(try intervals.map(\.histogram) == [histogram(1), histogram(2)])
    }

    @Test func `reads what it writes`() throws {
        let writer = HistogramLogWriter(compression: SystemCompression(), baseNanoseconds: 1_700_000_000_000_000_000)
        let intervals = try [
            HistogramInterval(
                startNanoseconds: 1_700_000_000_000_000_000,
                lengthNanoseconds: 999_999_999,
                histogram: histogram(1)
            ),
            HistogramInterval(
                tag: "upstream-a",
                startNanoseconds: 1_700_000_001_250_000_000,
                lengthNanoseconds: 1_000_000_000,
                histogram: histogram(2)
            ),
        ]
        let header = writer.header(startNanoseconds: 1_700_000_000_000_000_000, comments: ["seed 7", "two\nlines"])
        let log = try header + intervals.map { try writer.line($0) }.joined()
        let lines = log.split(separator: "\n").map(String.init)
        #expect(lines[0] == "#[seed 7]" && lines[1] == "#[two\\nlines]")
        #expect(lines[3] == "#[StartTime: 1700000000.000 (seconds since epoch), 2023-11-14T22:13:20Z]")
        #expect(lines[4] == "#[BaseTime: 1700000000.000 (seconds since epoch)]")
        #expect(lines[6].hasPrefix("0.000,0.999999999,3607.101,HISTFAAA"))
        #expect(lines[7].hasPrefix("Tag=upstream-a,1.250,1.000,"))
        var reader = HistogramLogReader(compression: SystemCompression())
        #expect(try reader.read(log.utf8.span) == intervals)
        #expect(reader.startNanoseconds == 1_700_000_000_000_000_000)
    }

    @Test func `takes times as the log means them when no base is written`() throws {
        let payload = try histogram(1).encodedText(using: SystemCompression())
        for (head, start) in [
            ("#[StartTime: 1700000000.5 (seconds since epoch)]\n", 1_700_000_002_500_000_000 as Int64),
            ("#[StartTime: 1.0 (seconds since epoch)]\n", 2_000_000_000), ("", 2_000_000_000),
        ] {
            var reader = HistogramLogReader(compression: SystemCompression())
            let intervals = try reader.read("\(head)2.0,1,3.5e9,\(payload)\r\n".utf8.span)
            #expect(intervals.map(\.startNanoseconds) == [start], "\(head)")
        }
    }

    @Test func `reads on after bad lines in a tolerant reading, and stops in a strict one`() throws {
        let payload = try histogram(1).encodedText(using: SystemCompression())
        let log =
            "#c\nx,1,1,\(payload)\n1,1,1\n1,1,1,!!\n1,-1,1,\(payload)\n9999999999999999,1,1,\(payload)\n5,1,1,\(payload)\n"
        var reader = HistogramLogReader(compression: SystemCompression(), reading: .tolerant)
        let intervals = try reader.read(log.utf8.span)
        #expect(intervals.count == 1 && intervals.first?.startNanoseconds == 5_000_000_000)
        #expect(reader.violations.map(\.line) == [2, 3, 4, 5, 6])
        var strict = HistogramLogReader(compression: SystemCompression())
        do throws(HistogramError) {
            _ = try strict.read(log.utf8.span)
            Issue.record("the log was accepted")
        } catch { #expect(error == reader.violations.first) }
    }

    @Test func `refuses tags and times that a line cannot hold`() throws {
        let writer = HistogramLogWriter(compression: SystemCompression(), baseNanoseconds: 10)
        for tag in ["a,b", "a b", "a\nb"] {
            let interval = HistogramInterval(
                tag: tag,
                startNanoseconds: 10,
                lengthNanoseconds: 1,
                histogram: try histogram(1)
            )
            #expect(throws: HistogramError.self) { try writer.line(interval) }
        }
        for (start, length): (Int64, Int64) in [(9, 1), (10, -1), (.min, 1)] {
            let interval = HistogramInterval(
                startNanoseconds: start,
                lengthNanoseconds: length,
                histogram: try histogram(1)
            )
            #expect(throws: HistogramError.self) { try writer.line(interval) }
        }
    }

    @Test func `reads and writes decimal seconds exactly`() {
        for (text, value): (String, Int64) in [
            ("0", 0), ("1.5", 1_500_000_000), ("0.000000001", 1), (".5", 500_000_000), ("7.", 7_000_000_000),
            ("1.0000000019", 1_000_000_001), ("9223372036.854775807", .max),
        ] { #expect(DecimalSeconds.parse(text) == value, "\(text)") }
        for text in ["", ".", "-1", "1e3", "1.2.3", "9223372036.854775808", "99999999999999999999", "１"] {
            #expect(DecimalSeconds.parse(text) == nil, "\(text)")
        }
        #expect(DecimalSeconds.format(1_500_000_000) == "1.500" && DecimalSeconds.format(1) == "0.000000001")
    }
}
