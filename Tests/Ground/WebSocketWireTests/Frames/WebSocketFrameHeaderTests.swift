import TestKit
import Testing

@testable import WebSocketWire

@Suite struct WebSocketFrameHeaderTests {
    @Test func `writes the examples of RFC 6455 section 5_7`() {
        let hello = Array("Hello".utf8)
        #expect(frame(.text, hello) == [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
        #expect(
            frame(.text, hello, mask: key)
                == [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
        )
        #expect(frame(.text, Array("Hel".utf8), isFinal: false) == [0x01, 0x03, 0x48, 0x65, 0x6C])
        #expect(frame(.continuation, Array("lo".utf8)) == [0x80, 0x02, 0x6C, 0x6F])
        #expect(frame(.ping, hello) == [0x89, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
        #expect(Array(frame(.binary, Array(repeating: 0, count: 256)).prefix(4)) == [0x82, 0x7E, 0x01, 0x00])
        #expect(
            Array(frame(.binary, Array(repeating: 0, count: 65536)).prefix(10))
                == [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0]
        )
    }

    @Test func `reads back every header it writes`() {
        var random = SeededRandom(seed: 11)
        for length: UInt64 in [0, 1, 125, 126, 127, 65535, 65536, 1 << 32, .max >> 1, .max] {
            for form in [nil, WebSocketFrameHeader.LengthForm.long] {
                let header = WebSocketFrameHeader(
                    WebSocketOpcode(rawValue: UInt8.random(in: 0...15, using: &random)),
                    isFinal: Bool.random(using: &random),
                    reservedBits: UInt8.random(in: 0...7, using: &random),
                    mask: Bool.random(using: &random) ? WebSocketMask(key: UInt32(random.next() & 0xFFFF_FFFF)) : nil,
                    payloadLength: length,
                    lengthForm: form
                )
                var bytes: [UInt8] = []
                header.append(to: &bytes)
                #expect(bytes.count == header.encodedSize)
                #expect(WebSocketFrameHeader(bytes.span, at: 0) == header)
            }
        }
    }

    @Test func `masks as the byte-by-byte definition does, at any turn and length`() {
        var random = SeededRandom(seed: 12)
        for length in 0...67 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            for split in [0, 1, 2, 3, 5, length] where split <= length {
                var masked: [UInt8] = []
                key.append(bytes.span.extracting(first: split), to: &masked)
                key.advanced(by: split).append(bytes.span.extracting(droppingFirst: split), to: &masked)
                let order: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
                #expect(masked == bytes.indices.map { bytes[$0] ^ order[$0 % 4] })
            }
        }
    }
}
