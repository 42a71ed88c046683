/// The fields of a head or a trailer section, in order, as they were written.
///
/// One array holds the bytes and one says where names and values lie: reading a head copies it once, and looking a
/// field up allocates nothing. Names are compared without regard to ASCII case.
public struct HTTPFields: Sendable {
    struct Entry: Sendable, BitwiseCopyable {
        var nameStart: UInt32
        var nameEnd: UInt32
        var valueStart: UInt32
        var valueEnd: UInt32

        var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }
        var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }
    }

    /// The bytes of the head as received, then those of fields that were added.
    var storage: [UInt8]
    var entries: [Entry]

    /// No fields.
    public init() { (storage, entries) = ([], []) }

    init(storage: [UInt8], entries: [Entry]) { (self.storage, self.entries) = (storage, entries) }

    /// How many fields there are; repeated names count each time.
    @inline(__always) public var count: Int { entries.count }

    /// Whether there are no fields.
    public var isEmpty: Bool { entries.isEmpty }

    /// The field at a position.
    public subscript(position: Int) -> HTTPField {
        HTTPField(storage: storage, entry: entries[position])
    }

    /// The first value for a name, or nil.
    public subscript(name: String) -> String? {
        guard let position = firstPosition(of: name) else { return nil }
        return storage.span.text(entries[position].value)
    }

    /// Whether there is a field with the name.
    public func contains(_ name: String) -> Bool { firstPosition(of: name) != nil }

    /// All values for a name, in order.
    public func values(for name: String) -> [String] {
        var values: [String] = []
        forEachPosition(of: name) { values.append(storage.span.text(entries[$0].value)) }
        return values
    }

    /// All values for a name, joined by commas, as RFC 9110 section 5.3 allows for lists; nil without any.
    public func combinedValue(for name: String) -> String? {
        let values = values(for: name)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// The elements of the comma-separated lists under a name, over all its fields.
    public func listElements(for name: String) -> [String] {
        values(for: name).flatMap(HTTPList.elements)
    }

    /// Whether one of the comma-separated elements under a name is `token`, ignoring case.
    public func hasToken(_ token: String, in name: String) -> Bool {
        var found = false
        forEachPosition(of: name) { position in
            guard !found else { return }
            found = HTTPList.hasToken(token, in: storage.span.extracting(entries[position].value))
        }
        return found
    }

    /// The bytes of the name at a position, in their original case.
    @_lifetime(borrow self)
    public func nameBytes(at position: Int) -> Span<UInt8> { storage.span.extracting(entries[position].name) }

    /// The bytes of the value at a position, without white space around.
    @_lifetime(borrow self)
    public func valueBytes(at position: Int) -> Span<UInt8> { storage.span.extracting(entries[position].value) }

    /// The position of the first field with the name, or nil.
    public func firstPosition(of name: String, after start: Int = 0) -> Int? {
        let wanted = name.utf8Span.span
        let bytes = storage.span
        for position in start..<Swift.max(start, entries.count) {
            let range = entries[position].name
            guard range.count == wanted.count else { continue }
            if bytes.extracting(range).equalsIgnoringCase(wanted) { return position }
        }
        return nil
    }

    private func forEachPosition(of name: String, _ body: (Int) -> Void) {
        var start = 0
        while let position = firstPosition(of: name, after: start) {
            body(position)
            start = position + 1
        }
    }
}

/// One field of ``HTTPFields``.
public struct HTTPField: Sendable {
    private let storage: [UInt8]
    private let entry: HTTPFields.Entry

    init(storage: [UInt8], entry: HTTPFields.Entry) { (self.storage, self.entry) = (storage, entry) }

    /// The name in its original case.
    public var name: String { storage.span.text(entry.name) }

    /// The value without white space around; what is not UTF-8 is replaced.
    public var value: String { storage.span.text(entry.value) }

    /// The bytes of the value without white space around.
    public var valueBytes: [UInt8] { storage.span.array(entry.value) }

    /// Where the name begins, counted from the first byte of the head.
    ///
    /// For a field that was added it is a place behind the head.
    public var offset: Int { Int(entry.nameStart) }

    /// The bytes from the name to the end of the value, white space between included; without the line's end.
    public var line: [UInt8] { storage.span.array(Int(entry.nameStart)..<Int(entry.valueEnd)) }
}

extension HTTPFields: RandomAccessCollection {
    /// The position of the first field.
    public var startIndex: Int { 0 }
    /// The position behind the last field.
    public var endIndex: Int { entries.count }
}

extension HTTPFields: Equatable {
    /// Whether both have the same names and values, byte for byte, in the same order.
    public static func == (left: HTTPFields, right: HTTPFields) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).allSatisfy { $0.name == $1.name && $0.valueBytes == $1.valueBytes }
    }
}

extension HTTPFields: CustomStringConvertible {
    /// One line for each field.
    public var description: String { map { "\($0.name): \($0.value)" }.joined(separator: "\n") }
}
