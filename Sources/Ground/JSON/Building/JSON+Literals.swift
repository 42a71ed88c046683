extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
    /// The name `null`.
    public init(nilLiteral: ()) { self = .null }

    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }

    /// An integer.
    public init(integerLiteral value: Int64) { self = .number(JSONNumber(value)) }
}

extension JSON: ExpressibleByFloatLiteral, ExpressibleByStringInterpolation {
    /// A number; one that is not finite becomes `null`.
    public init(floatLiteral value: Double) { self = JSON(value) }

    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
}

extension JSON: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    /// An array.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }

    /// An object whose members have the order of the literal.
    public init(dictionaryLiteral members: (String, JSON)...) {
        self = .object(members.map { (key: $0.0, value: $0.1) })
    }
}

extension JSON {
    /// A string.
    public init(_ text: String) { self = .string(text) }

    /// A truth value.
    public init(_ truth: Bool) { self = .bool(truth) }

    /// An integer of any width.
    public init(_ integer: some BinaryInteger) { self = .number(JSONNumber(integer)) }

    /// The shortest decimal that reads as the double; `null` for infinities and NaN, which JSON has not.
    public init(_ double: Double) { self = JSONNumber(double).map(JSON.number) ?? .null }

    /// An array.
    public init(_ elements: some Sequence<JSON>) { self = .array(Array(elements)) }
}
