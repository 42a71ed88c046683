internal import CommandLineOptions
internal import Reactor

/// The program behind the `comport` executable.
public enum Comport {
    /// Everything that the command line can ask for.
    static let program = Program<any Verb>(
        "comport",
        summary: "tells whether an MCP endpoint comports with the protocol",
        discussion: """
            This version serves reference servers, right to the letter or broken on purpose, and calls any server. \
            No endpoint is checked yet.
            """,
        examples: [
            Example("comport serve everything --http :8080", "serves everything that a server can have"),
            Example("comport call http://127.0.0.1:8080/mcp tools/list", "lists the tools of a server"),
            Example("comport completions bash", "prints a completion script for bash"),
        ],
        commands: [
            CallVerb.command, ServeVerb.command, ClientVerb.command, CompletionsVerb.command, HelpVerb.command,
        ]
    )

    /// Runs the command line of this process and ends it.
    public static func main() async -> Never {
        let environment = ProcessEnvironment.all
        let code = await run(
            ProcessEnvironment.arguments,
            environment: environment,
            console: .standard(environment: environment)
        )
        ProcessEnvironment.exit(code.rawValue)
    }

    /// Understands, does, and turns whatever happens into an exit code.
    static func run(_ arguments: [String], environment: [String: String], console: Console) async -> ExitCode {
        do {
            switch try program.parse(arguments, environment: environment) {
            case .version: try console.printResult("comport \(Version.current)\n")
            case .help(let path): return try HelpVerb(path: path).run(console)
            case .command(let verb): return try await verb.run(console)
            }
            return .fine
        } catch let error as UsageError {
            console.printError(error.description)
            return .usage
        } catch Console.Failure.readerGone {
            return .fine
        } catch Console.Failure.refused(let reason) {
            console.printError(reason)
            return .harnessError
        } catch {
            console.printError("\(error)")
            return .harnessError
        }
    }
}
