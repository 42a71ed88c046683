import CommandLineOptions
import Reactor
import Testing

@Suite struct CompletionsTests {
    @Test(arguments: Shell.allCases)
    func `offers every visible command and option`(shell: Shell) {
        let script = LoadSample.program.completions(for: shell)
        for word in ["load", "nest", "inner", "rate", "no-color", "progress", "open closed", "version", "help"] {
            #expect(script.contains(word), "\(shell): \(word)")
        }
        for word in ["ghost", "secret"] { #expect(!script.contains(word), "\(shell): \(word)") }
    }

    /// Shells that are not installed cannot be asked.
    @Test(arguments: Shell.allCases)
    func `is accepted by the shell`(shell: Shell) async throws {
        let script = Array(LoadSample.program.completions(for: shell).utf8)
        try await LoopGroup.runOne { loop in
            do {
                let arguments = shell == .fish ? ["--no-execute", "/dev/stdin"] : ["-n", "/dev/stdin"]
                let command = ChildCommand(shell.rawValue, arguments)
                let result = try await ChildProcess.collect(command, input: script, on: loop)
                #expect(result.exit == .exited(0))
                #expect(String(decoding: result.error, as: UTF8.self) == "")
            } catch let error as ProcessError where error.code == .notFound {}
        }
    }

    @Test(arguments: [
        (["sample", ""], "load nest"),
        (["sample", "l"], "load"),
        (["sample", "nest", ""], "inner"),
        (["sample", "load", "--pa"], "--pace"),
        (["sample", "load", "--pace", "o"], "open"),
        (["sample", "load", "--no"], "--no-color"),
        (["sample", "nest", "inner", "--"], "--to --help"),
        (["sample", "load", "--", "--pa"], ""),
    ])
    func `offers in bash what fits the place`(words: [String], offered: String) async throws {
        let ask = """
            COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " ")))
            COMP_CWORD=\(words.count - 1)
            _sample
            echo "${COMPREPLY[*]}"
            """
        let script = Array((LoadSample.program.completions(for: .bash) + ask).utf8)
        try await LoopGroup.runOne { loop in
            do {
                let result = try await ChildProcess.collect(ChildCommand("bash", ["-s"]), input: script, on: loop)
                #expect(String(decoding: result.output, as: UTF8.self) == offered + "\n")
            } catch let error as ProcessError where error.code == .notFound {}
        }
    }
}
