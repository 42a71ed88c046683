import JSON
import Testing

@testable import JSONSchema

struct SchemaFindingTests {
    private func validate(_ schema: String, _ instance: String) throws -> [SchemaFinding] {
        let schema = try JSONSchema(JSONDocument(parsing: schema).root)
        return schema.validate(try JSONDocument(parsing: instance).root).findings
    }

    @Test func `says in one sentence what was expected and what was seen`() throws {
        let long = String(repeating: "x", count: 1000)
        let vectors: [(schema: String, instance: String, message: String)] = [
            (#"{"type": "integer"}"#, #""x""#, #"expected an integer, saw the string "x""#),
            (#"{"type": ["string", "null"]}"#, "[1, 2]", "expected a string or null, saw an array of 2 elements"),
            (#"{"const": "a"}"#, "true", #"expected "a", saw true"#),
            (#"{"enum": [1, "b"]}"#, "{}", #"expected one of 1, "b", saw an object of 0 members"#),
            (#"{"minimum": 5}"#, "4.0", "expected a number of at least 5, saw the number 4.0"),
            (#"{"maxLength": 1}"#, #""ab""#, #"expected a string of at most 1 character, saw 2: "ab""#),
            (#"{"required": ["a"]}"#, #"{"b": 1}"#, #"expected the member "a", saw only "b""#),
            (#"{"additionalProperties": false}"#, #"{"b": 1}"#, #"expected no member "b", saw it with the number 1"#),
            (#"{"items": false}"#, "[null]", "expected no element 0, saw null"),
            ("false", "null", "expected no value at all, saw null"),
            (#"{"uniqueItems": true}"#, "[1, 1.0]", "expected different elements, saw the number 1.0 at 0 and at 1"),
        ]
        for vector in vectors {
            #expect(try validate(vector.schema, vector.instance).map(\.message) == [vector.message])
        }
        let message = try validate(#"{"type": "integer"}"#, "\"\(long)\"")[0].message
        #expect(message.count < 120, "\(message)")
    }

    @Test func `names the places in the instance and in the schema`() throws {
        let schema = ##"""
            {"$id": "https://example.com/root", "properties": {"a/b": {"items": {"$ref": "#/$defs/id"}}},
            "$defs": {"id": {"anyOf": [{"type": "integer"}, {"minLength": 2}]}},
            "if": {"required": ["x"]}, "then": {"properties": {"x": false}}, "additionalProperties": {"type": "null"}}
            """##
        let findings = try validate(schema, #"{"a/b": ["ab", "c"], "x": 1}"#)
        let places = findings.flatMap(\.flattened).map {
            "\($0.instanceLocation) \($0.keywordLocation) \($0.absoluteKeywordLocation) \($0.keyword)"
        }
        let id = "/properties/a~1b/items/$ref/anyOf"
        let absolute = "https://example.com/root#"
        #expect(
            places == [
                "/a~1b/1 \(id) \(absolute)/$defs/id/anyOf anyOf",
                "/a~1b/1 \(id)/0/type \(absolute)/$defs/id/anyOf/0/type type",
                "/a~1b/1 \(id)/1/minLength \(absolute)/$defs/id/anyOf/1/minLength minLength",
                "/x /additionalProperties/type \(absolute)/additionalProperties/type type",
                "/x /then/properties/x \(absolute)/then/properties/x properties",
            ]
        )
    }

    @Test func `collects all findings up to the limit, or only the first`() throws {
        let document = try JSONDocument(parsing: #"{"items": {"type": "null"}}"#)
        var options = SchemaOptions()
        options.maximumFindings = 3
        let schema = try JSONSchema(document.root, options: options)
        let instance = try JSONDocument(parsing: "[1, null, 2, 3, 4]").root
        #expect(schema.validate(instance).findings.map(\.instanceLocation) == [["0"], ["2"], ["3"]])
        #expect(schema.firstFinding(in: instance)?.instanceLocation == ["0"])
    }

    @Test func `gives annotations of what fits`() throws {
        let schema = try JSONSchema(
            JSONDocument(
                parsing: #"""
                    {"title": "T", "properties": {"a": {"description": "A", "format": "date"}},
                    "anyOf": [{"title": "no", "type": "null"}, {"title": "yes"}], "not": {"title": "never", "type": "array"}}
                    """#
            ).root
        )
        let result = schema.annotate(try JSONDocument(parsing: #"{"a": 1}"#).root)
        let texts = result.annotations.map { "\($0.instanceLocation) \($0.keywordLocation) \($0.value.rawText)" }
        #expect(
            texts == [
                #"/a /properties/a/description "A""#, #"/a /properties/a/format "date""#,
                #" /anyOf/1/title "yes""#, #" /title "T""#,
            ]
        )
        #expect(schema.annotate(try JSONDocument(parsing: "[]").root).annotations.isEmpty)
    }
}
