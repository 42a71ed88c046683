import TestKit
import Testing

@testable import HTTPWire

@Suite struct HTTPResponseParserTests {
    private struct Vector {
        let bytes: String
        let methods: [HTTPMethod]
        let lines: [String]
        let rule: HTTPRule?

        init(_ bytes: String, _ methods: [HTTPMethod] = [], lines: [String] = [], rule: HTTPRule? = nil) {
            (self.bytes, self.methods, self.lines, self.rule) = (bytes, methods, lines, rule)
        }
    }

    private static let vectors = [
        Vector(
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
            lines: ["head HTTP/1.1 200 OK length(2)\nContent-Length: 2", "body hi", "end", "closed"]
        ),
        Vector(
            "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n",
            lines: ["head HTTP/1.1 200  none\nContent-Length: 0", "end", "closed"]
        ),
        Vector(
            "HTTP/1.1 200 OK\r\n\r\nall of it",
            lines: ["head HTTP/1.1 200 OK untilClose\n", "body all of it", "complete"]
        ),
        Vector(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
            [.put],
            lines: [
                "head HTTP/1.1 100 Continue none\n", "head HTTP/1.1 204 No Content none\n", "end", "closed",
            ]
        ),
        Vector(
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n",
            [.head, .get],
            lines: [
                "head HTTP/1.1 200 OK none\nContent-Length: 9", "end",
                "head HTTP/1.1 304 Not Modified none\nContent-Length: 9", "end", "closed",
            ]
        ),
        Vector(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n\u{1}",
            lines: ["head HTTP/1.1 101 Switching Protocols none\nUpgrade: x", "switched", "closed"]
        ),
        Vector(
            "HTTP/1.1 200 OK\r\n\r\nraw",
            [.connect],
            lines: ["head HTTP/1.1 200 OK none\n", "switched", "closed"]
        ),
        Vector(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nhi\r\n0\r\nT: u\r\n\r\n",
            lines: [
                "head HTTP/1.1 200 OK chunked\nTransfer-Encoding: chunked", "chunk 2 ;x", "body hi", "chunk 0 ",
                "trailers T: u", "end", "closed",
            ]
        ),
        Vector("HTTP/1.1 20 OK\r\n\r\n", rule: .statusCode),
        Vector("HTTP/1.1 2000 OK\r\n\r\n", rule: .statusCode),
        Vector("HTTP/1.1 099 OK\r\n\r\n", rule: .statusCode),
        Vector("HTTP/1.1  200 OK\r\n\r\n", rule: .statusCode),
        Vector("HTTP/1.1\t200 OK\r\n\r\n", rule: .statusLine),
        Vector("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", rule: .missingReasonSpace),
        Vector("HTTP/1.1 200x OK\r\n\r\n", rule: .statusLine),
        Vector("HTTP/1.1 200 O\u{0}K\r\nContent-Length: 0\r\n\r\n", rule: .controlCharacter),
        Vector("HTTPS/1.1 200 OK\r\n\r\n", rule: .version),
        Vector("ICY 200 OK\r\n\r\n", rule: .version),
        Vector("HTTP/1.1 204 No Content\r\nContent-Length: 1\r\n\r\n", rule: .contentLengthNotAllowed),
        Vector("HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n", rule: .transferEncodingNotAllowed),
        Vector("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nzzz", rule: .unknownTransferEncoding),
        Vector("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", rule: .truncatedBody),
        Vector("HTTP/1.1 200 OK\r\nContent-Le", rule: .truncatedHead),
    ]

    @Test func `reads each vector, however it is cut`() {
        for seed in UInt64(1)...8 {
            var random = SeededRandom(seed: seed)
            for vector in Self.vectors {
                let bytes = Array(vector.bytes.utf8)
                let strict = Transcript.responses([bytes], to: vector.methods)
                #expect(strict.error?.violation?.rule == vector.rule, "\(vector.bytes.debugDescription)")
                if vector.rule == nil { #expect(strict.lines == vector.lines) }
                let tolerant = Transcript.responses([bytes], to: vector.methods, .tolerant)
                #expect(
                    tolerant.violations.first?.rule ?? tolerant.error?.violation?.rule == vector.rule,
                    "\(vector.bytes.debugDescription)"
                )
                let pieces = randomPieces(bytes, &random)
                #expect(Transcript.responses(pieces, to: vector.methods) == strict, "seed \(seed): \(vector.bytes)")
                #expect(Transcript.responses(pieces, to: vector.methods, .tolerant) == tolerant, "seed \(seed)")
            }
        }
    }

    @Test func `survives random mutations and says the same however they are cut`() {
        var random = SeededRandom(seed: 78)
        for round in 0..<2000 {
            let vector = Self.vectors[round % Self.vectors.count]
            let bytes = mutated(Array(vector.bytes.utf8), &random)
            for options in [HTTPReadingOptions.strict, .tolerant] {
                let whole = Transcript.responses([bytes], to: vector.methods, options)
                let cut = Transcript.responses(randomPieces(bytes, &random), to: vector.methods, options)
                #expect(whole == cut, "round \(round): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
            }
        }
    }

    @Test func `gives offsets in the whole stream`() {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhiHTTP/1.1 200 OK\r\nA : b\r\n\r\n"
        #expect(Transcript.responses([Array(text.utf8)]).error?.offset == 58)
    }
}
