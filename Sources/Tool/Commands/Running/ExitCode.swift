/// What the process says to its caller when it ends.
public enum ExitCode: Int32, Sendable, CaseIterable {
    /// Everything asked for was done, and nothing was found.
    case fine = 0
    /// Something was found that ought not to be.
    case findings = 1
    /// The command line makes no sense.
    case usage = 2
    /// A file that was given cannot be read or understood.
    case badInputFile = 3
    /// The target could not be started or reached.
    case targetUnreachable = 4
    /// An objective was missed, or a measurement got worse.
    case objectiveMissed = 5
    /// This program failed, or nothing was judged.
    case harnessError = 6
    /// The user interrupted it.
    case interrupted = 130

    /// What it means, in a few words.
    public var meaning: String {
        switch self {
        case .fine: "fine"
        case .findings: "findings"
        case .usage: "wrong usage"
        case .badInputFile: "bad input file"
        case .targetUnreachable: "target unreachable"
        case .objectiveMissed: "objective or regression missed"
        case .harnessError: "error of comport itself, or nothing judged"
        case .interrupted: "interrupted"
        }
    }
}
