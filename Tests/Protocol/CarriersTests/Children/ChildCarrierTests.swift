import Carriers
import Reactor
import Testing

@Suite struct ChildCarrierTests {
    private func shell(_ script: String) -> ChildCommand {
        var command = ChildCommand("sh", ["-c", script])
        command.stopLadder = StopLadder(afterClosedInput: .seconds(1), afterRequest: .milliseconds(200))
        return command
    }

    private func with(
        _ script: String,
        _ options: CarrierOptions = CarrierOptions(),
        _ body: @escaping @Sendable (ChildCarrier) async throws -> Void
    ) async throws {
        let command = shell(script)
        try await LoopGroup.runOne { loop async throws in
            try await ChildCarrier.with(command, on: loop, options: options, body)
        }
    }

    @Test func `talks with a program`() async throws {
        let log = WireLog()
        try await with(
            "while read -r line; do echo \"$line\"; done; echo bye >&2; exit 3",
            CarrierOptions(observer: log)
        ) {
            child async throws in
            for number in 1...50 {
                try await child.send(Array("{\"id\":\(number)}".utf8))
                #expect(try await child.receive() == Array("{\"id\":\(number)}".utf8))
            }
            try await child.lines.finishSending()
            #expect(try await child.receive() == nil)
            #expect(await child.waitForExit(until: .after(.seconds(10))) == .exited(3))
            #expect(await child.epitaph() == "sh ended: exit code 3; its last words on standard error:\n    bye")
        }
        #expect(log.messages(.received).count == 50)
        let last = log.events.compactMap { if case .exit(let exit) = $0.content { exit } else { nil } }
        #expect(last == [.exited(3)])
        guard case .opened(.program(let command, let number))? = log.events.first?.content else {
            Issue.record("no opening")
            return
        }
        #expect(command.first == "sh")
        #expect(number > 0)
    }

    @Test func `shows junk and last words of a program that dies`() async throws {
        try await with("echo starting; echo oops >&2; kill -9 $$") { child async throws in
            #expect(try await child.receive() == nil)
            let text = await child.epitaph(until: .after(.seconds(10)))
            #expect(text.contains("killed by signal 9"))
            #expect(text.contains("1 lines on its standard output were no messages, the first: \"starting\""))
            #expect(text.hasSuffix("\n    oops"))
        }
    }

    @Test func `a program that never reads holds nobody up`() async throws {
        var options = CarrierOptions()
        options.sendTimeout = .milliseconds(50)
        options.writeLimits = WriteLimits(highWater: 1000, most: 500_000)
        var command = shell("exec sleep 60")
        command.stopLadder = .immediate
        try await LoopGroup.runOne { [command, options] loop async throws in
            let start = MonotonicInstant.now
            try await ChildCarrier.with(command, on: loop, options: options) { child async throws in
                let message = [UInt8](repeating: UInt8(ascii: "1"), count: 100_000)
                var posted = 0
                while child.post(message), posted < 1000 { posted += 1 }
                #expect(posted < 20)
                #expect(await #expect(throws: CarrierError.self) { try await child.send(message) }?.code == .timedOut)
            }
            #expect(MonotonicInstant.now - start < .seconds(20))
        }
    }

    @Test func `leaves nothing of a group behind`() async throws {
        let orphan = Locked<Int32>(0)
        try await LoopGroup.runOne { loop async throws in
            var command = ChildCommand("sh", ["-c", "trap '' TERM; sleep 300 & echo \"[$!]\"; read x; sleep 300"])
            command.stopLadder = .immediate
            let child = try await ChildCarrier.start(command, on: loop)
            let line = try await child.receive()
            let number = Int32(String(decoding: (line ?? []).dropFirst().dropLast(), as: UTF8.self))
            orphan.withLock { $0 = number ?? 0 }
            await child.close()
            await child.close()
            #expect(child.exit == .killed(signal: 9))
        }
        let number = orphan.withLock { $0 }
        #expect(number > 0)
        let state = try await LoopGroup.runOne { loop async throws in
            try await ChildProcess.collect(
                ChildCommand("sh", ["-c", "ps -o stat= -p \(number) | grep -v Z"]),
                on: loop
            )
        }
        #expect(state.output.isEmpty)
    }

    @Test func `keeps the start and the end of much that is printed`() async throws {
        var options = CarrierOptions()
        options.keptDiagnostics = 100
        try await with("i=0; while [ $i -lt 5000 ]; do echo line $i >&2; i=$((i+1)); done") {
            [options] child async throws in
            _ = options
            #expect(await child.waitForExit(until: .after(.seconds(20))) == .exited(0))
            _ = await child.epitaph()
            #expect(child.diagnostics.count > 40_000)
            let text = String(decoding: child.diagnostics.bytes, as: UTF8.self)
            #expect(text.hasPrefix("line 0\n"))
            #expect(text.hasSuffix("line 4999\n"))
            #expect(text.utf8.count < 40_000)
        }
    }

    @Test func `says what cannot be started`() async throws {
        try await LoopGroup.runOne { loop async throws in
            let error = await #expect(throws: CarrierError.self) {
                try await ChildCarrier.start(ChildCommand("no-such-program-here"), on: loop)
            }
            #expect(error?.code == .unreachable)
            #expect(error?.description.contains("no-such-program-here") == true)
        }
    }
}
