internal import JSON
internal import JSONRPC
internal import Text

/// A value for a finding: short, in one line.
enum ShapeExcerpt {
    static func text(of value: JSONValue) -> String { JSONExcerpt.text(of: value) }
}

extension ShapeLibrary {
    /// A type in words.
    func description(of place: Int) -> String {
        switch nodes[place] {
        case .any: "any value"
        case .null: "null"
        case .boolean: "true or false"
        case .object: "an object"
        case .string(let format): format?.description ?? "a string"
        case .text(let text): "\"\(text)\""
        case .constant(let constant): constant.lexeme
        case .number(let rule): ShapeLibrary.description(of: rule)
        case .array: "an array"
        case .map: "an object"
        case .record(let record): "an object (\(record.name))"
        case .union(let union): description(of: union)
        case .intersection(let parts): parts.last.map(description) ?? "an object"
        case .same(let other): description(of: other)
        }
    }

    func description(of union: ShapeUnion) -> String {
        var words: [String] = []
        for branch in union.branches {
            let word = description(of: branch.node)
            if !words.contains(word) { words.append(word) }
        }
        return ShapeLibrary.list(words)
    }

    /// Whether a place is a text that a string is.
    func isText(_ value: JSONValue, at place: Int) -> Bool {
        switch nodes[place] {
        case .text(let text): value.string == text
        case .same(let other): isText(value, at: other)
        default: false
        }
    }

    static func description(of rule: ShapeNumberRule) -> String {
        let noun = rule.isInteger ? "an integer" : "a number"
        return switch (rule.least?.lexeme, rule.most?.lexeme) {
        case (nil, nil): noun
        case (let least?, nil): "\(noun) from \(least) on"
        case (nil, let most?): "\(noun) up to \(most)"
        case (let least?, let most?): "\(noun) from \(least) to \(most)"
        }
    }

    static func description(of kind: JSONKind) -> String {
        switch kind {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// `a, b or c`.
    static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }
}

extension ShapeFormat: CustomStringConvertible {
    var description: String {
        switch self {
        case .uri: "a URI"
        case .uriTemplate: "a URI template"
        case .base64: "Base64"
        case .timestamp: "a date and time"
        }
    }

    /// Whether a string is what it is said to be.
    func accepts(_ text: String) -> Bool {
        switch self {
        case .uri: (try? URI(text)) != nil
        case .uriTemplate: (try? URITemplate(text)) != nil
        case .base64: (try? Base64.standard.decode(text)) != nil
        case .timestamp: (try? Timestamp(text)) != nil
        }
    }
}
