public import Text

/// How bytes are read as JSON: which deviations are refused, which are reported, and where the limits lie.
public struct JSONReadingOptions: Sendable, Equatable {
    /// What happens to input that RFC 8259 allows but warns about.
    public enum Policy: Sendable, Equatable {
        /// Accepted and listed among the document's violations.
        case report
        /// An error.
        case refuse
        /// Accepted without being looked for; only for keys, which can still be asked for duplicates later.
        case ignore
    }

    /// Whether the first violation is refused.
    public var reading: Reading
    /// What happens to a key that occurs again in the same object; every occurrence is kept.
    public var duplicateKeys: Policy = .report
    /// What happens to a `\uD800` to `\uDFFF` escape without its other half.
    public var loneSurrogates: Policy = .report
    /// How many arrays and objects may stand inside each other; `[[1]]` has depth 2.
    public var maximumDepth = 512
    /// How many bytes a document may have; at most 4 GiB − 1.
    public var maximumBytes = 256 << 20
    /// How many values a document may have, counting every array, object, member value and element.
    public var maximumValues = 1 << 24
    /// How many bytes a single string or number may have, quotes included; at most 256 MiB − 1.
    public var maximumScalarBytes = (1 << 28) - 1
    /// How many violations are recorded one by one; further ones are only counted.
    public var maximumViolations = 100

    /// Starts from the defaults with the given reading.
    public init(_ reading: Reading = .strict) { self.reading = reading }

    /// Refuses every violation of RFC 8259; duplicate keys and lone surrogates are reported.
    public static var strict: JSONReadingOptions { JSONReadingOptions(.strict) }
    /// Reports violations and reads on where the bytes stay readable.
    ///
    /// It reads over a byte order mark, comments, a comma before a closing bracket, anything after the value, numbers
    /// such as `01`, `+1`, `.5` and `1.`, `NaN` and infinities, and in strings over control characters, unknown escapes
    /// and ill-formed UTF-8. Anything else
    /// leaves the structure in doubt and is an error in both readings.
    public static var tolerant: JSONReadingOptions { JSONReadingOptions(.tolerant) }
}
