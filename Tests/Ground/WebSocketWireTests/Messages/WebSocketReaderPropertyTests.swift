import TestKit
import Testing

@testable import WebSocketWire

@Suite struct WebSocketReaderPropertyTests {
    private func randomPieces(_ count: Int, _ random: inout SeededRandom) -> [Int] {
        var pieces: [Int] = []
        var rest = count
        while rest > 0 {
            let piece = min(rest, Int.random(in: 0...7, using: &random))
            pieces.append(piece)
            rest -= piece
        }
        return pieces
    }

    /// A session of mostly right frames, so that the bytes lead far into the reader.
    private func randomSession(_ random: inout SeededRandom, isClean: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        var isOpen = false
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            let isControl = Int.random(in: 0..<4, using: &random) == 0
            let length = Int.random(in: 0...(isControl ? 125 : 200), using: &random)
            let payload = (0..<length).map { _ in UInt8.random(in: 0x20...0x7E, using: &random) }
            let mask = WebSocketMask(key: UInt32(truncatingIfNeeded: random.next()))
            if isControl {
                bytes += frame(Bool.random(using: &random) ? .ping : .pong, payload, mask: mask)
            } else {
                let isFinal = Bool.random(using: &random)
                let first: WebSocketOpcode = Bool.random(using: &random) ? .text : .binary
                bytes += frame(isOpen ? .continuation : first, payload, isFinal: isFinal, mask: mask)
                isOpen = !isFinal
            }
        }
        if isClean { return bytes }
        for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        return bytes
    }

    @Test func `finds the same events however the bytes are cut`() {
        for seed: UInt64 in 0..<400 {
            var random = SeededRandom(seed: seed)
            let bytes = randomSession(&random, isClean: seed % 2 == 0)
            for reading in [WebSocketReading.strict, .tolerant] {
                let whole = events(of: bytes, reader: serverReader(reading))
                let cut = events(of: bytes, pieces: randomPieces(bytes.count, &random), reader: serverReader(reading))
                #expect(cut.events == whole.events, "seed \(seed)")
                #expect(cut.violation == whole.violation, "seed \(seed)")
                #expect(seed % 2 == 1 || whole.violation == nil, "seed \(seed)")
            }
        }
    }

    @Test func `survives random bytes in both readings`() {
        for seed: UInt64 in 0..<3_000 {
            var random = SeededRandom(seed: seed)
            let count = Int.random(in: 0...64, using: &random)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            for reading in [WebSocketReading.strict, .tolerant] {
                for role in [WebSocketRole.client, .server] {
                    var options = WebSocketMessageReader.Options()
                    options.reading = reading
                    let reader = WebSocketMessageReader(role: role, options: options)
                    var ended = events(of: bytes, pieces: randomPieces(count, &random), reader: reader).reader
                    _ = try? ended.finish()
                }
            }
        }
    }

    @Test func `reads back what a writer writes, fragmented or not`() throws {
        for seed: UInt64 in 0..<200 {
            var random = SeededRandom(seed: seed)
            var writer = WebSocketMessageWriter(
                role: .client,
                masks: SeededRandom(seed: seed),
                fragmentSize: Bool.random(using: &random) ? Int.random(in: 1...100, using: &random) : nil
            )
            let payload = (0..<Int.random(in: 0...400, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            var bytes: [UInt8] = []
            try writer.append(.binary, payload.span, to: &bytes)
            writer.appendControl(.ping, payload.span, to: &bytes)
            let result = events(of: bytes, pieces: randomPieces(bytes.count, &random), reader: serverReader())
            #expect(result.events.count == 2, "seed \(seed)")
            guard case .message(let message)? = result.events.first else {
                Issue.record("expected a message, saw \(result.events), seed \(seed)")
                continue
            }
            #expect(message.kind == .binary && message.bytes == payload, "seed \(seed)")
            #expect(result.events.last == .ping(Array(payload.prefix(125))), "seed \(seed)")
        }
    }
}
