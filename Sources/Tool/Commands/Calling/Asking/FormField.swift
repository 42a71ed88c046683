internal import JSON
internal import JSONSchema

/// One field of a form that a server wants filled in.
struct FormField {
    /// What a field takes.
    enum Kind: Equatable {
        /// Text.
        case text
        /// A number without a fraction.
        case integer
        /// A number.
        case number
        /// Yes or no.
        case boolean
        /// One of some values; titles explain them.
        case choice([Choice])
        /// Some of some values.
        case choices([Choice])
        /// Any JSON, for schemas that forms ought not to have.
        case json
    }

    /// A value that can be chosen.
    struct Choice: Equatable {
        let value: String
        let title: String?
    }

    /// Its key in the content.
    let name: String
    /// What it takes.
    let kind: Kind
    /// Whether it must be filled in.
    let isRequired: Bool
    /// What its schema says.
    let schema: JSON

    /// What people are told that it is.
    var title: String { schema["title"]?.string ?? name }
    /// More about it.
    var help: String? { schema["description"]?.string }
    /// What it holds when nothing is typed.
    var fallback: JSON? { schema["default"] }

    /// The fields of a form, in order.
    static func fields(of schema: JSON?) -> [FormField] {
        let required = Set(schema?["required"]?.array?.compactMap(\.string) ?? [])
        return (schema?["properties"]?.object ?? []).map { member in
            FormField(
                name: member.key,
                kind: kind(of: member.value),
                isRequired: required.contains(member.key),
                schema: member.value
            )
        }
    }

    private static func kind(of schema: JSON) -> Kind {
        if let choices = choices(schema) { return .choice(choices) }
        switch schema["type"]?.string {
        case "string": return .text
        case "integer": return .integer
        case "number": return .number
        case "boolean": return .boolean
        case "array": return schema["items"].flatMap(choices).map { .choices($0) } ?? .json
        default: return .json
        }
    }

    /// Values in one of the forms that revisions know: `enum` with or without names, `oneOf` or `anyOf` of constants.
    private static func choices(_ schema: JSON) -> [Choice]? {
        if let values = schema["enum"]?.array {
            let names = schema["enumNames"]?.array ?? []
            return values.enumerated().compactMap { position, value in
                value.string.map { text in
                    Choice(value: text, title: position < names.count ? names[position].string : nil)
                }
            }
        }
        guard let options = schema["oneOf"]?.array ?? schema["anyOf"]?.array else { return nil }
        let choices = options.compactMap { option in
            option["const"]?.string.map { Choice(value: $0, title: option["title"]?.string) }
        }
        return choices.isEmpty ? nil : choices
    }

    // MARK: Values

    /// Why an answer does not do.
    struct Problem: Error, Equatable {
        let expected: String
        let seen: String
    }

    /// The value that a text means, if the schema allows it.
    func value(of text: String) throws(Problem) -> JSON {
        let value = try read(text)
        guard let problem = Self.problem(of: value, in: schema) else { return value }
        throw Problem(expected: expected, seen: problem)
    }

    /// What to type, for people.
    var expected: String {
        switch kind {
        case .text: "text" + bounds(" of", "minLength", "maxLength", " characters") + format
        case .integer: "a whole number" + bounds("", "minimum", "maximum", "")
        case .number: "a number" + bounds("", "minimum", "maximum", "")
        case .boolean: "yes or no"
        case .choice(let choices): "one of \(choices.map(\.value).joined(separator: ", "))"
        case .choices(let choices): "some of \(choices.map(\.value).joined(separator: ", ")), separated by commas"
        case .json: "JSON"
        }
    }

    private var format: String { schema["format"]?.string.map { " (\($0))" } ?? "" }

    private func bounds(_ lead: String, _ least: String, _ most: String, _ unit: String) -> String {
        switch (schema[least]?.number?.lexeme, schema[most]?.number?.lexeme) {
        case (nil, nil): ""
        case (let least?, nil): "\(lead) at least \(least)\(unit)"
        case (nil, let most?): "\(lead) at most \(most)\(unit)"
        case (let least?, let most?): "\(lead) from \(least) to \(most)\(unit)"
        }
    }

    private func read(_ text: String) throws(Problem) -> JSON {
        switch kind {
        case .text: return .string(text)
        case .integer, .number:
            guard let number = JSONNumber(text), kind == .number || number.isInteger else { throw unreadable(text) }
            return .number(number)
        case .boolean:
            switch text.lowercased() {
            case "y", "yes", "true", "1": return true
            case "n", "no", "false", "0": return false
            default: throw unreadable(text)
            }
        case .choice(let choices):
            guard let value = Self.choose(text, choices) else { throw unreadable(text) }
            return .string(value)
        case .choices(let choices):
            var chosen: [JSON] = []
            for part in text.split(separator: ",") {
                let word = part.trimmed
                guard let value = Self.choose(word, choices) else { throw unreadable(word) }
                if !chosen.contains(.string(value)) { chosen.append(.string(value)) }
            }
            return .array(chosen)
        case .json:
            do throws(JSONError) { return try JSON(parsing: Array(text.utf8)) } catch {
                throw Problem(expected: "JSON (\(error.expected))", seen: error.seen)
            }
        }
    }

    /// A value by itself, by its title, or by its number in the list.
    private static func choose(_ text: String, _ choices: [Choice]) -> String? {
        if let exact = choices.first(where: { $0.value == text }) { return exact.value }
        if let number = Int(text), choices.indices.contains(number - 1) { return choices[number - 1].value }
        let folded = text.lowercased()
        return choices.first { $0.value.lowercased() == folded || $0.title?.lowercased() == folded }?.value
    }

    private func unreadable(_ text: String) -> Problem { Problem(expected: expected, seen: "\"\(text)\"") }

    /// How a value breaks a schema; nil when it does not, or when the schema cannot be used.
    private static func problem(of value: JSON, in schema: JSON) -> String? {
        var options = SchemaOptions()
        options.formats = .assertion
        guard let rules = try? JSONDocument(parsing: schema.encoded()),
            let compiled = try? JSONSchema(rules.root, options: options),
            let instance = try? JSONDocument(parsing: value.encoded())
        else { return nil }
        return compiled.firstFinding(in: instance.root).map { "\(value): \($0.message)" }
    }
}

extension Substring {
    /// Without blanks at either end.
    fileprivate var trimmed: String {
        var text = self
        while text.first == " " { text = text.dropFirst() }
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
