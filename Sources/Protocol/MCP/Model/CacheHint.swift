public import JSON

/// How long a result may be kept, and by whom; since 2026-07-28.
public struct CacheHint: Sendable, Hashable {
    /// Who may use a kept result.
    public enum Scope: String, Sendable, Hashable, CaseIterable {
        /// Anyone.
        case `public`
        /// Whoever asked.
        case `private`
    }

    /// For how many milliseconds; 0 means not at all.
    public var milliseconds: Int
    /// By whom.
    public var scope: Scope

    /// A hint.
    public init(milliseconds: Int, scope: Scope) { (self.milliseconds, self.scope) = (max(0, milliseconds), scope) }

    /// Not to be kept.
    public static let none = CacheHint(milliseconds: 0, scope: .private)

    /// The hint in a result; what is absent, negative or unknown means that nothing may be kept or shared.
    public init(result: JSON) {
        self.init(
            milliseconds: result["ttlMs"]?.number?.integer(Int.self) ?? 0,
            scope: result["cacheScope"]?.string.flatMap(Scope.init) ?? .private
        )
    }
}

/// What kind of result it is; since 2026-07-28, and open: extensions add kinds.
public struct ResultType: Sendable, Hashable, RawRepresentable, CustomStringConvertible {
    /// The name.
    public let rawValue: String
    /// A kind of this name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The whole answer.
    public static let complete = ResultType(rawValue: "complete")
    /// Not yet: the client has to answer something, and ask again.
    public static let inputRequired = ResultType(rawValue: "input_required")
    /// Not yet: a task was made; with the extension for tasks.
    public static let task = ResultType(rawValue: "task")

    /// The kind of a result; without a name it is complete.
    public init(result: JSON) { self.init(rawValue: result["resultType"]?.string ?? ResultType.complete.rawValue) }
    /// The name.
    public var description: String { rawValue }
}

extension JSON {
    /// Writes a hint into a result.
    public mutating func set(_ cache: CacheHint) {
        self["ttlMs"] = JSON(cache.milliseconds)
        self["cacheScope"] = .string(cache.scope.rawValue)
    }
}
