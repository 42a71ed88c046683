/// Where a pattern matched; all ranges count bytes of UTF-8.
public struct PatternMatch: Sendable, Hashable {
    /// The whole match.
    public let range: Range<Int>
    /// What each capturing group matched last, group 1 first; nil where a group took no part.
    public let captures: [Range<Int>?]
}
