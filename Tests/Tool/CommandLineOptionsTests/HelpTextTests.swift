import Testing

@testable import CommandLineOptions

@Suite struct HelpTextTests {
    @Test func `shows everything that is declared, and nothing hidden`() throws {
        let help = try LoadSample.program.help(for: ["load"])
        #expect(
            help == """
                sample load: sends much and measures

                Usage: sample load [OPTIONS] TARGET [EXTRA...]
                       sample load [OPTIONS] [EXTRA...] -- COMMAND...

                It measures from the moment at which a request was to be sent, not from when it
                could be sent.

                Arguments:
                  TARGET                  the URL to talk to
                  EXTRA...                numbers for nothing
                  -- COMMAND...           a server to start

                Output:
                  -H, --header TEXT       sent along (may be repeated)
                      --format junit|html,…
                                          reports (default html)
                      --no-color          use colours
                  -v, --verbose           say more (may be repeated)
                      --progress[=N]      show progress

                Options:
                  -r, --rate NUMBER       requests a second (default 100.0)
                      --seed N            where chance starts (default 7, environment
                                          SAMPLE_SEED)
                      --pace open|closed  who sets the pace (default open)
                      --for TIME          how long (default 30s)
                  -l, --limit SIZE        bytes for one message
                  -q, --quiet             print nothing but the result
                  -h, --help              print this text and stop

                Examples:
                  sample load http://localhost:8080 --rate 500
                      sends 500 requests a second

                """
        )
    }

    @Test func `fits the terminal`() throws {
        for columns in [10, 40, 60, 80, 100, 500] {
            let width = min(max(columns, 40), 100)
            let help = try LoadSample.program.help(for: ["load"], columns: columns)
            for line in help.split(separator: "\n") where !line.hasPrefix("  sample load") {
                #expect(line.count <= max(width, 47), "\(columns): \(line)")
            }
        }
    }

    @Test func `lists commands, but not hidden ones`() throws {
        let help = try LoadSample.program.help()
        #expect(help.contains("  load                    sends much and measures\n"))
        #expect(help.contains("--version"))
        #expect(!help.contains("ghost"))
        #expect(try LoadSample.program.help(for: ["nest", "inner"]).contains("Usage: sample nest inner --to FILE\n"))
    }

    @Test func `refuses to explain what does not exist`() {
        #expect(throws: UsageError.self) { try LoadSample.program.help(for: ["nest", "outer"]) }
    }
}
