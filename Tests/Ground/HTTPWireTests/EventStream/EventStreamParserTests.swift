import TestKit
import Testing

@testable import HTTPWire

@Suite struct EventStreamParserTests {
    private func read(
        _ pieces: [[UInt8]],
        _ options: EventStreamOptions = EventStreamOptions(),
        id: String = ""
    ) -> (items: [EventStreamItem], error: HTTPWireError?) {
        var parser = EventStreamParser(options, lastEventID: id)
        var items: [EventStreamItem] = []
        do throws(HTTPWireError) {
            for piece in pieces { try parser.consume(piece.span, into: &items) }
            try parser.finish(into: &items)
        } catch {
            return (items, error)
        }
        return (items, nil)
    }

    private func events(_ text: String) -> [String] {
        read([Array(text.utf8)]).items.compactMap {
            guard case .event(let event) = $0 else { return nil }
            return "\(event.type)|\(event.text)|\(event.id)"
        }
    }

    @Test func `dispatches what the text's examples dispatch`() {
        let vectors: [(String, [String])] = [
            ("data: YHOO\ndata: +2\ndata: 10\n\n", ["message|YHOO\n+2\n10|"]),
            (
                ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
                ["message|first event|1", "message|second event|", "message| third event|"]
            ),
            ("data\n\ndata\ndata\n\ndata:", ["message||", "message|\n|"]),
            ("data:test\n\ndata: test\n\n", ["message|test|", "message|test|"]),
            ("event: add\ndata: 1\n\nevent: remove\ndata: 2\n\ndata: 3\n\n", ["add|1|", "remove|2|", "message|3|"]),
            ("event: x\n\ndata: 1\n\n", ["message|1|"]),
            ("id: 7\n\ndata: 1\n\nid\ndata: 2\n\n", ["message|1|7", "message|2|"]),
            ("\u{FEFF}data: 1\n\n", ["message|1|"]),
            ("\u{FEFF}\u{FEFF}data: 1\n\n", []),
            ("data: 1\r\rdata: 2\r\n\r\ndata: 3\n\r", ["message|1|", "message|2|", "message|3|"]),
            ("Data: 1\n\n", []),
            ("data : 1\n\n", []),
            ("data: 1", []),
            ("data: 1\n", []),
            ("foo: bar\nfoo\n:\ndata:a:b\n\n", ["message|a:b|"]),
            ("data:\n\n", ["message||"]),
            ("event\ndata:1\n\n", ["message|1|"]),
            ("id: a\u{0}b\ndata: 1\n\n", ["message|1|"]),
            ("id: a\nid: b\u{0}\ndata: 1\n\n", ["message|1|a"]),
        ]
        for (text, expected) in vectors { #expect(events(text) == expected, "\(text.debugDescription)") }
    }

    @Test func `says the same however the bytes are cut`() {
        let text =
            "\u{FEFF}: hi\r\nid: 1\rdata: caf\u{e9}\r\ndata\n\nretry: 250\r\n\r\nretry: x\nfoo\nid: \u{0}\n\r\revent: e\ndata:z\n\ndata"
        var bytes = Array(text.utf8)
        bytes.insert(contentsOf: [0x0A, 0x64, 0x61, 0x74, 0x61, 0x3A, 0xFF, 0xC3, 0x0A, 0x0A], at: 60)
        for reportsLines in [false, true] {
            for reading in [HTTPReadingOptions.Reading.strict, .tolerant] {
                var options = EventStreamOptions(reading)
                options.reportsLines = reportsLines
                let whole = read([bytes], options)
                #expect((whole.error == nil) == (reading == .tolerant))
                for seed in UInt64(1)...40 {
                    var random = SeededRandom(seed: seed)
                    let cut = read(randomPieces(bytes, &random), options)
                    #expect(cut.items == whole.items && cut.error == whole.error, "seed \(seed)")
                }
            }
        }
    }

    @Test func `reports each violation with its offset`() {
        func violations(_ bytes: [UInt8]) -> [String] {
            read([bytes]).items.compactMap {
                guard case .violation(let violation) = $0 else { return nil }
                return "\(violation.rule.rawValue)@\(violation.offset)"
            }
        }
        #expect(violations(Array("id: a\u{0}\n\n".utf8)) == ["nul-in-id@5"])
        #expect(violations(Array("\nretry: 1s\n\n".utf8)) == ["retry-digits@8"])
        #expect(violations(Array("data: 1\n".utf8)) == ["incomplete-event@8"])
        #expect(violations(Array("data: 1".utf8)) == ["incomplete-event@7"])
        #expect(violations(Array("data: ".utf8) + [0xFF, 0x0A, 0x0A]) == ["utf-8@6"])
        #expect(violations(Array(": only a comment\n".utf8)).isEmpty)
    }

    @Test func `replaces what is not UTF-8`() {
        let bytes = Array("data: a".utf8) + [0xF0, 0x9F, 0x0A, 0x0A]
        guard case .event(let event)? = read([bytes]).items.last else {
            Issue.record("expected an event")
            return
        }
        #expect(event.text == "a\u{FFFD}")
    }

    @Test func `knows the bytes of an event and remembers the last id`() throws {
        var parser = EventStreamParser(lastEventID: "0")
        var items: [EventStreamItem] = []
        try parser.consume(Array(": c\ndata: 1\n\ndata: 2\nid: 9\n\nid: 10\n".utf8).span, into: &items)
        let ranges = items.compactMap { item -> Range<Int>? in
            guard case .event(let event) = item else { return nil }
            return event.byteRange
        }
        #expect(ranges == [4..<12, 13..<27])
        #expect(parser.lastEventID == "9")
    }

    @Test func `holds the limits of lines and events`() {
        var options = EventStreamOptions()
        options.maximumLineBytes = 10
        options.maximumEventBytes = 12
        #expect(read([Array("data: 1234\n\n".utf8)], options).error == nil)
        #expect(read([Array("data: 12345\n\n".utf8)], options).error?.code == .refusedEventStream(.lineLimit))
        #expect(read("data: 12345\n\n".utf8.map { [$0] }, options).error?.code == .refusedEventStream(.lineLimit))
        let long = "data: 1234\ndata: 1234\ndata: 1234\n\n"
        #expect(read([Array(long.utf8)], options).error?.code == .refusedEventStream(.eventLimit))
    }

    @Test func `survives random bytes`() {
        var random = SeededRandom(seed: 5)
        let alphabet = Array("data:id event\u{FEFF}retry\r\n\r\n\u{0}x 1".utf8) + [0xFF, 0xE2]
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            let whole = read([bytes])
            let cut = read(randomPieces(bytes, &random))
            #expect(whole.items == cut.items)
        }
    }

    @Test func `writes what it reads`() throws {
        var output: [UInt8] = []
        try EventStreamWriter.append(text: "a\r\nb\rc\n", type: "t", id: "1", retryMilliseconds: 5, to: &output)
        EventStreamWriter.appendComment("keep\nalive", to: &output)
        try EventStreamWriter.append(text: " leading", to: &output)
        try EventStreamWriter.appendControl(id: "2", to: &output)
        try EventStreamWriter.append(text: "", to: &output)
        #expect(
            events(String(decoding: output, as: UTF8.self)) == ["t|a\nb\nc\n|1", "message| leading|1", "message||2"]
        )
    }

    @Test func `refuses ids and types that would break the line`() {
        for bad in ["a\nb", "a\rb", "a\u{0}"] {
            #expect(throws: HTTPWireError.self) {
                var output: [UInt8] = []
                try EventStreamWriter.append(text: "x", id: bad, to: &output)
            }
        }
        #expect(throws: HTTPWireError.self) {
            var output: [UInt8] = []
            try EventStreamWriter.append(text: "x", type: "a\nb", to: &output)
        }
    }
}
