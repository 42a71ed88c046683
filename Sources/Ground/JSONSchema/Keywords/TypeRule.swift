internal import JSON

/// `type`: the value is of one of some kinds.
struct TypeRule: SchemaRule {
    /// The kinds that schemas tell apart.
    enum Name: String, CaseIterable {
        case null, boolean, integer, number, string, array, object

        var phrase: String {
            switch self {
            case .null: "null"
            case .integer, .array, .object: "an \(rawValue)"
            default: "a \(rawValue)"
            }
        }
    }

    let names: [Name]
    /// A bit for each kind, in the order of their declaration.
    private let bits: UInt8

    static let definitions = [
        KeywordDefinition("type", .validation) { site, _ throws(SchemaError) in
            TypeRule(try names(site))
        }
    ]

    init(_ names: [Name]) {
        self.names = names
        bits = names.reduce(0) { $0 | Self.bit($1) }
    }

    private static func names(_ site: KeywordSite) throws(SchemaError) -> [Name] {
        let texts = if let text = site.value.string { [text] } else { try site.strings() }
        var names: [Name] = []
        for text in texts {
            guard let name = Name(rawValue: text) else {
                throw site.malformed("the name of a type: \(Name.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            names.append(name)
        }
        return names
    }

    private static func bit(_ name: Name) -> UInt8 {
        switch name {
        case .null: 1
        case .boolean: 2
        case .integer: 4
        case .number: 8
        case .string: 16
        case .array: 32
        case .object: 64
        }
    }

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        if fits(value) { return true }
        return evaluation.fail(
            "expected \(names.map(\.phrase).joined(separator: " or ")), saw \(ValueExcerpt.describe(value))"
        )
    }

    private func fits(_ value: JSONValue) -> Bool {
        switch value.kind {
        case .null: bits & 1 != 0
        case .bool: bits & 2 != 0
        case .number: bits & 8 != 0 || bits & 4 != 0 && (value.int64 != nil || value.number?.isInteger == true)
        case .string: bits & 16 != 0
        case .array: bits & 32 != 0
        case .object: bits & 64 != 0
        }
    }
}
