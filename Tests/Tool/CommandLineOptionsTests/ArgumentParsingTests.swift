import CommandLineOptions
import Testing

@Suite struct ArgumentParsingTests {
    @Test func `takes defaults for what is not given`() throws {
        #expect(try LoadSample.read("x") == .with { _ in })
    }

    @Test func `reads values behind a space and behind an equals sign`() throws {
        #expect(
            try LoadSample.read("x", "--rate", "5", "--for=2m") == .with { ($0.rate, $0.duration) = (5, .seconds(120)) }
        )
        #expect(try LoadSample.read("--rate=0.5", "x") == .with { $0.rate = 0.5 })
        #expect(try LoadSample.read("x", "--header=a=b") == .with { $0.headers = ["a=b"] })
    }

    @Test func `reads short names alone, together and with their value`() throws {
        #expect(try LoadSample.read("x", "-r5", "-l", "64KiB") == .with { ($0.rate, $0.limit) = (5, 65_536) })
        #expect(try LoadSample.read("x", "-vvv") == .with { $0.verbosity = 3 })
        #expect(
            try LoadSample.read("x", "-vH", "a: b", "-Hc") == .with { ($0.verbosity, $0.headers) = (1, ["a: b", "c"]) }
        )
    }

    @Test func `lets the last of a toggle's two names count`() throws {
        #expect(try LoadSample.read("x", "--no-color") == .with { $0.color = false })
        #expect(try LoadSample.read("x", "--no-color", "--color") == .with { _ in })
    }

    @Test func `leaves the next word alone when a value is optional`() throws {
        #expect(try LoadSample.read("--progress", "x") == .with { $0.progress = 10 })
        #expect(try LoadSample.read("x", "--progress=3") == .with { $0.progress = 3 })
    }

    @Test func `hands everything behind two dashes to the child`() throws {
        let sample = try LoadSample.read("--rate", "5", "--", "python3", "--rate", "-x", "--", "y")
        #expect(sample.command == ["python3", "--rate", "-x", "--", "y"])
        #expect(sample.rate == 5)
        #expect(sample.target == nil)
    }

    @Test func `takes negative numbers and a lone dash for words`() throws {
        #expect(try LoadSample.read("-", "-5", "3") == .with { ($0.target, $0.extra) = ("-", [-5, 3]) })
    }

    @Test func `falls back to the environment, which the command line overrides`() throws {
        let environment = ["SAMPLE_SEED": "18446744073709551615"]
        #expect(try LoadSample.read("x", environment: environment).seed == .max)
        #expect(try LoadSample.read("x", "--seed", "1", environment: environment).seed == 1)
        #expect(try LoadSample.read("x", environment: ["SAMPLE_SEED": ""]).seed == 7)
        let error = LoadSample.error("x", environment: ["SAMPLE_SEED": "-1"])
        #expect(error?.seen == "the environment variable SAMPLE_SEED")
    }

    @Test func `finds help and the version wherever they are asked for`() throws {
        for line in [["--help"], ["-h"]] { #expect(try path(line) == []) }
        for line in [["load", "--help"], ["load", "x", "-vh"], ["load", "--rate", "5", "--help", "--nonsense"]] {
            #expect(try path(line) == ["load"])
        }
        #expect(try path(["nest", "inner", "--help"]) == ["nest", "inner"])
        #expect(try path(["nest", "--help"]) == ["nest"])
        guard case .version = try LoadSample.program.parse(["--version"]) else {
            Issue.record("expected the version")
            return
        }
    }

    @Test func `descends into nested commands`() throws {
        guard case .command(let sample) = try LoadSample.program.parse(["nest", "inner", "--to", "f"]) else {
            Issue.record("expected a command")
            return
        }
        #expect(sample.target == "f")
    }

    @Test func `does not ask for help behind two dashes`() throws {
        #expect(try LoadSample.read("--", "server", "--help").command == ["server", "--help"])
    }

    private func path(_ line: [String]) throws -> [String]? {
        guard case .help(let path) = try LoadSample.program.parse(line) else { return nil }
        return path
    }
}
