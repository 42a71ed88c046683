/// A node of a pattern's syntax tree.
///
/// Groups that do not capture leave no node; escapes and classes are resolved to the characters they mean.
public indirect enum PatternSyntax: Sendable, Hashable {
    /// Nothing: matches the empty string.
    case empty
    /// One code point; a lone surrogate is possible and matches no text.
    case character(UInt32)
    /// One code point out of a set: `.`, `\d`, `\p{L}`, `[a-z]`.
    case set(ScalarSet)
    /// One node after the other.
    case sequence([PatternSyntax])
    /// The first node that leads to a match.
    case alternatives([PatternSyntax])
    /// A capturing group, counted from 1.
    case capture(index: Int, name: String?, PatternSyntax)
    /// A node several times; `offset` is where the quantifier stands.
    case repetition(PatternSyntax, PatternQuantifier, offset: Int)
    /// A condition on the position.
    case assertion(PatternAssertion)
    /// A condition on the text before or after the position.
    case lookaround(PatternLookaround, PatternSyntax)
    /// What a capturing group matched, once more; `offset` is where the backslash stands.
    case backreference(index: Int, offset: Int)
}

/// How often a node is repeated.
public struct PatternQuantifier: Sendable, Hashable {
    /// The least number of repetitions.
    public let minimum: Int
    /// The greatest number of repetitions; nil when there is none.
    public let maximum: Int?
    /// Whether fewer repetitions are tried first.
    public let isLazy: Bool
}

/// A condition on a position that needs at most one character on each side.
public enum PatternAssertion: Sendable, Hashable {
    /// `^`
    case start
    /// `$`
    case end
    /// `\b`
    case wordBoundary
    /// `\B`
    case noWordBoundary
}

/// The direction and sense of a lookaround.
public struct PatternLookaround: Sendable, Hashable {
    /// Whether the text before the position is looked at.
    public let isBehind: Bool
    /// Whether the condition holds when the text does not match.
    public let isNegative: Bool
    /// Where its parenthesis opens.
    public let offset: Int
}

extension PatternSyntax {
    /// Whether the empty string can match; true also where only the surroundings decide.
    var isNullable: Bool {
        switch self {
        case .empty, .assertion, .lookaround, .backreference: true
        case .character, .set: false
        case .sequence(let parts): parts.allSatisfy(\.isNullable)
        case .alternatives(let parts): parts.contains(where: \.isNullable)
        case .capture(_, _, let body): body.isNullable
        case .repetition(let body, let quantifier, _): quantifier.minimum == 0 || body.isNullable
        }
    }

    /// Whether every match begins at the start of the text, because `^` stands first.
    var isAnchoredAtStart: Bool {
        switch self {
        case .assertion(let assertion): assertion == .start
        case .alternatives(let parts): parts.allSatisfy(\.isAnchoredAtStart)
        case .capture(_, _, let body): body.isAnchoredAtStart
        case .repetition(let body, let quantifier, _): quantifier.minimum > 0 && body.isAnchoredAtStart
        case .sequence(let parts):
            parts.first { !$0.isZeroWidth || $0.isAnchoredAtStart }?.isAnchoredAtStart ?? false
        case .empty, .character, .set, .lookaround, .backreference: false
        }
    }

    private var isZeroWidth: Bool {
        switch self {
        case .empty, .assertion, .lookaround: true
        default: false
        }
    }

    /// The capturing groups inside, whose indices are contiguous.
    var captureIndices: Range<Int>? {
        switch self {
        case .empty, .character, .set, .assertion, .backreference: nil
        case .sequence(let parts), .alternatives(let parts): Self.join(parts.lazy.map(\.captureIndices))
        case .repetition(let body, _, _), .lookaround(_, let body): body.captureIndices
        case .capture(let index, _, let body): Self.join([index..<index + 1, body.captureIndices])
        }
    }

    private static func join(_ ranges: some Sequence<Range<Int>?>) -> Range<Int>? {
        ranges.reduce(nil) { joined, range in
            guard let range else { return joined }
            guard let joined else { return range }
            return min(joined.lowerBound, range.lowerBound)..<max(joined.upperBound, range.upperBound)
        }
    }

    /// Whether the node or one inside it satisfies a condition.
    func contains(where condition: (PatternSyntax) -> Bool) -> Bool {
        if condition(self) { return true }
        switch self {
        case .empty, .character, .set, .assertion, .backreference: return false
        case .sequence(let parts), .alternatives(let parts): return parts.contains { $0.contains(where: condition) }
        case .repetition(let body, _, _), .lookaround(_, let body), .capture(_, _, let body):
            return body.contains(where: condition)
        }
    }
}
