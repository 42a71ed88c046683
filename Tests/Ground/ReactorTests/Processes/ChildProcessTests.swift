import Glibc
import Testing

@testable import Reactor

@Suite(.timeLimit(.minutes(2))) struct ChildProcessTests {
    @Test func `a program gets its input and its outputs are read`() async throws {
        let result = try await collect("cat; echo problem >&2; exit 3", input: Array("hello".utf8))
        #expect(result.exit == .exited(3))
        #expect(result.output == Array("hello".utf8))
        #expect(result.error == Array("problem\n".utf8))
    }

    @Test func `megabytes cross in both directions at once`() async throws {
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try await LoopGroup.runOne { loop in
            let result = try await ChildProcess.collect(ChildCommand("cat"), input: bytes, limit: 4_000_000, on: loop)
            #expect(result.output == bytes)
            #expect(!result.isTruncated)
        }
    }

    @Test func `output beyond the bound is dropped and said so`() async throws {
        try await LoopGroup.runOne { loop in
            let command = ChildCommand("head", ["-c", "1000000", "/dev/zero"])
            let result = try await ChildProcess.collect(command, limit: 1_000, on: loop)
            #expect(result.output.count == 1_000)
            #expect(result.isTruncated)
            #expect(result.exit.isSuccess)
        }
    }

    @Test func `the end is known although a grandchild holds the pipes`() async throws {
        let start = MonotonicInstant.now
        let result = try await collect("sleep 20 & echo out; exit 7")
        #expect(result.exit == .exited(7))
        #expect(result.output == Array("out\n".utf8))
        #expect(MonotonicInstant.now - start < .seconds(5))
    }

    @Test func `a signal that ended the program is named`() async throws {
        let result = try await collect("kill -TERM $$")
        #expect(result.exit == .killed(signal: SIGTERM))
        #expect(result.exit.description == "killed by signal 15 (SIGTERM)")
    }

    @Test func `a program that heeds its closed input is not signalled`() async throws {
        try await LoopGroup.runOne { loop in
            let child = try await ChildProcess.start(shell("cat >/dev/null; exit 5"), on: loop)
            #expect(await child.stop() == .exited(5))
        }
    }

    @Test func `a program that ignores closed input and requests is killed with its group`() async throws {
        try await LoopGroup.runOne { loop in
            var command = shell("trap '' TERM; sleep 30 & echo $!; while :; do sleep 30; done")
            command.stopLadder = StopLadder(afterClosedInput: .milliseconds(1), afterRequest: .milliseconds(50))
            let child = try await ChildProcess.start(command, on: loop)
            var buffer = InputBuffer()
            _ = try await child.output?.read(into: &buffer)
            let text = String(decoding: buffer.takeAll(), as: UTF8.self)
            let grandchild = try #require(Int32(text.split(separator: "\n").first ?? ""))
            #expect(await child.stop() == .killed(signal: SIGKILL))
            #expect(await isGone(grandchild, loop))
        }
    }

    @Test func `a deadline ends a program that hangs`() async throws {
        try await LoopGroup.runOne { loop in
            var command = ChildCommand("sleep", ["60"])
            command.stopLadder = StopLadder(afterClosedInput: .zero, afterRequest: .seconds(5))
            let result = try await ChildProcess.collect(command, on: loop, until: .after(.milliseconds(5)))
            #expect(result.exit == .killed(signal: SIGTERM))
        }
    }

    @Test func `cancelling the owner ends the program`() async throws {
        try await LoopGroup.runOne { loop in
            var command = ChildCommand("sleep", ["60"])
            command.stopLadder = .immediate
            let child = try await ChildProcess.start(command, on: loop)
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    _ = await child.waitForExit()
                    await child.stop()
                }
                group.cancelAll()
            }
            #expect(child.exit != nil)
            #expect(kill(child.processIdentifier, 0) == -1)
        }
    }

    @Test func `the environment is small unless more is asked for`() async throws {
        setenv("COMPORT_TEST_SECRET", "hidden", 1)
        var command = shell("echo ${COMPORT_TEST_SECRET-none} ${GIVEN-none}; test -n \"$PATH\"")
        command.variables = ["GIVEN": "yes"]
        #expect(try await collect(command).output == Array("none yes\n".utf8))
        command.environment = .only(["COMPORT_TEST_SECRET", "PATH"])
        #expect(try await collect(command).output == Array("hidden yes\n".utf8))
        command.environment = .inherited
        #expect(try await collect(command).output == Array("hidden yes\n".utf8))
    }

    @Test func `the working directory is the given one`() async throws {
        var command = shell("pwd")
        command.directory = "/usr"
        #expect(try await collect(command).output == Array("/usr\n".utf8))
    }

    @Test func `what cannot start says why`() async throws {
        let cases: [(ChildCommand, ProcessError.Code)] = [
            (ChildCommand("no-such-program-anywhere"), .notFound), (ChildCommand("/no/such/file"), .notFound),
            (ChildCommand("/etc/passwd"), .notExecutable), (ChildCommand(""), .malformed),
            (ChildCommand("cat", ["a\0b"]), .malformed),
            (
                {
                    var command = ChildCommand("cat")
                    command.directory = "/no/such/folder"
                    return command
                }(), .directory
            ),
        ]
        for (command, code) in cases {
            do {
                _ = try await collect(command)
                Issue.record("\(command.program) started")
            } catch let error as ProcessError {
                #expect(error.code == code, "\(error)")
            }
        }
    }

    @Test func `a child inherits no descriptor and no ignored or blocked signal`() async throws {
        let leaked = open("/etc/passwd", O_RDONLY)
        defer { close(leaked) }
        let result = try await collect("ls /proc/self/fd | wc -l; grep -E 'Sig(Blk|Ign)' /proc/self/status")
        let lines = String(decoding: result.output, as: UTF8.self).split(separator: "\n")
        // 0, 1, 2 and the folder itself.
        #expect(lines.first == "4")
        #expect(lines.dropFirst().allSatisfy { $0.hasSuffix("0000000000000000") }, "\(lines)")
    }

    @Test func `a thousand starts leave nothing behind`() async {
        // In a process of its own, where nobody else opens descriptors.
        await #expect(processExitsWith: .success) {
            try await LoopGroup.runOne { loop in
                let command = ChildCommand("/bin/true")
                _ = try await ChildProcess.collect(command, on: loop)
                let before = DescriptorCalls.openDescriptors()
                for _ in 0..<1_000 {
                    let child = try await ChildProcess.start(command, on: loop)
                    let exit = await child.waitForExit()
                    await child.stop()
                    precondition(exit == .exited(0), "a start failed: \(String(describing: exit))")
                }
                let after = DescriptorCalls.openDescriptors()
                precondition(after.count <= before.count, "descriptors grew from \(before) to \(after)")
            }
        }
    }

    @Test func `a child dies when this program is killed`() async throws {
        let path = "/tmp/comport-orphan-\(getpid())"
        defer { unlink(path) }
        setenv("COMPORT_TEST_ORPHAN", path, 1)
        await #expect(processExitsWith: .signal(SIGKILL)) {
            try await LoopGroup.runOne { loop in
                let child = try await ChildProcess.start(ChildCommand("sleep", ["60"]), on: loop)
                let file = open(ProcessEnvironment.value("COMPORT_TEST_ORPHAN") ?? "", O_WRONLY | O_CREAT, 0o600)
                let text = Array("\(child.processIdentifier)".utf8)
                _ = write(file, text, text.count)
                kill(getpid(), SIGKILL)
            }
        }
        let child = try await collect("cat \(path)")
        let number = try #require(Int32(String(decoding: child.output, as: UTF8.self)))
        try await LoopGroup.runOne { loop in #expect(await isGone(number, loop)) }
    }
}

private func shell(_ script: String) -> ChildCommand { ChildCommand("sh", ["-c", script]) }

private func collect(_ script: String, input: [UInt8] = []) async throws -> ChildResult {
    try await LoopGroup.runOne { try await ChildProcess.collect(shell(script), input: input, on: $0) }
}

private func collect(_ command: ChildCommand) async throws -> ChildResult {
    try await LoopGroup.runOne { try await ChildProcess.collect(command, on: $0) }
}

/// Waits until a process that is no child of ours is gone, or only its unreaped remains are there.
private func isGone(_ process: Int32, _ loop: EventLoop) async -> Bool {
    for _ in 0..<1_000 {
        guard kill(process, 0) == 0 else { return true }
        let status = (try? await ChildProcess.collect(ChildCommand("cat", ["/proc/\(process)/stat"]), on: loop))?.output
        if let status, String(decoding: status, as: UTF8.self).contains(") Z ") { return true }
        await loop.sleep(until: .after(.milliseconds(2)))
    }
    return false
}
