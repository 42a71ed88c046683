/// What a reader does with bytes that break the rules of their format.
public enum Reading: Sendable, Equatable {
    /// The first violation is an error.
    case strict
    /// Violations are reported as values, and reading goes on as long as the bytes make sense.
    case tolerant
}
