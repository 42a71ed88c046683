import Glibc
import Reactor
import Testing

/// Whoever is killed at whatever moment: nothing is left behind.
@Suite(.timeLimit(.minutes(3))) struct KilledPeersTests {
    @Test func `clients that vanish in the middle of a call cost the server no descriptor`() async throws {
        try await LoopGroup.runOne { loop in
            try await Comport.serving(["echo", "--http", "127.0.0.1:0", "--latency", "60s"], on: loop) { server in
                let before = server.openDescriptors
                var streams: [DescriptorStream] = []
                for id in 1...50 {
                    let stream = try await server.connect(on: loop)
                    try await stream.write(Calls.overHTTP(id))
                    streams.append(stream)
                }
                #expect(await eventually(on: loop) { server.openDescriptors >= before + 50 })
                for (index, stream) in streams.enumerated() {
                    if index.isMultiple(of: 2) { stream.reset() } else { stream.close() }
                }
                #expect(await eventually(on: loop) { server.openDescriptors <= before })
            }
        }
    }

    @Test func `a server on standard streams ends with its input`() async throws {
        try await LoopGroup.runOne { loop in
            let result = try await Comport.run(
                ["serve", "echo"],
                input: Array((Calls.modern(7) + "\n").utf8),
                on: loop
            )
            #expect(result.exit == .exited(0))
            #expect(String(decoding: result.output, as: UTF8.self).contains("\"id\":7"))
        }
    }

    @Test func `a late call that is cancelled is not waited for`() async throws {
        let lines = [
            Calls.initialize, Calls.initialized, Calls.legacy(7),
            #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}"#,
        ]
        try await LoopGroup.runOne { loop in
            let input = Array((lines.joined(separator: "\n") + "\n").utf8)
            let start = MonotonicInstant.now
            let result = try await Comport.run(["serve", "echo", "--latency", "50s"], input: input, on: loop)
            #expect(result.exit == .exited(0))
            #expect(!String(decoding: result.output, as: UTF8.self).contains("\"id\":7"))
            #expect(MonotonicInstant.now - start < .seconds(40))
        }
    }

    @Test func `a server whose client is killed is gone soon after`() async throws {
        try await LoopGroup.runOne { loop in
            // The shell stands for a client that starts the server: it dies without a word.
            let comport = try Comport.command([]).program
            let script = "exec 3>&1; { sleep 60 | \(comport) serve echo >/dev/null & echo $! >&3; }; wait"
            let client = try await ChildProcess.start(ChildCommand("sh", ["-c", script]), on: loop)
            var buffer = InputBuffer()
            _ = try await client.output?.read(into: &buffer, until: .after(.seconds(10)))
            let text = String(decoding: buffer.bytes(0..<buffer.count), as: UTF8.self)
            let server = try #require(Int32(text.prefix { $0.isNumber }))
            client.signal(.kill)
            _ = await client.stop()
            #expect(await eventually(on: loop) { ProcessFacts.isGone(server) })
        }
    }

    @Test func `a request to end is heeded while calls are under way`() async throws {
        try await LoopGroup.runOne { loop in
            try await Comport.serving(["echo", "--http", "127.0.0.1:0", "--latency", "60s"], on: loop) { server in
                let stream = try await server.connect(on: loop)
                try await stream.write(Calls.overHTTP(1))
                let exit = try await ended(server, by: .terminate)
                #expect(exit == .exited(0))
                stream.close()
            }
        }
    }

    private func ended(_ server: ServedComport, by signal: Signal) async throws -> ChildExit? {
        server.child.signal(signal)
        return await server.child.waitForExit(until: .after(.seconds(30)))
    }
}
