/// A view of an array: its elements in order.
public struct JSONArray: Sequence, Sendable {
    let storage: JSONStorage
    let index: Int

    /// How many elements the array has.
    public var count: Int { storage.entry(index).length }

    /// Whether the array has no elements.
    public var isEmpty: Bool { count == 0 }

    /// As many elements as there are.
    public var underestimatedCount: Int { count }

    /// The array as a value.
    public var value: JSONValue { JSONValue(storage: storage, index: index) }

    /// The first element.
    public var first: JSONValue? { element(at: 0) }

    /// The element at a place, nil outside the array; walks over the elements before it.
    public func element(at position: Int) -> JSONValue? {
        guard position >= 0, position < count else { return nil }
        var child = index + 2
        for _ in 0..<position { child = storage.indexAfter(child) }
        return JSONValue(storage: storage, index: child)
    }

    /// Walks over the elements.
    public func makeIterator() -> Iterator {
        Iterator(storage: storage, cursor: index + 2, end: storage.indexAfter(index))
    }

    /// Walks over the elements of an array.
    public struct Iterator: IteratorProtocol, Sendable {
        let storage: JSONStorage
        var cursor: Int
        let end: Int

        /// The next element, nil after the last.
        public mutating func next() -> JSONValue? {
            guard cursor < end else { return nil }
            let element = JSONValue(storage: storage, index: cursor)
            cursor = storage.indexAfter(cursor)
            return element
        }
    }
}
