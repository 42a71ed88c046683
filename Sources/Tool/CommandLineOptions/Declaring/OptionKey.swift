/// Stands for one declared option or argument; a filled-in form gives its value for it.
public struct OptionKey<Value>: Sendable {
    let number: Int
    let read: @Sendable (FilledForm) throws(UsageError) -> Value
}

/// A key whose type does not matter, for rules about several options.
public struct AnyOptionKey: Sendable {
    let number: Int

    /// Forgets the type of a key.
    public init<Value>(_ key: OptionKey<Value>) { number = key.number }
}

/// Options that several commands have in common.
public protocol OptionGroup: Sendable {
    /// Declares the options and returns how to read them.
    static func declare(in form: inout CommandForm) -> @Sendable (FilledForm) throws(UsageError) -> Self
}
