import Reactor
import Testing

/// Peers that send without end, never read, or close one half: the server stays bounded and serves the others.
@Suite(.timeLimit(.minutes(3))) struct StubbornPeersTests {
    /// What the server may grow by, however much is sent.
    static let bound = 48 << 20

    @Test func `a flood over HTTP by one who never reads is held back`() async throws {
        try await LoopGroup.runOne { loop in
            try await Comport.serving(["echo", "--http", "127.0.0.1:0"], on: loop) { server in
                let before = server.residentBytes
                let flood = try await server.connect(on: loop)
                let written = await Self.flood(flood, with: Calls.overHTTP(1, text: Self.longText))
                #expect(written < 32 << 20, "the server took \(written) bytes from one who never reads")
                #expect(server.residentBytes - before < Self.bound)
                try await Self.expectAnswer(server, loop)
                flood.reset()
            }
        }
    }

    @Test func `a flood on standard input by one who never reads is held back`() async throws {
        try await LoopGroup.runOne { loop in
            let child = try await ChildProcess.start(try Comport.command(["serve", "echo"]), on: loop)
            let input = try #require(child.input)
            let line = Array((Calls.modern(1, text: Self.longText) + "\n").utf8)
            let written = await Self.flood(input, with: line)
            #expect(written < 32 << 20, "the server took \(written) bytes from one who never reads")
            #expect(ProcessFacts.residentBytes(of: child.processIdentifier) < Self.bound + 32 << 20)
            _ = await child.stop()
        }
    }

    @Test func `a client that closes one half leaves nothing behind`() async throws {
        try await LoopGroup.runOne { loop in
            try await Comport.serving(["echo", "--http", "127.0.0.1:0", "--latency", "60s"], on: loop) { server in
                let before = server.openDescriptors
                for id in 1...20 {
                    let stream = try await server.connect(on: loop)
                    try await stream.write(Calls.overHTTP(id))
                    try await stream.finishWriting()
                    // The end of a modern client's stream cancels its request: what comes is an end, not a wait.
                    var buffer = InputBuffer()
                    while try await stream.read(into: &buffer, until: .after(.seconds(10))) > 0 {
                        buffer.consume(buffer.count)
                    }
                    stream.close()
                }
                #expect(await eventually(on: loop) { server.openDescriptors <= before })
            }
        }
    }

    @Test func `a head that comes byte by byte for ever does not stop the others`() async throws {
        try await LoopGroup.runOne { loop in
            try await Comport.serving(["echo", "--http", "127.0.0.1:0"], on: loop) { server in
                var slow: [DescriptorStream] = []
                for _ in 0..<200 {
                    let stream = try await server.connect(on: loop)
                    try await stream.write(Array("POST /mcp HTTP/1.1\r\nHost: 127".utf8))
                    slow.append(stream)
                }
                try await Self.expectAnswer(server, loop)
                for stream in slow { stream.close() }
            }
        }
    }

    private static let longText = String(repeating: "x", count: 4000)

    /// Writes until nothing is taken any more for a while, at most 64 MiB; how much was taken.
    private static func flood(_ stream: DescriptorStream, with bytes: [UInt8]) async -> Int {
        var written = 0
        while written < 64 << 20 {
            do {
                try await stream.write(bytes, until: .after(.milliseconds(500)))
                written += bytes.count
            } catch {
                break
            }
        }
        return written
    }

    private static func expectAnswer(_ server: ServedComport, _ loop: EventLoop) async throws {
        let stream = try await server.connect(on: loop)
        try await stream.write(Calls.overHTTP(9))
        var buffer = InputBuffer()
        _ = try await stream.read(into: &buffer, until: .after(.seconds(10)))
        #expect(String(decoding: buffer.bytes(0..<buffer.count), as: UTF8.self).hasPrefix("HTTP/1.1 200"))
        stream.close()
    }
}
