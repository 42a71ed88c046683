import Testing

@testable import Commands

@Suite struct ComportTests {
    @Test func `says its version`() async {
        let run = await Run("--version")
        #expect(run == Run(code: .fine, results: "comport \(Version.current)\n"))
    }

    @Test func `explains itself in every way of asking`() async {
        let help = await Run("--help")
        #expect(help.code == .fine)
        #expect(help.messages.isEmpty)
        for verb in ["completions", "help"] { #expect(help.results.contains("\n  \(verb) ")) }
        #expect(await Run("-h") == help)
        #expect(await Run("help") == help)
        #expect(await Run("help", "completions") == Run("completions", "--help"))
    }

    @Test func `keeps every help text within 80 columns`() async {
        for path in [[], ["help"], ["completions"]] {
            let run = await Run(["help"] + path)
            for line in run.results.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        }
    }

    @Test func `wraps help to the terminal`() async {
        let run = await Run(["help"], results: Console.Surface(columns: 50))
        for line in run.results.split(separator: "\n") where !line.hasPrefix("  comport") {
            #expect(line.count <= 50, "\(line)")
        }
    }

    @Test func `prints completions for each shell`() async {
        for shell in ["bash", "zsh", "fish"] {
            let run = await Run("completions", shell)
            #expect(run.code == .fine)
            #expect(run.results.contains("comport"))
        }
    }

    @Test func `refuses what it does not understand on standard error with code 2`() async {
        for line in [[], ["chek"], ["--verison"], ["completions"], ["completions", "tcsh"], ["help", "nothing"]] {
            let run = await Run(line)
            #expect(run.code == .usage, "\(line)")
            #expect(run.results.isEmpty, "\(line)")
            #expect(run.messages.hasPrefix("error: comport"), "\(line)")
            #expect(run.messages.hasSuffix(" --help to see what it accepts.\n"), "\(line)")
        }
    }

    @Test func `ends quietly when its reader has gone`() async {
        let run = await Run(["--help"], failure: .readerGone)
        #expect(run == Run(code: .fine))
    }

    @Test func `reports results that cannot be written`() async {
        let run = await Run(["--version"], failure: .refused("no space"))
        #expect(run == Run(code: .harnessError, messages: "error: no space\n"))
    }

    @Test func `colours errors only where it may`() async {
        let run = await Run(["chek"], messages: Console.Surface(isColored: true))
        #expect(run.messages.hasPrefix("\u{1B}[1;31merror:\u{1B}[0m comport"))
    }

    @Test func `gives every exit code a meaning of its own`() {
        #expect(Set(ExitCode.allCases.map(\.meaning)).count == ExitCode.allCases.count)
        #expect(ExitCode.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6, 130])
    }
}
