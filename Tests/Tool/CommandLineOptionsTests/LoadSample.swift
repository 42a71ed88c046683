import CommandLineOptions

/// A program that uses every kind of declaration, as the subject of the tests.
struct LoadSample: Sendable, Equatable {
    enum Pace: String, CaseIterable, Sendable { case open, closed }

    var target: String?
    var command: [String]?
    var extra: [Int]
    var rate: Double
    var seed: UInt64
    var pace: Pace
    var duration: Duration
    var limit: Int?
    var headers: [String]
    var formats: [String]
    var color: Bool
    var verbosity: Int
    var isQuiet: Bool
    var progress: Int?

    static let command = Command<LoadSample>(
        "load",
        summary: "sends much and measures",
        discussion: "It measures from the moment at which a request was to be sent, not from when it could be sent.",
        examples: [Example("sample load http://localhost:8080 --rate 500", "sends 500 requests a second")]
    ) { form in
        let target = form.optionalPositional("TARGET", as: .text, help: "the URL to talk to")
        let extra = form.positionals("EXTRA", as: .integer(in: -9...9), help: "numbers for nothing")
        let command = form.rest("COMMAND", help: "a server to start")
        let rate = form.option("rate", short: "r", as: .number(in: 0.5...1e6), default: 100, help: "requests a second")
        let seed = form.option("seed", as: .natural, default: 7, variable: "SAMPLE_SEED", help: "where chance starts")
        let pace = form.option("pace", as: .choice(of: Pace.self), default: .open, help: "who sets the pace")
        let duration = form.option(
            "for",
            as: .duration(atLeast: .milliseconds(1)),
            default: .seconds(30),
            help: "how long"
        )
        let limit = form.option("limit", short: "l", as: .size(in: 1...1_000_000), help: "bytes for one message")
        let quiet = form.flag("quiet", short: "q", help: "print nothing but the result")
        form.section("Output")
        let headers = form.repeated("header", short: "H", as: .text, help: "sent along")
        let formats = form.option(
            "format",
            as: .list(of: .choice(["junit", "html"])),
            default: ["html"],
            help: "reports"
        )
        let color = form.toggle("color", default: true, help: "use colours")
        let verbosity = form.count("verbose", short: "v", help: "say more")
        let progress = form.optionalValue("progress", as: .integer(), alone: 10, help: "show progress")
        _ = form.flag("secret", isHidden: true, help: "nobody's business")
        form.exactlyOne(target, command)
        form.atMostOne(quiet, verbosity)
        return { filled throws(UsageError) in
            LoadSample(
                target: try filled[target],
                command: try filled[command],
                extra: try filled[extra],
                rate: try filled[rate],
                seed: try filled[seed],
                pace: try filled[pace],
                duration: try filled[duration],
                limit: try filled[limit],
                headers: try filled[headers],
                formats: try filled[formats],
                color: try filled[color],
                verbosity: try filled[verbosity],
                isQuiet: try filled[quiet],
                progress: try filled[progress]
            )
        }
    }

    static let program = Program<LoadSample>(
        "sample",
        summary: "does nothing",
        commands: [
            command,
            Command("nest", summary: "holds another", commands: [Command(copy: command, named: "inner")]),
            Command("ghost", summary: "is hidden", isHidden: true, commands: []),
        ]
    )

    /// What the arguments of `sample load` become; throws when they ask for something else.
    static func read(_ arguments: String..., environment: [String: String] = [:]) throws -> LoadSample {
        guard case .command(let sample) = try program.parse(["load"] + arguments, environment: environment) else {
            throw NotACommand()
        }
        return sample
    }

    /// The error that the arguments of `sample load` lead to; nil when there is none.
    static func error(_ arguments: String..., environment: [String: String] = [:]) -> UsageError? {
        do throws(UsageError) {
            _ = try program.parse(["load"] + arguments, environment: environment)
            return nil
        } catch { return error }
    }

    struct NotACommand: Error {}
}

extension Command {
    fileprivate init(copy: Command, named name: String) where Result == LoadSample {
        self.init(name, summary: copy.summary) { form in
            let target = form.required("to", as: .file, help: "where to")
            return { filled throws(UsageError) in
                var sample = LoadSample.empty
                sample.target = try filled[target]
                return sample
            }
        }
    }
}

extension LoadSample {
    /// The values that options have when none is given.
    static let empty = LoadSample(
        target: nil,
        command: nil,
        extra: [],
        rate: 100,
        seed: 7,
        pace: .open,
        duration: .seconds(30),
        limit: nil,
        headers: [],
        formats: ["html"],
        color: true,
        verbosity: 0,
        isQuiet: false,
        progress: nil
    )

    static func with(_ change: (inout LoadSample) -> Void) -> LoadSample {
        var sample = empty
        sample.target = "x"
        change(&sample)
        return sample
    }
}
