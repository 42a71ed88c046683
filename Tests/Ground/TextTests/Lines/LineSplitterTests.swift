import TestKit
import Testing

@testable import Text

@Suite struct LineSplitterTests {
    /// What a stream cut into pieces is split into.
    private func lines(
        _ pieces: [[UInt8]],
        _ options: LineSplitter.Options
    ) -> (lines: [String], offsets: [Int], violations: [TextError], error: TextError?) {
        var splitter = LineSplitter(options: options)
        var result: (lines: [String], offsets: [Int], violations: [TextError], error: TextError?) = ([], [], [], nil)
        func take(_ line: Line, _ piece: [UInt8]) {
            if case .discarded(let count) = line.content {
                result.lines.append("<\(count)>")
            } else {
                result.lines.append(String(decoding: line.bytes(in: piece.span), as: UTF8.self))
            }
            result.offsets.append(line.offset)
            result.violations += line.violations
        }
        do throws(TextError) {
            for piece in pieces {
                var position = 0
                while let line = try splitter.next(in: piece.span, at: &position) { take(line, piece) }
            }
            if let line = try splitter.finish() { take(line, []) }
        } catch {
            result.error = error
        }
        return result
    }

    @Test func `hands out lines of one piece without a copy`() throws {
        var splitter = LineSplitter()
        let piece = Array("one\n\ntwo\nth".utf8)
        var position = 0
        #expect(try splitter.next(in: piece.span, at: &position)?.content == .piece(0..<3))
        #expect(try splitter.next(in: piece.span, at: &position)?.content == .piece(4..<4))
        let third = try #require(try splitter.next(in: piece.span, at: &position))
        #expect(third.content == .piece(5..<8) && third.number == 3 && third.offset == 5)
        #expect(try splitter.next(in: piece.span, at: &position) == nil)
        #expect(position == piece.count && splitter.pendingCount == 2)
        let rest = Array("ree\n".utf8)
        position = 0
        #expect(try splitter.next(in: rest.span, at: &position)?.content == .joined(Array("three".utf8)))
        #expect(try splitter.finish() == nil)
    }

    @Test func `refuses other line ends, or reports and strips them`() {
        let text = Array("a\r\nb\rc\n".utf8)
        let strict = lines([text], LineSplitter.Options())
        #expect(strict.lines.isEmpty && strict.error?.code == .lineEnding && strict.error?.offset == 1)
        let accepting = lines([text], LineSplitter.Options(acceptsCarriageReturn: true))
        #expect(accepting.lines == ["a", "b\rc"] && accepting.error == nil && accepting.offsets == [0, 3])
        let tolerant = lines([text], LineSplitter.Options(reading: .tolerant))
        #expect(tolerant.lines == ["a", "b\rc"] && tolerant.violations.map(\.offset) == [1])
    }

    @Test func `reports an end without LF`() {
        let text = Array("a\nbc".utf8)
        let strict = lines([text], LineSplitter.Options())
        #expect(strict.lines == ["a"] && strict.error?.code == .lineEnding && strict.error?.offset == 4)
        let tolerant = lines([text], LineSplitter.Options(reading: .tolerant))
        #expect(tolerant.lines == ["a", "bc"] && tolerant.violations.map(\.offset) == [4])
        let accepting = lines([text], LineSplitter.Options(acceptsUnterminatedEnd: true))
        #expect(accepting.lines == ["a", "bc"] && accepting.error == nil)
        #expect(lines([], LineSplitter.Options()).lines == [])
    }

    @Test func `limits the length of lines and finds the next one again`() {
        let text = Array("four\n12345\nfine\n123456789".utf8)
        let strict = lines([text], LineSplitter.Options(lengthLimit: 4))
        #expect(strict.lines == ["four"] && strict.error?.code == .limit && strict.error?.offset == 9)
        let tolerant = lines([text], LineSplitter.Options(reading: .tolerant, lengthLimit: 4))
        #expect(tolerant.lines == ["four", "<5>", "fine", "<9>"])
        #expect(tolerant.violations.map(\.code) == [.limit, .limit, .lineEnding])
        #expect(tolerant.offsets == [0, 5, 11, 16])
    }

    @Test func `keeps no more than the limit of a line without an end`() throws {
        var splitter = LineSplitter(options: LineSplitter.Options(reading: .tolerant, lengthLimit: 1000))
        let piece = [UInt8](repeating: 0x61, count: 700)
        for _ in 0..<1000 {
            var position = 0
            #expect(try splitter.next(in: piece.span, at: &position) == nil)
            #expect(splitter.pendingCount <= 1001)
        }
        #expect(try splitter.finish()?.content == .discarded(700_000))
    }

    @Test func `splits alike however the stream is cut`() {
        var random = SeededRandom(seed: 10)
        let letters = Array("ab\r\n\n".utf8)
        for round in 0..<3_000 {
            let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                letters.randomElement(using: &random) ?? 0
            }
            let options = LineSplitter.Options(
                reading: Bool.random(using: &random) ? .strict : .tolerant,
                lengthLimit: Int.random(in: 0...12, using: &random),
                acceptsCarriageReturn: Bool.random(using: &random)
            )
            let whole = lines([text], options)
            for pieces in [text.randomPieces(using: &random), text.map { [$0] }] {
                let cut = lines(pieces, options)
                #expect(cut.lines == whole.lines && cut.offsets == whole.offsets, "round \(round)")
                #expect(cut.violations == whole.violations && cut.error == whole.error, "round \(round)")
            }
        }
    }
}
