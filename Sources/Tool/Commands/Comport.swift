/// The program behind the `comport` executable.
public enum Comport {
    /// Runs the command line and returns the exit code.
    public static func run(_ arguments: [String]) async -> Int32 { 0 }
}
