extension HTTPFields: ExpressibleByDictionaryLiteral {
    /// Fields in the order of the literal.
    public init(dictionaryLiteral fields: (String, String)...) {
        self.init()
        storage.reserveCapacity(fields.reduce(0) { $0 + $1.0.utf8.count + $1.1.utf8.count + 4 })
        entries.reserveCapacity(fields.count)
        for (name, value) in fields { append(name, value) }
    }

    /// Adds a field behind the others.
    ///
    /// Nothing is checked here: the serializer refuses what would break the message.
    public mutating func append(_ name: String, _ value: String) {
        append(name, bytes: value.utf8)
    }

    /// Adds a field whose value need not be text.
    public mutating func append(_ name: String, bytes value: some Collection<UInt8>) {
        // Stored as it will be written, so that untouched fields can be copied whole.
        let nameStart = storage.count
        storage.append(contentsOf: name.utf8)
        let nameEnd = storage.count
        storage.append(HTTPByte.colon)
        storage.append(HTTPByte.space)
        let valueStart = storage.count
        storage.append(contentsOf: value)
        entries.append(
            Entry(
                nameStart: UInt32(truncatingIfNeeded: nameStart),
                nameEnd: UInt32(truncatingIfNeeded: nameEnd),
                valueStart: UInt32(truncatingIfNeeded: valueStart),
                valueEnd: UInt32(truncatingIfNeeded: storage.count)
            )
        )
    }

    /// Replaces all fields of a name by one, at the place of the first.
    public mutating func set(_ name: String, _ value: String) {
        guard let position = firstPosition(of: name) else { return append(name, value) }
        append(name, value)
        entries.swapAt(position, entries.count - 1)
        // What was swapped to the end is the old value; further ones go as well.
        entries.removeLast()
        var rest = position + 1
        while let next = firstPosition(of: name, after: rest) {
            entries.remove(at: next)
            rest = next
        }
    }

    /// Removes all fields of a name.
    public mutating func remove(_ name: String) {
        var start = 0
        while let position = firstPosition(of: name, after: start) {
            entries.remove(at: position)
            start = position
        }
    }

    /// Removes the field at a position.
    public mutating func remove(at position: Int) { entries.remove(at: position) }
}
