public import JSON

/// Where a message is not what its revision says it is.
public struct ShapeFinding: Sendable, Hashable, CustomStringConvertible {
    /// In which respect.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A required member is not there.
        case missing
        /// A value is of another type.
        case type
        /// A value is of the right type, and none of those allowed.
        case value
        /// A string is no URI, no Base64, no timestamp.
        case format
        /// A member stands twice.
        case duplicate
        /// A member belongs to another revision.
        case foreignMember
        /// The revision does not know the method.
        case unknownMethod
        /// The method is known, and not sent by this side or not in this way.
        case misplacedMethod
        /// The caller asked for a shape that the revision does not have.
        case unknownShape
    }

    /// In which respect.
    public let kind: Kind
    /// The member or element, seen from the value that was judged; a missing member is named as if it were there.
    public let pointer: JSONPointer
    /// What should be there.
    public let expected: String
    /// What is there.
    public let seen: String
    /// The object that was being read: `Tool`, `Tool.inputSchema`.
    public let shape: String

    /// All in one sentence.
    public var description: String {
        "expected \(expected), saw \(seen)\(pointer.isRoot ? "" : " at \(pointer)") (\(shape))"
    }
}

/// What else to look for in messages.
public struct ShapeOptions: Sendable, Hashable {
    /// Whether strings must be the URIs, the Base64 and the timestamps that they are said to be.
    public var checksFormats = true
    /// Whether members that stand twice are found, anywhere in a message.
    public var findsDuplicates = false
    /// Whether members are found that the same object has in other revisions only.
    public var findsForeignMembers = false
    /// How many findings are enough.
    public var limit = 100

    /// Formats, and nothing else.
    public init() {}
}
