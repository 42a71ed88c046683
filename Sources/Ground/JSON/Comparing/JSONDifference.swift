/// One place at which two values differ.
public struct JSONDifference: Sendable, CustomStringConvertible {
    /// The place, in both values.
    public let pointer: JSONPointer
    /// What stands there on the left, nil if nothing does.
    public let left: JSONValue?
    /// What stands there on the right, nil if nothing does.
    public let right: JSONValue?

    /// One sentence: where, and what stands on both sides.
    public var description: String {
        let place = pointer.isRoot ? "the whole value" : pointer.description
        return switch (left, right) {
        case (let left?, let right?): "\(place): \(Self.excerpt(left)) became \(Self.excerpt(right))"
        case (let left?, nil): "\(place): \(Self.excerpt(left)) is gone"
        case (nil, let right?): "\(place): \(Self.excerpt(right)) is new"
        case (nil, nil): place
        }
    }

    private static func excerpt(_ value: JSONValue) -> String {
        let bytes = value.rawBytes
        return bytes.count <= 80
            ? value.rawText : String(decoding: bytes.prefix(80), as: UTF8.self) + "… (\(bytes.count) bytes)"
    }
}
