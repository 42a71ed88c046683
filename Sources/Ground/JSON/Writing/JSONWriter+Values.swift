extension JSONWriter {
    /// Writes a composed value.
    public mutating func append(_ value: JSON) {
        switch value {
        case .null: null()
        case .bool(let truth): bool(truth)
        case .number(let number): self.number(number)
        case .string(let text): string(text)
        case .array(let elements):
            beginArray()
            for element in elements { append(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                key(member.key)
                append(member.value)
            }
            endObject()
        }
    }

    /// Writes a value of a document in this writer's layout; strings and numbers keep their spelling.
    ///
    /// What a tolerant reading accepted is repaired. Depth costs no stack.
    public mutating func append(_ value: JSONValue) {
        let storage = value.storage
        var open: [(end: Int, isObject: Bool)] = []
        var index = value.index
        let end = storage.indexAfter(index)
        var expectsKey = false
        while index < end {
            let entry = storage.entry(index)
            if expectsKey {
                separate()
                appendSpelling(entry, of: storage)
                endKey()
                expectsKey = false
                index += 1
                continue
            }
            if entry.isContainer {
                if entry.isObject { beginObject() } else { beginArray() }
                open.append((storage.indexAfter(index), entry.isObject))
                index += 2
            } else {
                appendScalar(entry, of: storage)
                index += 1
            }
            while let container = open.last, container.end == index {
                if container.isObject { endObject() } else { endArray() }
                open.removeLast()
            }
            expectsKey = open.last?.isObject ?? false
        }
    }

    private mutating func appendScalar(_ entry: JSONTapeEntry, of storage: JSONStorage) {
        if entry.kind == .deviantNumber {
            let range = entry.start..<(entry.start + entry.length)
            number(JSONNumber(unchecked: String(decoding: storage.bytes[range], as: UTF8.self)))
        } else {
            separate()
            appendSpelling(entry, of: storage)
        }
    }

    /// Appends an entry as it is written, unless it is a string that has to be repaired.
    private mutating func appendSpelling(_ entry: JSONTapeEntry, of storage: JSONStorage) {
        if entry.kind == .illFormedString {
            appendQuoted(JSONText.string(of: entry, in: storage.bytes))
        } else {
            storage.withTape { _, source in
                let range = entry.start..<(entry.start + entry.length)
                source.extracting(range).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
            }
        }
    }
}

extension JSONValue {
    /// The value in JSON without white space; strings and numbers keep their spelling.
    public func compacted() -> [UInt8] {
        var writer = JSONWriter()
        writer.bytes.reserveCapacity(byteRange.count)
        writer.append(self)
        return writer.bytes
    }

    /// The value in JSON, laid out for people; strings and numbers keep their spelling.
    public func prettyPrinted(indent: Int = 2) -> [UInt8] {
        var writer = JSONWriter(layout: .pretty(indent: indent))
        writer.append(self)
        return writer.bytes
    }
}
