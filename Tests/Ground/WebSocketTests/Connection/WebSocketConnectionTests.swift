import Reactor
import Testing
import WebSocketWire

@testable import WebSocket

@Suite(.timeLimit(.minutes(1))) struct WebSocketConnectionTests {
    @Test func `carries text and binary messages both ways`() async throws {
        try await withPair { client, server in
            try await beside(client.loop, { try await echo(server) }) {
                for length in [0, 1, 125, 126, 65_535, 65_536, 300_000] {
                    let bytes = [UInt8](repeating: UInt8(length & 0xFF), count: length)
                    try await client.send(bytes)
                    let answer = try await client.next()
                    #expect(answer == WebSocketMessage(.binary, bytes))
                }
                try await client.send("Grüße 😀")
                let answer = try await client.next()
                #expect(answer?.kind == .text && answer?.text == "Grüße 😀")
                await client.close()
            }
        }
    }

    @Test func `sends long messages in fragments when told so`() async throws {
        var options = WebSocketOptions()
        options.fragmentSize = 1_000
        try await withPair(client: options) { client, server in
            try await client.send([UInt8](repeating: 7, count: 2_500))
            let message = try await server.next()
            #expect(message?.fragments == 3 && message?.bytes.count == 2_500)
        }
    }

    @Test func `keeps messages of several tasks whole`() async throws {
        try await withPair { client, server in
            try await withThrowingTaskGroup { tasks in
                for number in UInt8(1)...8 {
                    tasks.addTask(executorPreference: client.loop) {
                        for _ in 0..<20 { try await client.send([UInt8](repeating: number, count: 20_000)) }
                    }
                }
                var counts: [UInt8: Int] = [:]
                for _ in 0..<160 {
                    guard let message = try await server.next() else { break }
                    #expect(message.bytes.allSatisfy { $0 == message.bytes[0] } && message.bytes.count == 20_000)
                    counts[message.bytes[0], default: 0] += 1
                }
                #expect(counts.values.allSatisfy { $0 == 20 } && counts.count == 8)
                try await tasks.waitForAll()
            }
        }
    }

    @Test func `holds a sender back while the peer does not read`() async throws {
        try await withPair { client, _ in
            let chunk = [UInt8](repeating: 1, count: 256 * 1024)
            let error = await expectError(.stream) {
                for _ in 0..<200 { try await client.send(chunk, until: .after(.milliseconds(50))) }
            }
            #expect(error?.reactorError?.code == .timedOut)
        }
    }

    @Test func `answers pings and measures round trips`() async throws {
        try await withPair { client, server in
            try await beside(client.loop, { while try await server.next() != nil {} }) {
                try await beside(client.loop, { while try await client.next() != nil {} }) {
                    let time = try await client.roundTrip(until: .after(.seconds(5)))
                    #expect(time > .zero)
                    await client.close()
                }
            }
        }
    }

    @Test func `leaves pings alone when told so`() async throws {
        var options = WebSocketOptions()
        options.answersPings = false
        try await withRawPeer(options: options) { peer, connection in
            try await peer.send(.ping, [1])
            try await peer.send(.text, [0x61])
            #expect(try await connection.next()?.text == "a")
            try await connection.pong([9])
            #expect(try await peer.nextFrame()?.payload == [9])
        }
    }

    @Test func `pings a silent peer and cuts it when nothing comes back`() async throws {
        var options = WebSocketOptions()
        options.idlePing = .milliseconds(30)
        try await withRawPeer(options: options) { peer, connection in
            try await beside(connection.loop, { await expectError(.unresponsive) { _ = try await connection.next() } })
            {
                let ping = try await peer.nextFrame()
                #expect(ping?.header.opcode == .ping)
                #expect(try await peer.nextFrame() == nil)
            }
            #expect(connection.closure?.code == .abnormal)
        }
    }

    @Test func `stays usable when a wait for a message ends`() async throws {
        try await withRawPeer { peer, connection in
            // Half a frame is kept as well.
            try await peer.send([0x81, 0x82, 0, 0, 0, 0, 0x68])
            let error = await expectError(.stream) { _ = try await connection.next(until: .after(.milliseconds(10))) }
            #expect(error?.reactorError?.code == .timedOut && connection.isOpen)
            try await peer.send([0x69])
            #expect(try await connection.next()?.text == "hi")
        }
    }

    @Test func `closes what breaks the rules with the code that says why`() async throws {
        let vectors: [(bytes: [UInt8], rule: WebSocketRule, code: UInt16)] = [
            ([0x81, 0x81, 0, 0, 0, 0, 0xFF], .textNotUTF8, 1007),
            ([0x81, 0x01, 0x61], .maskMissing, 1002),
            ([0x83, 0x80, 0, 0, 0, 0], .reservedOpcode, 1002),
            ([0x82, 0xFF, 0, 0, 0, 0, 0x40, 0, 0, 0, 1, 2, 3, 4], .frameTooLarge, 1009),
            ([0x88, 0x81, 0, 0, 0, 0, 3], .closePayloadTooShort, 1002),
        ]
        for vector in vectors {
            try await withRawPeer { peer, connection in
                try await peer.send(vector.bytes)
                let failing = { @Sendable in
                    let error = await expectError(.violation) { _ = try await connection.next() }
                    #expect(error?.violation?.rule == vector.rule)
                }
                try await beside(connection.loop, failing) {
                    let close = try await peer.nextFrame()
                    #expect(close?.header.opcode == .close)
                    #expect(close?.payload.prefix(2) == [UInt8(vector.code >> 8), UInt8(vector.code & 0xFF)])
                    #expect(try await peer.nextFrame() == nil)
                    peer.close()
                }
                #expect(!connection.isOpen)
                await expectError(.closed) { try await connection.send("too late") }
            }
        }
    }

    @Test func `holds little for an idle connection`() async throws {
        try await withPair { client, server in
            try await client.send([UInt8](repeating: 1, count: 100_000))
            _ = try await server.next()
            await expectError(.stream) { _ = try await server.next(until: .after(.milliseconds(5))) }
            #expect(server.input.isEmpty && server.reader.isIdle)
        }
    }
}
