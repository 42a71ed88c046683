/// A view of one value of a document.
public struct JSONValue: Sendable {
    let storage: JSONStorage
    let index: Int

    @inline(__always) init(storage: JSONStorage, index: Int) {
        self.storage = storage
        self.index = index
    }

    var entry: JSONTapeEntry { storage.entry(index) }

    /// What the value is.
    public var kind: JSONKind {
        switch entry.kind {
        case .null: .null
        case .false, .true: .bool
        case .integer, .decimal, .deviantNumber: .number
        case .plainString, .escapedString, .illFormedString: .string
        case .array: .array
        case .object: .object
        }
    }

    /// Whether the value is `null`.
    public var isNull: Bool { entry.kind == .null }

    /// The truth value, if it is one.
    public var bool: Bool? {
        switch entry.kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    /// The text, if the value is a string: escapes are resolved, unreadable parts become U+FFFD.
    public var string: String? { entry.isString ? JSONText.string(of: entry, in: storage.bytes) : nil }

    /// The number, if it is one.
    public var number: JSONNumber? {
        switch entry.kind {
        case .integer, .decimal, .deviantNumber: JSONNumber(unchecked: rawText)
        default: nil
        }
    }

    /// The number as a 64-bit integer, if it is a whole number (`1.0` and `1e2` are) in range.
    public var int64: Int64? { entry.kind == .integer ? storage.shortInteger(entry) ?? number?.int64 : number?.int64 }

    /// The number as an unsigned 64-bit integer, if it is a whole number in range.
    public var uint64: UInt64? { number?.uint64 }

    /// The number rounded to the nearest double, if the value is one; too large a number becomes infinite.
    public var double: Double? { number?.double }

    /// The elements, if the value is an array.
    public var array: JSONArray? { entry.kind == .array ? JSONArray(storage: storage, index: index) : nil }

    /// The members, if the value is an object.
    public var object: JSONObject? { entry.isObject ? JSONObject(storage: storage, index: index) : nil }

    /// The member with the given key, if the value is an object that has it; of duplicates, the last.
    public subscript(_ key: String) -> JSONValue? { object?[key] }

    /// The element at the given place, if the value is an array that long; walks over the elements before it.
    public subscript(_ position: Int) -> JSONValue? { array?.element(at: position) }

    /// The bytes of the document that the value covers, without white space around it.
    public var byteRange: Range<Int> { storage.byteRange(index) }

    /// The bytes of the value as they stand in the document.
    public var rawBytes: ArraySlice<UInt8> { storage.bytes[byteRange] }

    /// The text of the value as it stands in the document.
    public var rawText: String { String(decoding: rawBytes, as: UTF8.self) }

    /// The document that the value belongs to.
    public var document: JSONDocument { JSONDocument(storage: storage) }
}
