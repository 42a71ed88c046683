/// A view of an object: its members in the order of the text, duplicates included.
public struct JSONObject: Sequence, Sendable {
    let storage: JSONStorage
    let index: Int

    /// How many members the object has, duplicates included.
    public var count: Int { storage.entry(index).length }

    /// Whether the object has no members.
    public var isEmpty: Bool { count == 0 }

    /// As many members as there are.
    public var underestimatedCount: Int { count }

    /// The object as a value.
    public var value: JSONValue { JSONValue(storage: storage, index: index) }

    /// The first member.
    public var first: JSONMember? { isEmpty ? nil : JSONMember(storage: storage, index: index + 2) }

    /// The value of the member with the given key; of duplicates the last, as most readers take it.
    ///
    /// Looks at every key, which is quick while members are few. Ask an `indexed()` object for many keys of one that
    /// may be large.
    public subscript(_ key: String) -> JSONValue? {
        storage.indexOfValue(forKey: key.utf8.span, inObject: index).map { JSONValue(storage: storage, index: $0) }
    }

    /// The values of all members with the given key, in order.
    public func values(forKey key: String) -> [JSONValue] {
        var values: [JSONValue] = []
        for member in self where member.hasKey(key) { values.append(member.value) }
        return values
    }

    /// Walks over the members.
    public func makeIterator() -> Iterator {
        Iterator(storage: storage, cursor: index + 2, end: storage.indexAfter(index))
    }

    /// Walks over the members of an object.
    public struct Iterator: IteratorProtocol, Sendable {
        let storage: JSONStorage
        var cursor: Int
        let end: Int

        /// The next member, nil after the last.
        public mutating func next() -> JSONMember? {
            guard cursor < end else { return nil }
            let member = JSONMember(storage: storage, index: cursor)
            cursor = storage.indexAfter(cursor + 1)
            return member
        }
    }
}
