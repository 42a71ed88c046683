/// Changes parts of a document's bytes and leaves every other byte as it is.
///
/// Edits are collected, each against the document as it was read, and made all at once by `apply()`. Whether
/// raw bytes are JSON is the caller's affair, so that a broken document can be made on purpose.
public struct JSONEditor: Sendable {
    /// The document as it was read.
    public let document: JSONDocument
    /// Replacements of ranges that do not depend on their neighbours.
    private var replacements: [(range: Range<Int>, bytes: [UInt8])] = []
    /// What happens to the children of containers, by tape index.
    private var containers: [Int: Changes] = [:]

    /// What is inserted into a container and removed from it.
    struct Changes: Sendable {
        /// By the position before which they stand, in the order in which they were asked for.
        var insertions: [Int: [[UInt8]]] = [:]
        var removals: Set<Int> = []
    }

    /// Begins with a document and no edits.
    public init(_ document: JSONDocument) { self.document = document }

    /// Replaces a value.
    public mutating func replace(_ value: JSONValue, with new: JSON) { replace(value, withRaw: new.encoded()) }

    /// Replaces a value by bytes as they are.
    public mutating func replace(_ value: JSONValue, withRaw bytes: [UInt8]) {
        replacements.append((value.byteRange, bytes))
    }

    /// Replaces the key of a member.
    public mutating func rename(_ member: JSONMember, to key: String) {
        replacements.append((member.keyRange, JSON.string(key).encoded()))
    }

    /// Replaces the value of the last member with a key, or appends a member.
    public mutating func set(_ key: String, to new: JSON, in object: JSONObject) {
        set(key, toRaw: new.encoded(), in: object)
    }

    /// Replaces the value of the last member with a key, or appends a member, with bytes as they are.
    public mutating func set(_ key: String, toRaw bytes: [UInt8], in object: JSONObject) {
        if let value = object[key] {
            replace(value, withRaw: bytes)
        } else {
            insert(key, raw: bytes, into: object, at: object.count)
        }
    }

    /// Inserts a member before the one at a position, which may be the count.
    public mutating func insert(_ key: String, _ new: JSON, into object: JSONObject, at position: Int) {
        insert(key, raw: new.encoded(), into: object, at: position)
    }

    /// Inserts a member before the one at a position, which may be the count, with bytes as they are.
    public mutating func insert(_ key: String, raw bytes: [UInt8], into object: JSONObject, at position: Int) {
        let member = JSON.string(key).encoded() + [JSONByte.colon] + bytes
        insert(member, into: object.index, at: position, count: object.count)
    }

    /// Inserts an element before the one at a position, which may be the count.
    public mutating func insert(_ new: JSON, into array: JSONArray, at position: Int) {
        insert(raw: new.encoded(), into: array, at: position)
    }

    /// Inserts bytes as they are before the element at a position, which may be the count.
    public mutating func insert(raw bytes: [UInt8], into array: JSONArray, at position: Int) {
        insert(bytes, into: array.index, at: position, count: array.count)
    }

    /// Removes every member with a key.
    public mutating func remove(_ key: String, from object: JSONObject) {
        for (position, member) in object.enumerated() where member.hasKey(key) {
            containers[object.index, default: Changes()].removals.insert(position)
        }
    }

    /// Removes the member or element at a position.
    public mutating func remove(at position: Int, from object: JSONObject) {
        precondition(position >= 0 && position < object.count, "position out of bounds")
        containers[object.index, default: Changes()].removals.insert(position)
    }

    /// Removes the element at a position.
    public mutating func remove(at position: Int, from array: JSONArray) {
        precondition(position >= 0 && position < array.count, "position out of bounds")
        containers[array.index, default: Changes()].removals.insert(position)
    }

    private mutating func insert(_ bytes: [UInt8], into container: Int, at position: Int, count: Int) {
        precondition(position >= 0 && position <= count, "position out of bounds")
        containers[container, default: Changes()].insertions[position, default: []].append(bytes)
    }

    /// The bytes after all edits; an error if two of them touch the same bytes.
    public func apply() throws(JSONError) -> [UInt8] {
        var edits = replacements
        for (container, changes) in containers {
            edits += JSONContainerEdits(of: container, in: document.storage, changes: changes).edits
        }
        // An insertion stands before a replacement that begins at the same byte.
        let order = edits.indices.sorted { first, second in
            let (left, right) = (edits[first].range, edits[second].range)
            return (left.lowerBound, left.upperBound, first) < (right.lowerBound, right.upperBound, second)
        }
        let source = document.bytes
        var result: [UInt8] = []
        result.reserveCapacity(edits.reduce(source.count) { $0 + $1.bytes.count })
        var position = 0
        for edit in order.lazy.map({ edits[$0] }) {
            guard edit.range.lowerBound >= position else { throw conflict(at: edit.range.lowerBound) }
            result += source[position..<edit.range.lowerBound]
            result += edit.bytes
            position = edit.range.upperBound
        }
        return result + source[position...]
    }

    private func conflict(at offset: Int) -> JSONError {
        JSONError(
            .conflictingEdits,
            at: offset,
            in: document.storage.bytes.span,
            expected: "edits of different bytes",
            seen: "two of the same"
        )
    }
}
