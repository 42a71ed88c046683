extension JSONValue {
    /// The value that a pointer names below this one, nil if there is none.
    public subscript(_ pointer: JSONPointer) -> JSONValue? {
        var value = self
        for token in pointer.tokens {
            let next: JSONValue? =
                switch value.kind {
                case .object: value[token]
                case .array: JSONPointer.position(token).flatMap { value[$0] }
                default: nil
                }
            guard let next else { return nil }
            value = next
        }
        return value
    }

    /// The place of the value in its document.
    public var pointer: JSONPointer { storage.pointer(to: index) }
}

extension JSONDocument {
    /// The value that a pointer names, nil if there is none.
    public subscript(_ pointer: JSONPointer) -> JSONValue? { root[pointer] }

    /// The value that a pointer names, or an error that says which step leads nowhere.
    public func value(at pointer: JSONPointer) throws(JSONError) -> JSONValue {
        var value = root
        for (depth, token) in pointer.tokens.enumerated() {
            guard let next = value[[token]] else {
                let offset = value.byteRange.lowerBound
                let place = JSONPointer(Array(pointer.tokens.prefix(depth)))
                throw JSONError(
                    .pointerNotFound,
                    at: offset,
                    in: storage.bytes.span,
                    expected: "a value at \(pointer)",
                    seen: "no \"\(token)\" in the \(value.kind.rawValue) at \"\(place)\""
                )
            }
            value = next
        }
        return value
    }

    /// The innermost value that covers a byte; a byte of a key belongs to the member's value.
    public func value(atByte offset: Int) -> JSONValue? {
        guard root.byteRange.contains(offset) else { return nil }
        var value = root
        descent: while true {
            if let array = value.array {
                for element in array where element.byteRange.contains(offset) {
                    value = element
                    continue descent
                }
            } else if let object = value.object {
                for member in object where member.byteRange.contains(offset) {
                    value = member.value
                    continue descent
                }
            }
            return value
        }
    }
}

extension JSONStorage {
    /// The place of the value at a tape index.
    func pointer(to index: Int) -> JSONPointer {
        var tokens: [String] = []
        var container = 0
        while container < index {
            if entry(container).isObject {
                var key = container + 2
                while indexAfter(key + 1) <= index { key = indexAfter(key + 1) }
                tokens.append(JSONText.string(of: entry(key), in: bytes))
                container = key + 1
            } else {
                var element = container + 2
                var position = 0
                while indexAfter(element) <= index {
                    element = indexAfter(element)
                    position += 1
                }
                tokens.append(String(position))
                container = element
            }
        }
        return JSONPointer(tokens)
    }
}
