import JSON
import TestKit
import Testing

@testable import JSONSchema

struct HostileSchemaTests {
    private func schema(_ text: String, _ options: SchemaOptions = SchemaOptions()) throws -> JSONSchema {
        try JSONSchema(JSONDocument(parsing: text).root, options: options)
    }

    @Test func `gives up on references that go in a circle`() throws {
        for text in [
            ##"{"anyOf": [false, {"$ref": "#"}]}"##, ##"{"not": {"$ref": "#"}}"##,
            ##"{"not": {"not": {"$ref": "#"}}}"##, ##"{"if": true, "then": {"$ref": "#"}}"##,
            ##"{"$dynamicAnchor": "a", "anyOf": [{"$dynamicRef": "#a"}]}"##, ##"{"if": {"$ref": "#"}, "else": false}"##,
        ] {
            let schema = try schema(text)
            let instance = try JSONDocument(parsing: "1").root
            #expect(!schema.isValid(instance), "\(text)")
            #expect(schema.validate(instance).findings.contains { $0.isLimit }, "\(text)")
        }
    }

    @Test func `gives up on instances that are nested too deep for it`() throws {
        let schema = try schema(##"{"items": {"$ref": "#"}, "type": "array"}"##)
        var reading = JSONReadingOptions()
        reading.maximumDepth = 100_000
        func nested(_ depth: Int) throws -> JSONValue {
            let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            return try JSONDocument(parsing: text, options: reading).root
        }
        #expect(schema.isValid(try nested(250)))
        let deep = schema.validate(try nested(50_000))
        #expect(deep.findings.map(\.isLimit) == [true])
        #expect(deep.findings.first?.message.contains("512") == true)
    }

    @Test func `compiles and indexes schemas nested as deep as JSON allows`() throws {
        var reading = JSONReadingOptions()
        reading.maximumDepth = 100_000
        let depth = 400
        let text = String(repeating: #"{"not":"#, count: depth) + "true" + String(repeating: "}", count: depth)
        let schema = try JSONSchema(JSONDocument(parsing: text, options: reading).root)
        #expect(schema.isValid(try JSONDocument(parsing: "1").root))
        let deeper = String(repeating: #"{"not":"#, count: 5000) + "true" + String(repeating: "}", count: 5000)
        #expect(throws: SchemaError.self) { try JSONSchema(JSONDocument(parsing: deeper, options: reading).root) }
    }

    @Test func `gives up on schemas that double the work with every level`() throws {
        let levels = (0..<60).map { level in
            ##""l\##(level)": {"allOf": [{"$ref": "#/$defs/l\##(level + 1)"}, {"$ref": "#/$defs/l\##(level + 1)"}]}"##
        }
        var options = SchemaOptions()
        options.maximumSteps = 20_000
        let schema = try schema(
            ##"{"$ref": "#/$defs/l0", "$defs": {\##(levels.joined(separator: ",")), "l60": true}}"##,
            options
        )
        let result = schema.validate(try JSONDocument(parsing: "1").root)
        #expect(result.findings.map(\.isLimit) == [true])
    }

    @Test func `compares many elements and members in less than square time`() throws {
        let count = 20_000
        let elements = (0..<count).map { "{\"k\": \($0)}" }.joined(separator: ",")
        #expect(try schema(#"{"uniqueItems": true}"#).isValid(JSONDocument(parsing: "[\(elements)]").root))
        let names = (0..<count).map { "\"n\($0)\"" }
        let members = names.map { "\($0):1" }.joined(separator: ",")
        let properties = names.map { "\($0):true" }.joined(separator: ",")
        let text = #"""
            {"required": [\#(names.reversed().joined(separator: ","))], "properties": {\#(properties)},
            "additionalProperties": false}
            """#
        #expect(try schema(text).isValid(JSONDocument(parsing: "{\(members)}").root))
    }

    @Test func `survives schemas made of any values at any place`() throws {
        let seed: UInt64 = 0x5EED_0042
        var random = SeededRandom(seed: seed)
        let names = Array(Set(KeywordRegistry.all.map(\.name))).sorted()
        func value(_ depth: Int, _ random: inout SeededRandom) -> String {
            switch Int.random(in: 0..<(depth > 0 ? 12 : 7), using: &random) {
            case 0: return "true"
            case 1: return "false"
            case 2: return ["0", "-1", "1e999", "2", "0.1", "-0.0"].randomElement(using: &random) ?? "0"
            case 3: return ##"["", "#", "#/x", "integer", "a", "^(a+)+$", "urn:x", "#/allOf/0"]"##
            case 4:
                return ["\"#\"", "\"#/items\"", "\"object\"", "\"a\"", "\"\\uD800\""].randomElement(using: &random)
                    ?? "1"
            case 5: return "[]"
            case 6: return "null"
            case 7, 8: return "[\(value(depth - 1, &random)), \(value(depth - 1, &random))]"
            default:
                let members = (0..<3).map { _ in
                    "\"\(names.randomElement(using: &random) ?? "a")\": \(value(depth - 1, &random))"
                }
                return "{\(members.joined(separator: ","))}"
            }
        }
        var compiled = 0
        for round in 0..<3000 {
            let text = value(4, &random)
            let document = try JSONDocument(parsing: text)
            guard let schema = try? JSONSchema(document.root) else { continue }
            compiled += 1
            let instance = try JSONDocument(parsing: value(3, &random)).root
            let comment: Comment = "seed \(seed), round \(round): \(text)"
            #expect(schema.validate(instance).isValid == schema.isValid(instance), comment)
            #expect(schema.annotate(instance).isValid == schema.isValid(instance), comment)
        }
        #expect(compiled > 300)
    }

    @Test func `never mixes up keys that only look alike`() throws {
        let schema = try schema(#"{"properties": {"\u00e9": {"type": "null"}}, "required": ["\u00e9"]}"#)
        #expect(!schema.isValid(try JSONDocument(parsing: #"{"e\u0301": null}"#).root))
        #expect(schema.isValid(try JSONDocument(parsing: #"{"\u00e9": null, "e\u0301": 1}"#).root))
    }
}
