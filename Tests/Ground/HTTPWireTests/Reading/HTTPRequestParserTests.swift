import TestKit
import Testing

@testable import HTTPWire

@Suite struct HTTPRequestParserTests {
    @Test func `refuses the first broken rule of each vector in a strict reading`() {
        for vector in RequestVector.all {
            let transcript = Transcript.requests([Array(vector.bytes.utf8)])
            #expect(transcript.error?.violation?.rule == vector.rule, "\(vector.bytes.debugDescription)")
        }
    }

    @Test func `reports the same rule first in a tolerant reading, and reads on where that is safe`() {
        for vector in RequestVector.all {
            let transcript = Transcript.requests([Array(vector.bytes.utf8)], .tolerant)
            let first = transcript.violations.first?.rule ?? transcript.error?.violation?.rule
            #expect(first == vector.rule, "\(vector.bytes.debugDescription)")
            #expect((transcript.error == nil) == vector.readsOn, "\(vector.bytes.debugDescription) \(transcript)")
            if vector.readsOn {
                #expect(
                    transcript.lines.contains("end") || transcript.lines.contains("complete"),
                    "\(vector.bytes.debugDescription) \(transcript)"
                )
            }
        }
    }

    @Test func `says the same however the bytes are cut`() {
        for seed in UInt64(1)...12 {
            var random = SeededRandom(seed: seed)
            for vector in RequestVector.all {
                let bytes = Array(vector.bytes.utf8)
                for options in [HTTPReadingOptions.strict, .tolerant] {
                    let whole = Transcript.requests([bytes], options)
                    let cut = Transcript.requests(randomPieces(bytes, &random), options)
                    #expect(whole == cut, "seed \(seed): \(vector.bytes.debugDescription)")
                }
            }
        }
    }

    @Test func `survives random mutations and says the same however they are cut`() {
        var random = SeededRandom(seed: 77)
        for round in 0..<3000 {
            let vector = RequestVector.all[round % RequestVector.all.count]
            let bytes = mutated(Array(vector.bytes.utf8), &random)
            for options in [HTTPReadingOptions.strict, .tolerant] {
                let whole = Transcript.requests([bytes], options)
                let cut = Transcript.requests(randomPieces(bytes, &random), options)
                #expect(whole == cut, "round \(round): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
            }
        }
    }

    @Test func `keeps fields in order, case and bytes`() throws {
        let text = "GET /p?q HTTP/1.1\r\nHOST: a\r\nx-One:  1 \r\nX-one:\t2\r\n\r\n"
        var parser = HTTPRequestParser()
        let bytes = Array(text.utf8)
        let step = try parser.next(bytes.span)
        guard case .head(let head) = step.event else {
            Issue.record("expected a head")
            return
        }
        #expect(step.consumed == bytes.count)
        #expect(head.receivedBytes == bytes)
        #expect(head.target == "/p?q" && head.path == "/p" && head.query == "q")
        #expect(head.fields.map(\.name) == ["HOST", "x-One", "X-one"])
        #expect(head.fields.values(for: "X-ONE") == ["1", "2"])
        #expect(head.fields["host"] == "a")
        #expect(head.fields[1].line == Array("x-One:  1".utf8))
        #expect(head.fields[1].offset == 28)
    }

    @Test func `holds every limit at its last byte`() {
        let head = "GET /aaaaaaaa HTTP/1.1\r\nHost: a\r\nX: bbbbbbbbbbbb\r\n\r\n"
        let cases: [(WritableKeyPath<HTTPReadingOptions, Int>, Int, HTTPRule, UInt16)] = [
            (\.maximumStartLineBytes, 24, .startLineLimit, 414),
            (\.maximumFieldBytes, 17, .fieldLimit, 431),
            (\.maximumFields, 2, .fieldCountLimit, 431),
            (\.maximumHeadBytes, head.utf8.count, .headLimit, 431),
        ]
        for (limit, fitting, rule, status) in cases {
            var options = HTTPReadingOptions.strict
            options[keyPath: limit] = fitting
            #expect(Transcript.requests([Array(head.utf8)], options).error == nil)
            options[keyPath: limit] = fitting - 1
            let whole = Transcript.requests([Array(head.utf8)], options)
            #expect(whole.error?.violation?.rule == rule)
            #expect(rule.status.code == status)
            #expect(Transcript.requests(head.utf8.map { [$0] }, options) == whole)
        }
    }

    @Test func `holds the limits of chunk lines, trailers and content`() {
        let start = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        let cases: [(WritableKeyPath<HTTPReadingOptions, Int>, Int, HTTPRule)] = [
            (\.maximumChunkLineBytes, 8, .chunkLineLimit),
            (\.maximumTrailerBytes, 8, .trailerLimit),
            (\.maximumBodyBytes, 5, .bodyLimit),
        ]
        let text = start + "5;abcd\r\nhello\r\n0\r\nX: y\r\n\r\n"
        for (limit, fitting, rule) in cases {
            var options = HTTPReadingOptions.strict
            options[keyPath: limit] = fitting
            #expect(Transcript.requests([Array(text.utf8)], options).error == nil)
            options[keyPath: limit] = fitting - 1
            let whole = Transcript.requests([Array(text.utf8)], options)
            #expect(whole.error?.violation?.rule == rule)
            #expect(Transcript.requests(text.utf8.map { [$0] }, options) == whole)
        }
    }

    @Test func `takes limits without end`() {
        var options = HTTPReadingOptions.strict
        options.maximumStartLineBytes = .max
        options.maximumFieldBytes = .max
        options.maximumHeadBytes = .max
        options.maximumChunkLineBytes = .max
        options.maximumTrailerBytes = .max
        options.maximumBodyBytes = .max
        options.maximumFields = .max
        for vector in RequestVector.all where vector.rule == nil {
            #expect(Transcript.requests([Array(vector.bytes.utf8)], options).error == nil)
        }
    }

    @Test func `reads a long head byte by byte in linear time`() {
        var text = "GET / HTTP/1.1\r\nHost: a\r\n"
        for number in 0..<90 { text += "X-\(number): \(String(repeating: "v", count: 600))\r\n" }
        let transcript = Transcript.requests((text + "\r\n").utf8.map { [$0] })
        #expect(transcript.error == nil && transcript.lines.count == 3)
    }

    @Test func `decides whether the connection lives on`() throws {
        let cases = [
            ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", true),
            ("GET / HTTP/1.1\r\nHost: a\r\nConnection: foo, CLOSE\r\n\r\n", false),
            ("GET / HTTP/1.0\r\n\r\n", false),
            ("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true),
            ("GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n", false),
        ]
        for (text, expected) in cases {
            var parser = HTTPRequestParser()
            guard case .head(let head) = try parser.next(Array(text.utf8).span).event else { continue }
            #expect(head.keepsAlive == expected, "\(text)")
        }
    }

    @Test func `ignores what the caller allows`() {
        var options = HTTPReadingOptions.strict
        options.ignored = [.bareLineFeed, .missingHost]
        #expect(Transcript.requests([Array("GET / HTTP/1.1\nX: y\n\n".utf8)], options).error == nil)
    }

    @Test func `hands over what follows an upgrade`() throws {
        var parser = HTTPRequestParser()
        let bytes = Array("GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n\u{1}\u{2}".utf8)
        let step = try parser.next(bytes.span)
        parser.switchProtocol()
        let rest = Array(bytes[step.consumed...])
        guard case .switchedProtocol = try parser.next(rest.span).event else {
            Issue.record("expected the end of HTTP")
            return
        }
        #expect(rest == [1, 2])
    }

    @Test func `gives the classes of bytes that RFC 9110 and RFC 3986 list`() {
        let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        let token = HTTPByte.Class(letters + "!#$%&'*+-.^_`|~")
        let target = HTTPByte.Class(letters + "-._~!$&'()*+,;=:@/?")
        for byte in UInt8.min...UInt8.max {
            #expect(HTTPByte.token.contains(byte) == token.contains(byte))
            #expect(HTTPByte.target.contains(byte) == target.contains(byte))
        }
    }
}
