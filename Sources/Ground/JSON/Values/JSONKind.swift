/// The six kinds of value that JSON knows; `true` and `false` are one kind.
public enum JSONKind: String, Sendable, Equatable, Hashable, CaseIterable {
    /// The name `null`.
    case null
    /// The names `true` and `false`.
    case bool
    /// A number.
    case number
    /// A string.
    case string
    /// An array.
    case array
    /// An object.
    case object
}
