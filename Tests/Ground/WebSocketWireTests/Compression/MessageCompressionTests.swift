import TestKit
import Testing

@testable import WebSocketWire

@Suite struct MessageCompressionTests {
    private func compressed(_ payload: [UInt8], fragmentSize: Int? = nil) throws -> [UInt8] {
        var writer = WebSocketMessageWriter(
            role: .server,
            masks: SeededRandom(seed: 1),
            fragmentSize: fragmentSize,
            compressor: StoredBlocks()
        )
        var bytes: [UInt8] = []
        try writer.append(.text, payload.span, to: &bytes)
        return bytes
    }

    private func reader(
        _ reading: WebSocketReading = .strict,
        limits: WebSocketLimits = WebSocketLimits(),
        keepsContext: Bool = true
    ) -> WebSocketMessageReader {
        clientReader(reading, limits: limits, decompressor: StoredBlocksReader(), keepsContext: keepsContext)
    }

    @Test func `leaves the flush out on the wire and puts it back`() throws {
        let bytes = try compressed(Array("Hello".utf8))
        #expect(bytes == [0xC1, 0x0B, 0, 5, 0, 0xFA, 0xFF] + Array("Hello".utf8) + [0])
        #expect(try compressed([]) == [0xC1, 0x01, 0x00])
        for pieces in [[], [1, 1, 1, 1, 1, 1, 1]] {
            let found = events(of: bytes, pieces: pieces, reader: reader()).events
            guard case .message(let message)? = found.first else {
                Issue.record("expected a message, saw \(found)")
                continue
            }
            #expect(message.text == "Hello" && message.wasCompressed && found.count == 1)
        }
    }

    @Test func `sets RSV1 on the first fragment only`() throws {
        let bytes = try compressed(Array("Hello, World".utf8), fragmentSize: 5)
        let found = events(of: bytes, reader: clientReader(decompressor: StoredBlocksReader(), reportsFrames: true))
        let reserved = found.events.compactMap { event in
            if case .frame(let header) = event { header.reservedBits } else { nil }
        }
        #expect(reserved == [4, 0, 0, 0])
        guard case .message(let message)? = found.events.last else {
            Issue.record("expected a message, saw \(found.events)")
            return
        }
        #expect(message.text == "Hello, World" && message.fragments == 4)
        let second = frame(.text, [0], isFinal: false, reservedBits: 4) + frame(.continuation, reservedBits: 4)
        #expect(events(of: second, reader: reader()).violation?.rule == .reservedBits)
    }

    @Test func `reads uncompressed messages between compressed ones`() throws {
        let bytes = try frame(.text, [0x61]) + compressed([0x62]) + frame(.binary, [0x63])
        let found = events(of: bytes, reader: reader()).events
        let texts = found.map { event in if case .message(let message) = event { message.text } else { "" } }
        #expect(texts == ["a", "b", "c"])
    }

    @Test func `checks text while it inflates`() throws {
        let bytes = try compressed([0x61, 0xFF] + [UInt8](repeating: 0x61, count: 100))
        let head = Array(bytes.prefix(9))
        #expect(events(of: head, reader: reader()).violation?.rule == .textNotUTF8)
    }

    @Test func `stops inflating at the limit`() throws {
        let limits = WebSocketLimits(message: 50)
        let bytes = try compressed([UInt8](repeating: 0x61, count: 60))
        let strict = events(of: bytes, reader: reader(limits: limits))
        #expect(strict.violation?.rule == .messageTooLarge && strict.violation?.closeCode == .messageTooBig)
        let next = try compressed([0x61])
        for keepsContext in [true, false] {
            let tolerant = events(
                of: bytes + next + frame(.ping),
                reader: reader(.tolerant, limits: limits, keepsContext: keepsContext)
            )
            #expect(tolerant.events.count == 3 && tolerant.events.last == .ping([]))
            if case .message = tolerant.events[1] {
                #expect(!keepsContext)
            } else {
                #expect(keepsContext)
            }
        }
    }

    @Test func `refuses what cannot be inflated`() {
        let bytes = frame(.text, [0xFF], reservedBits: 4)
        let strict = events(of: bytes, reader: reader())
        #expect(strict.violation?.rule == .compressedDataInvalid)
        #expect(strict.violation?.closeCode == .invalidPayload)
        let tolerant = events(of: bytes + frame(.text, [0x61]), reader: reader(.tolerant))
        #expect(tolerant.events.count == 2)
    }

    @Test func `forgets the window when that was agreed on`() throws {
        for keepsContext in [true, false] {
            let stream = StoredBlocks()
            var writer = WebSocketMessageWriter(
                role: .server,
                masks: SeededRandom(seed: 1),
                compressor: stream,
                keepsContext: keepsContext
            )
            var bytes: [UInt8] = []
            let payload: [UInt8] = [1]
            try writer.append(.binary, payload.span, to: &bytes)
            #expect(stream.resets == (keepsContext ? 0 : 1))
            let readerStream = StoredBlocksReader()
            let found = events(
                of: bytes,
                reader: clientReader(decompressor: readerStream, keepsContext: keepsContext)
            )
            #expect(found.events.count == 1 && readerStream.resets == (keepsContext ? 0 : 1))
        }
    }
}
