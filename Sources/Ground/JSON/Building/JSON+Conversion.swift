extension JSON {
    /// Copies a value out of a document; what a tolerant reading accepted is repaired.
    ///
    /// Numbers that are not finite become `null`.
    public init(_ value: JSONValue, maximumDepth: Int = JSON.maximumDepth) throws(JSONError) {
        guard maximumDepth >= 0 else { throw Self.tooDeep(value) }
        switch value.entry.kind {
        case .null: self = .null
        case .true: self = .bool(true)
        case .false: self = .bool(false)
        case .integer, .decimal: self = .number(JSONNumber(unchecked: value.rawText))
        case .deviantNumber: self = JSONNumber(repairing: value.rawText).map(JSON.number) ?? .null
        case .plainString, .escapedString, .illFormedString: self = .string(value.string ?? "")
        case .array:
            var elements: [JSON] = []
            for element in JSONArray(storage: value.storage, index: value.index) {
                elements.append(try JSON(element, maximumDepth: maximumDepth - 1))
            }
            self = .array(elements)
        case .object:
            var members: [(key: String, value: JSON)] = []
            for member in JSONObject(storage: value.storage, index: value.index) {
                members.append((member.key, try JSON(member.value, maximumDepth: maximumDepth - 1)))
            }
            self = .object(members)
        }
    }

    /// Reads a value from bytes.
    public init(parsing bytes: [UInt8], options: JSONReadingOptions = JSONReadingOptions()) throws(JSONError) {
        try self.init(JSONDocument(parsing: bytes, options: options).root, maximumDepth: options.maximumDepth)
    }

    /// The value in JSON, without white space.
    public func encoded() -> [UInt8] {
        var writer = JSONWriter()
        writer.bytes.reserveCapacity(256)
        writer.append(self)
        return writer.bytes
    }

    /// The value in JSON, laid out for people.
    public func prettyPrinted(indent: Int = 2) -> [UInt8] {
        var writer = JSONWriter(layout: .pretty(indent: indent))
        writer.append(self)
        return writer.bytes
    }

    private static func tooDeep(_ value: JSONValue) -> JSONError {
        let offset = value.byteRange.lowerBound
        return JSONError(
            .depthLimit,
            at: offset,
            in: value.storage.bytes.span,
            expected: "fewer nested arrays and objects",
            seen: "one more"
        )
    }
}

extension JSON: Equatable, CustomStringConvertible {
    /// Whether the values are equal: numbers by exact value, objects whatever the order of their members.
    public static func == (left: JSON, right: JSON) -> Bool {
        let (first, second) = (left.encoded(), right.encoded())
        if first == second { return true }
        var options = JSONReadingOptions()
        options.duplicateKeys = .ignore
        options.maximumDepth = .max
        options.maximumValues = .max
        guard let first = try? JSONDocument(parsing: first, options: options),
            let second = try? JSONDocument(parsing: second, options: options)
        else { return false }
        return JSONComparison().areEqual(first.root, second.root)
    }

    /// The value in JSON, without white space.
    public var description: String { String(decoding: encoded(), as: UTF8.self) }
}
