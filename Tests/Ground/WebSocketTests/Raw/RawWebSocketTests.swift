import Reactor
import Testing
import WebSocketWire

@testable import WebSocket

@Suite(.timeLimit(.minutes(1))) struct RawWebSocketTests {
    @Test func `shows frames as they come, with what they break`() async throws {
        try await LoopGroup.runOne { loop in
            let (near, far) = try DescriptorStream.pair(on: loop)
            let client = RawWebSocket(near, role: .client)
            let server = RawWebSocket(far, role: .server, keptBytes: 4)
            try await client.send(.text, Array("abcdef".utf8), isFinal: false)
            let odd = WebSocketFrameHeader(
                WebSocketOpcode(rawValue: 5),
                reservedBits: 2,
                payloadLength: 3,
                lengthForm: .medium
            )
            try await client.send(odd, [1, 2, 3])
            try await client.send([0x81])
            try await client.finishWriting()
            let first = try await server.nextFrame()
            #expect(first?.payload == Array("abcd".utf8) && first?.isCut == true && first?.violations == [])
            let second = try await server.nextFrame()
            #expect(second?.header == odd && second?.payload == [1, 2, 3] && second?.offset == 12)
            #expect(
                second?.violations.map(\.rule) == [.reservedBits, .reservedOpcode, .maskMissing, .lengthNotMinimal]
            )
            #expect(try await server.nextFrame() == nil)
            #expect(server.unfinished?.rule == .truncatedFrame)
            client.close()
            server.reset()
        }
    }

    @Test func `stops at a length that nobody can skip`() async throws {
        try await LoopGroup.runOne { loop in
            let (near, far) = try DescriptorStream.pair(on: loop)
            let server = RawWebSocket(far, role: .server)
            try await near.write([0x82, 0x7F, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3])
            near.close()
            #expect(try await server.nextFrame() == nil)
            #expect(server.unfinished?.rule == .maskMissing || server.unfinished?.rule == .lengthOutOfRange)
            server.close()
        }
    }
}
