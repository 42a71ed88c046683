import Reactor
import Testing
import WebSocketWire

@testable import WebSocket

@Suite(.timeLimit(.minutes(1))) struct WebSocketClosingTests {
    private func impatient() -> WebSocketOptions {
        var options = WebSocketOptions()
        options.closeTimeout = .milliseconds(50)
        return options
    }

    @Test func `tells both sides the code and the reason`() async throws {
        try await withPair { client, server in
            try await beside(client.loop, { while try await server.next() != nil {} }) {
                await client.close(.goingAway, reason: "done")
            }
            #expect(server.closure?.code == .goingAway && server.closure?.reason == "done")
            #expect(server.closure?.wasClean == true && server.closure?.startedByPeer == true)
            #expect(client.closure?.code == .goingAway && client.closure?.startedByPeer == false)
            #expect(try await server.next() == nil)
        }
    }

    @Test func `closes from the server while another task waits for messages`() async throws {
        try await withPair { client, server in
            try await beside(client.loop, { while try await client.next() != nil {} }) {
                try await beside(client.loop, { while try await server.next() != nil {} }) {
                    // The waiting task must be on its way into its wait.
                    _ = await client.loop.sleep(until: .after(.milliseconds(5)))
                    await server.close(.normal)
                }
            }
            #expect(server.closure?.wasClean == true && client.closure?.wasClean == true)
        }
    }

    @Test func `ends well when both sides close at once`() async throws {
        try await withPair { client, server in
            try await beside(client.loop, { await server.close(.normal) }) { await client.close(.goingAway) }
            #expect(client.closure?.wasClean == true && server.closure?.wasClean == true)
        }
    }

    @Test func `reads messages that cross its close frame`() async throws {
        try await withRawPeer { peer, connection in
            try await beside(
                connection.loop,
                {
                    while let frame = try await peer.nextFrame() {
                        guard frame.header.opcode == .close else { continue }
                        try await peer.send(.text, [0x61])
                        try await peer.send(.close, frame.payload)
                        peer.close()
                        return
                    }
                }
            ) {
                await connection.sendClose(WebSocketClosePayload(.normal), until: .never)
                let message = try await connection.next()
                #expect(message?.text == "a")
                #expect(try await connection.next() == nil)
            }
        }
    }

    @Test func `cuts a peer that never answers a close`() async throws {
        try await withRawPeer(options: impatient()) { peer, connection in
            await connection.close()
            #expect(connection.closure?.code == .abnormal && connection.closure?.wasClean == false)
            let frame = try await peer.nextFrame()
            #expect(frame?.header.opcode == .close)
            #expect(try await peer.nextFrame() == nil)
        }
    }

    @Test func `cuts a peer that answers but keeps the stream open`() async throws {
        try await withRawPeer(options: impatient()) { peer, connection in
            try await peer.send(.close, [3, 232])
            #expect(try await connection.next() == nil)
            #expect(connection.closure?.code == .normal)
        }
    }

    @Test func `sees an end without a close frame`() async throws {
        let vectors: [(bytes: [UInt8], rule: WebSocketRule)] = [
            ([], .endedWithoutClose), ([0x81], .truncatedFrame), ([0x81, 0x85, 0, 0, 0, 0, 1], .truncatedFrame),
            ([0x01, 0x80, 0, 0, 0, 0], .truncatedMessage),
        ]
        for vector in vectors {
            try await withRawPeer { peer, connection in
                try await peer.send(vector.bytes)
                try await peer.finishWriting()
                let error = await expectError(.violation) { _ = try await connection.next() }
                #expect(error?.violation?.rule == vector.rule && error?.violation?.closeCode == .abnormal)
                #expect(connection.closure?.code == .abnormal)
                #expect(try await connection.next() == nil)
            }
        }
    }

    @Test func `ends a wait when it is cancelled, and keeps the connection`() async throws {
        try await withPair { client, server in
            let waiting = Task(executorPreference: server.loop) { try await server.next() }
            _ = await client.loop.sleep(until: .after(.milliseconds(5)))
            waiting.cancel()
            let error = await expectError(.stream) { _ = try await waiting.value }
            #expect(error?.reactorError?.code == .cancelled && server.isOpen)
            try await client.send("still there")
            #expect(try await server.next()?.text == "still there")
        }
    }
}
