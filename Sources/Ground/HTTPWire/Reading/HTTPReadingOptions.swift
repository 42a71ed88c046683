/// How bytes are read as HTTP: which deviations are refused, which are reported, and where the limits lie.
public struct HTTPReadingOptions: Sendable, Equatable {
    /// What happens at the first byte that breaks a rule.
    public enum Reading: Sendable, Equatable {
        /// The first violation ends the reading with an error.
        case strict
        /// A violation is noted, and reading goes on where the framing leaves no doubt.
        case tolerant
    }

    /// Whether the first violation is refused.
    public var reading: Reading
    /// Rules that may be broken without a word.
    public var ignored: HTTPRuleSet = []
    /// How many bytes a request line or status line may have.
    public var maximumStartLineBytes = 8 * 1024
    /// How many bytes a field line may have, its end included.
    public var maximumFieldBytes = 16 * 1024
    /// How many fields a head or a trailer section may have.
    public var maximumFields = 100
    /// How many bytes a head may have, start line and empty line included.
    public var maximumHeadBytes = 64 * 1024
    /// How many bytes the line before a chunk may have, extensions and end included.
    public var maximumChunkLineBytes = 1024
    /// How many bytes a trailer section may have.
    public var maximumTrailerBytes = 16 * 1024
    /// How many bytes a body may have, chunk framing not counted.
    public var maximumBodyBytes = 256 << 20
    /// How many empty lines before a start line pass in silence.
    public var maximumLeadingEmptyLines = 1
    /// How many violations are noted one by one.
    public var maximumViolations = 100

    /// Starts from the defaults with the given reading.
    public init(_ reading: Reading = .strict) { self.reading = reading }

    /// The same with limits that positions in a head can be counted to.
    var withinReach: HTTPReadingOptions {
        var options = self
        options.maximumStartLineBytes = Self.clamped(maximumStartLineBytes)
        options.maximumFieldBytes = Self.clamped(maximumFieldBytes)
        options.maximumHeadBytes = Self.clamped(maximumHeadBytes)
        options.maximumChunkLineBytes = Self.clamped(maximumChunkLineBytes)
        options.maximumTrailerBytes = Self.clamped(maximumTrailerBytes)
        return options
    }

    private static func clamped(_ limit: Int) -> Int { min(max(0, limit), 1 << 30) }

    /// Refuses every violation.
    public static var strict: HTTPReadingOptions { HTTPReadingOptions(.strict) }

    /// Reports violations and reads on.
    public static var tolerant: HTTPReadingOptions { HTTPReadingOptions(.tolerant) }
}
