internal import JSON

/// A keyword where it stands in a schema, with readers of its value that say what they expected.
struct KeywordSite {
    let name: String
    let value: JSONValue
    /// The object around it.
    let schema: JSONObject
    let place: SchemaPlace
    let node: SchemaNode.ID
    let dialect: SchemaDialect
    /// The keyword's place, for errors.
    let location: String

    /// Another keyword of the same schema.
    func beside(_ name: String, _ value: JSONValue) -> KeywordSite {
        KeywordSite(
            name: name,
            value: value,
            schema: schema,
            place: place,
            node: node,
            dialect: dialect,
            location: location.dropLast(JSONPointer([self.name]).description.count) + JSONPointer([name]).description
        )
    }

    /// The value, which must be a string.
    func string() throws(SchemaError) -> String {
        guard let text = value.string else { throw malformed("a string") }
        return text
    }

    /// The value, which must be true or false.
    func bool() throws(SchemaError) -> Bool {
        guard let truth = value.bool else { throw malformed("true or false") }
        return truth
    }

    /// The value, which must be a number.
    func number() throws(SchemaError) -> JSONNumber {
        guard let number = value.number else { throw malformed("a number") }
        return number
    }

    /// The value, which must be a whole number and not negative; beyond all counts it is the largest one.
    func count() throws(SchemaError) -> Int {
        guard let number = value.number, number.isInteger, number >= JSONNumber(0) else {
            throw malformed("a whole number, zero or more")
        }
        return number.int64.map { Int($0) } ?? .max
    }

    /// The value, which must be an array of strings.
    func strings() throws(SchemaError) -> [String] { try strings(value) }

    /// A value below the keyword, which must be an array of strings.
    func strings(_ value: JSONValue, below token: String? = nil) throws(SchemaError) -> [String] {
        guard let array = value.array else { throw malformed("an array of strings", value, below: token) }
        var texts: [String] = []
        for element in array {
            guard let text = element.string else { throw malformed("an array of strings", element, below: token) }
            texts.append(text)
        }
        return texts
    }

    /// The value, which must be an array.
    func array() throws(SchemaError) -> JSONArray {
        guard let array = value.array else { throw malformed("an array") }
        return array
    }

    /// The members of the value, which must be an object.
    func members() throws(SchemaError) -> [JSONMember] {
        guard let object = value.object else { throw malformed("an object") }
        return object.effectiveMembers
    }

    /// An error about the value or one below it.
    func malformed(_ expected: String, _ seen: JSONValue? = nil, below token: String? = nil) -> SchemaError {
        let pointer = token.map { JSONPointer([$0]).description } ?? ""
        return SchemaError(
            .malformedKeyword,
            at: location + pointer,
            expected: expected,
            seen: ValueExcerpt.describe(seen ?? value)
        )
    }
}
