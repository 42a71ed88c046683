/// A view of one member of an object: a key and its value.
public struct JSONMember: Sendable {
    let storage: JSONStorage
    /// The tape index of the key.
    let index: Int

    /// The key, escapes resolved.
    public var key: String { JSONText.string(of: storage.entry(index), in: storage.bytes) }

    /// The key as a value, which is a string.
    package var keyValue: JSONValue { JSONValue(storage: storage, index: index) }

    /// The value.
    public var value: JSONValue { JSONValue(storage: storage, index: index + 1) }

    /// The bytes of the key, quotation marks included.
    public var keyRange: Range<Int> { storage.byteRange(index) }

    /// The bytes from the key to the end of the value.
    public var byteRange: Range<Int> { keyRange.lowerBound..<value.byteRange.upperBound }

    /// Whether the key is the given one; quicker than making a string of it.
    public func hasKey(_ key: String) -> Bool {
        storage.isText(index, equalTo: key.utf8.span)
    }
}
