/// A property of Unicode characters that `\p{…}` can name: a general category or a binary property.
///
/// Scripts are not properties in this sense: they are known as ranges.
public struct UnicodeProperty: Sendable, Hashable {
    private enum Kind: Sendable, Hashable {
        case categories(CategorySet)
        case binary(BinaryProperty)
    }

    private let kind: Kind

    init(_ categories: CategorySet) { kind = .categories(categories) }

    init(_ property: BinaryProperty) { kind = .binary(property) }

    /// Whether a character has the property.
    public func holds(for scalar: Unicode.Scalar) -> Bool {
        switch kind {
        case .categories(let categories): categories.contains(CategorySet(scalar.properties.generalCategory))
        case .binary(let property): property.holds(for: scalar)
        }
    }
}

/// What the braces of `\p{…}` name.
enum PropertyExpression {
    case property(UnicodeProperty)
    case ranges([ClosedRange<UInt32>])
    case unsupported
    case unknown

    init(_ text: Substring) {
        guard let equals = text.firstIndex(of: "=") else {
            self = Self.lone(String(text))
            return
        }
        let value = String(text[text.index(after: equals)...])
        switch text[..<equals] {
        case "General_Category", "gc":
            self = CategorySet.named[value].map { .property(UnicodeProperty($0)) } ?? .unknown
        case "Script", "sc": self = Self.script(value, withExtensions: false)
        case "Script_Extensions", "scx": self = Self.script(value, withExtensions: true)
        default: self = .unknown
        }
    }

    private static func lone(_ name: String) -> PropertyExpression {
        if let categories = CategorySet.named[name] { return .property(UnicodeProperty(categories)) }
        if let binary = BinaryProperty(rawValue: name) ?? BinaryProperty.aliases[name] {
            return .property(UnicodeProperty(binary))
        }
        return BinaryProperty.unsupported.contains(name) ? .unsupported : .unknown
    }

    private static func script(_ name: String, withExtensions: Bool) -> PropertyExpression {
        guard let script = ScriptTable.all.first(where: { $0.names.contains(name) }) else { return .unsupported }
        return .ranges(script.characters(withExtensions: withExtensions))
    }
}

extension ScriptTable {
    func characters(withExtensions: Bool) -> [ClosedRange<UInt32>] {
        let own = Self.parse(ranges)
        guard withExtensions else { return own }
        let kept = removed.isEmpty ? own : Self.subtract(Self.parse(removed), from: own)
        return kept + Self.parse(added)
    }

    private static func parse(_ text: String) -> [ClosedRange<UInt32>] {
        text.split(separator: " ").compactMap { word in
            let bounds = word.split(separator: "-").compactMap { UInt32($0, radix: 16) }
            guard let first = bounds.first, let last = bounds.last, first <= last else { return nil }
            return first...last
        }
    }

    private static func subtract(
        _ removed: [ClosedRange<UInt32>],
        from ranges: [ClosedRange<UInt32>]
    ) -> [ClosedRange<UInt32>] {
        // Both are complements of a union: what is neither outside the ranges nor removed.
        let outside = ScalarSet.complement(ranges)
        return ScalarSet.complement(ScalarSet(ranges: outside + removed).ranges)
    }
}
