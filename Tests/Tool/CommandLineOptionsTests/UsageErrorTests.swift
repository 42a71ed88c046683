import TestKit
import Testing

@testable import CommandLineOptions

@Suite struct UsageErrorTests {
    @Test func `says what was expected, seen, where, and what to do`() {
        let error = LoadSample.error("x", "--rate", "fast")
        #expect(
            error?.description == """
                sample load: argument 3, --rate: expected a number from 0.5 to 1000000.0, saw fast
                Run sample load --help to see what it accepts.
                """
        )
    }

    private struct Mistake {
        let line: String
        let code: UsageError.Code
        let position: Int?
        let suggestion: String?

        init(_ line: String, _ code: UsageError.Code, at position: Int?, suggestion: String? = nil) {
            (self.line, self.code, self.position, self.suggestion) = (line, code, position, suggestion)
        }
    }

    private static let mistakes: [Mistake] = [
        Mistake("load x --rat 5", .unknownOption, at: 3, suggestion: "--rate"),
        Mistake("load x --no-colour", .unknownOption, at: 3, suggestion: "--no-color"),
        Mistake("load x --pace opne", .malformedValue, at: 3, suggestion: "open"),
        Mistake("load x -z", .unknownOption, at: 3),
        Mistake("load x --rate", .missingValue, at: 3),
        Mistake("load x --rate --seed", .missingValue, at: 3),
        Mistake("load x --quiet=yes", .unexpectedValue, at: 3),
        Mistake("load x --no-color=yes", .unexpectedValue, at: 3),
        Mistake("load x --rate 5 --rate 6", .conflict, at: 5),
        Mistake("load x -r5 --rate 6", .conflict, at: 4),
        Mistake("load x --quiet -v", .conflict, at: 4),
        Mistake("load x -- y", .conflict, at: 3),
        Mistake("load", .missingArgument, at: nil),
        Mistake("load --", .missingArgument, at: 2),
        Mistake("load x 10", .malformedValue, at: 3),
        Mistake("load x --format html,", .malformedValue, at: 3, suggestion: "html"),
        Mistake("load x --limit 0", .malformedValue, at: 3),
        Mistake("load x --for 0", .malformedValue, at: 3),
        Mistake("load x --header=", .malformedValue, at: 3),
    ]

    @Test func `names the mistake and its place`() {
        for mistake in Self.mistakes {
            let error = error(mistake.line.split(separator: " ").map(String.init))
            #expect(error?.code == mistake.code, "\(mistake.line)")
            #expect(error?.position == mistake.position, "\(mistake.line)")
            #expect(error?.suggestion == mistake.suggestion, "\(mistake.line)")
        }
    }

    @Test func `knows which commands there are`() {
        #expect(error([])?.problem == "expected a command, one of load, nest")
        #expect(error(["laod"])?.suggestion == "load")
        #expect(error(["ghots"])?.suggestion == nil)
        #expect(error(["--helf"])?.code == .unknownOption)
        #expect(error(["nest"])?.origin.path == ["nest"])
        #expect(error(["nest", "outer"])?.position == 2)
        #expect(error(["nest", "inner"])?.code == .missingArgument)
    }

    @Test func `keeps control characters off the terminal and long arguments short`() {
        let hostile = "--\u{1B}[31mx" + String(repeating: "y", count: 10_000)
        let text = LoadSample.error("x", hostile)?.description ?? ""
        #expect(text.contains("\\u{1b}[31mx"))
        #expect(!text.contains("\u{1B}"))
        #expect(text.count < 500)
    }

    @Test func `never traps on arguments made of the parser's own pieces`() {
        let pieces = [
            "--", "-", "--rate", "--rate=", "=", "-r", "-rv", "--no-", "--no-color", "-5", "5ms", "x", "", "--=", "é",
            "-é",
        ]
        var random = SeededRandom(seed: 11)
        for _ in 0..<5000 {
            let line = (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in
                pieces.randomElement(using: &random)
            }
            _ = try? LoadSample.program.parse(["load"] + line)
        }
    }

    @Test func `counts a swap of neighbours as one mistake`() {
        #expect(Suggestion.distance(Array("opne"), Array("open")) == 1)
        #expect(Suggestion.distance(Array(""), Array("abc")) == 3)
        #expect(Suggestion.distance(Array("abc"), Array("abc")) == 0)
        #expect(Suggestion.best(for: "--form", among: ["--format", "--for"]) == "--for")
        #expect(Suggestion.best(for: "--prog", among: ["--progress", "--pace"]) == "--progress")
        #expect(Suggestion.best(for: "xyz", among: ["load", "check"]) == nil)
    }

    private func error(_ arguments: [String]) -> UsageError? {
        do throws(UsageError) {
            _ = try LoadSample.program.parse(arguments)
            return nil
        } catch { return error }
    }
}
