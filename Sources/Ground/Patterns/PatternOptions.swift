/// How a pattern is read, and where the limits lie.
public struct PatternOptions: Sendable, Hashable {
    /// What happens to syntax that ECMA-262 allows only without the flag `u`.
    public enum Reading: Sendable, Hashable {
        /// It is an error.
        case strict
        /// It is read as Annex B reads it and listed among the pattern's violations.
        case tolerant
    }

    /// Whether syntax outside Unicode mode is refused.
    public var reading: Reading
    /// How many bytes of UTF-8 a pattern may have.
    public var maximumLength = 1 << 16
    /// How many groups and lookarounds may stand inside each other.
    public var maximumDepth = 200
    /// How many instructions a pattern may compile to; each pass of a bounded repetition counts.
    public var maximumProgramLength = 100_000
    /// How many lookarounds a pattern may have; each takes a bit of memory for each character of a text.
    public var maximumLookarounds = 100
    /// How many steps one match of a pattern with backreferences may take; other patterns need no such limit.
    public var maximumSteps = 1_000_000

    /// Starts from the defaults with the given reading.
    public init(_ reading: Reading = .strict) { self.reading = reading }

    /// Refuses everything that is a SyntaxError in Unicode mode.
    public static var strict: PatternOptions { PatternOptions(.strict) }
    /// Reads what Annex B reads and reports it.
    public static var tolerant: PatternOptions { PatternOptions(.tolerant) }
}
