import JSON
import TestKit
import Testing

@Suite struct JSONLinesReaderTests {
    private func read(_ pieces: [[UInt8]], _ options: JSONReadingOptions = .strict) -> [JSONLine] {
        var reader = JSONLinesReader(options: options)
        var lines: [JSONLine] = []
        for piece in pieces {
            var position = 0
            while let line = reader.next(in: piece.span, at: &position) { lines.append(line) }
        }
        if let line = reader.finish() { lines.append(line) }
        return lines
    }

    @Test func `reads a document a line, however the stream is split`() {
        let text = Array("{\"a\":1}\n[2]\r\nbroken\n\"\u{2028}é\"\n\n4".utf8)
        var random = SeededRandom(seed: 14)
        for _ in 0..<200 {
            var pieces: [[UInt8]] = []
            var rest = text[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...8, using: &random)
                pieces.append(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            let strict = read(pieces)
            #expect(strict.map(\.number) == [1, 2, 3, 4, 5, 6])
            #expect(strict.map(\.offset) == [0, 8, 13, 20, 28, 29])
            #expect(strict.map { $0.document?.root.rawText } == ["{\"a\":1}", "[2]", nil, "\"\u{2028}é\"", nil, "4"])
            #expect(strict.compactMap(\.error?.code) == [.unexpectedByte, .unexpectedEnd])
            // Empty lines are no violation worth an error for one who reads on.
            #expect(read(pieces, .tolerant).map(\.number) == [1, 2, 3, 4, 6])
        }
    }

    @Test func `reads on after a line that is too long`() {
        var options = JSONReadingOptions.strict
        options.maximumBytes = 4
        let lines = read([Array("[1]\n[1,2,3,4]\n[2]\n".utf8)], options)
        #expect(lines.map { $0.document?.root.rawText } == ["[1]", nil, "[2]"])
        #expect(lines[1].error?.code == .byteLimit)
    }

    @Test func `finds nothing in an empty stream`() {
        #expect(read([]).isEmpty)
        #expect(read([[]]).isEmpty)
        #expect(read([[0x31, 0x0A]]).count == 1)
    }
}
