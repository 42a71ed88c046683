extension JSONObject {
    /// The members whose key occurred before in the object, in order.
    public var duplicateMembers: [JSONMember] {
        var table = JSONKeyTable(capacity: count)
        var duplicates: [JSONMember] = []
        for member in self where table.insert(member) != nil { duplicates.append(member) }
        return duplicates
    }

    /// The keys that occur more than once, each time they occur again.
    public var duplicateKeys: [String] { duplicateMembers.map(\.key) }

    /// The object with an index of its keys, for many look-ups in one that may be large.
    public func indexed() -> IndexedJSONObject { IndexedJSONObject(self) }
}

/// An object whose members are found in constant time.
public struct IndexedJSONObject: Sendable {
    /// The object itself.
    public let object: JSONObject
    private var table: JSONKeyTable

    /// Indexes the members of an object.
    public init(_ object: JSONObject) {
        self.object = object
        table = JSONKeyTable(capacity: object.count)
        for member in object { _ = table.insert(member) }
    }

    /// The value of the member with the given key; of duplicates the last.
    public subscript(_ key: String) -> JSONValue? {
        let storage = object.storage
        let found = table.find(hash: JSONText.hash(key.utf8.span)) { storage.isText($0, equalTo: key.utf8.span) }
        return found.map { JSONValue(storage: storage, index: $0 + 1) }
    }
}

extension JSONKeyTable {
    /// Enters the key of a member and returns the tape index of the equal key before it, if there is one.
    mutating func insert(_ member: JSONMember) -> Int? {
        let storage = member.storage
        let key = storage.entry(member.index)
        return insert(member.index, hash: JSONText.hash(of: key, in: storage.bytes.span)) { other in
            JSONText.areEqual(storage.entry(other), in: storage.bytes.span, key, in: storage.bytes.span)
        }
    }
}
