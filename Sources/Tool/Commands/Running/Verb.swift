internal import CommandLineOptions

/// One thing that the program can do, made from a command line.
///
/// Each is one file in `Verbs/` and one entry of ``Comport/program``.
protocol Verb: Sendable {
    /// How it is typed and explained.
    static var command: Command<any Verb> { get }

    /// Does it, and says how it went.
    func run(_ console: Console) async throws -> ExitCode
}
