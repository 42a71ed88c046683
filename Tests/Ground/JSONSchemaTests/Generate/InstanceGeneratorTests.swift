import JSON
import TestKit
import Testing

@testable import JSONSchema

@Suite struct InstanceGeneratorTests {
    @Test func `valid instances fit and near misses do not, for every schema of the corpus`() throws {
        for text in schemaCorpus {
            let generator = try generator(text)
            for seed in UInt64(1)...12 {
                var random = SeededRandom(seed: seed)
                let instance = generator.valid(using: &random)
                #expect(try instance.map { generator.schema.isValid(try view($0)) } == true, "seed \(seed): \(text)")
                let miss = generator.nearMiss(using: &random)
                #expect(
                    try miss.map { generator.schema.isValid(try view($0.instance)) } == false,
                    "seed \(seed): \(text)"
                )
            }
        }
    }

    @Test func `the same seed makes the same instances`() throws {
        for text in schemaCorpus {
            let generator = try generator(text)
            var first = SeededRandom(seed: 99)
            var second = SeededRandom(seed: 99)
            for _ in 0..<3 {
                #expect(
                    generator.valid(using: &first)?.encoded() == generator.valid(using: &second)?.encoded(),
                    "\(text)"
                )
                let misses = (generator.nearMiss(using: &first), generator.nearMiss(using: &second))
                #expect(misses.0?.instance.encoded() == misses.1?.instance.encoded(), "\(text)")
            }
        }
    }

    @Test func `instances vary`() throws {
        let generator = try generator(schemaCorpus[0])
        var random = SeededRandom(seed: 5)
        let made = Set((0..<40).compactMap { _ in generator.valid(using: &random)?.encoded() })
        #expect(made.count > 10)
    }

    @Test func `near misses aim at different keywords`() throws {
        let generator = try generator(
            #"{"type":"object","properties":{"name":{"type":"string","minLength":2,"maxLength":5},"#
                + #""age":{"type":"integer","minimum":0,"maximum":150}},"required":["name","age"],"#
                + #""additionalProperties":false}"#
        )
        var random = SeededRandom(seed: 3)
        let keywords = Set((0..<200).compactMap { _ in generator.nearMiss(using: &random)?.keyword })
        #expect(
            keywords.isSuperset(of: [
                "type", "required", "additionalProperties", "minLength", "maxLength", "minimum", "maximum",
            ])
        )
    }

    @Test func `a schema that nothing fits has no valid instance, one that everything fits no near miss`() throws {
        var random = SeededRandom(seed: 1)
        for text in ["false", #"{"type":"string","enum":[1]}"#, #"{"minimum":5,"maximum":4,"type":"number"}"#] {
            #expect(try generator(text).valid(using: &random) == nil, "\(text)")
            #expect(try generator(text).nearMiss(using: &random) != nil, "\(text)")
        }
        for text in ["true", "{}", #"{"title":"anything"}"#] {
            #expect(try generator(text).valid(using: &random) != nil, "\(text)")
            #expect(try generator(text).nearMiss(using: &random) == nil, "\(text)")
        }
    }

    @Test func `formats are met and missed when they are asserted`() throws {
        var options = SchemaOptions()
        options.formats = .assertion
        for name in Formats.names {
            let schema = try JSONSchema(
                JSONDocument(parsing: #"{"type":"string","format":"\#(name)"}"#).root,
                options: options
            )
            let generator = InstanceGenerator(schema)
            var random = SeededRandom(seed: 4)
            for _ in 0..<5 {
                let text = generator.valid(using: &random)?.string
                #expect(text.map { Formats.check(name, $0) } == true, "\(name)")
            }
            let misses = (0..<20).compactMap { _ in generator.nearMiss(using: &random) }
            #expect(misses.contains { $0.keyword == "format" }, "\(name)")
        }
    }

    @Test func `schemas with random damage never crash`() throws {
        for seed in UInt64(1)...150 {
            var random = SeededRandom(seed: seed)
            let text = schemaCorpus.randomElement(using: &random) ?? "{}"
            var bytes = Array(text.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = Array(#"{}[]",:0123456789truefals-.$#/"#.utf8).randomElement(using: &random) ?? 0x20
            }
            guard let document = try? JSONDocument(parsing: bytes), let schema = try? JSONSchema(document.root) else {
                continue
            }
            var generator = InstanceGenerator(schema)
            generator.tries = 3
            _ = generator.valid(using: &random)
            _ = generator.nearMiss(using: &random)
        }
    }

    private func generator(_ text: String) throws -> InstanceGenerator {
        InstanceGenerator(try JSONSchema(JSONDocument(parsing: text).root))
    }

    private func view(_ value: JSON) throws -> JSONValue { try JSONDocument(parsing: value.encoded()).root }
}

/// What tools and forms declare, and shapes that are hard to hit.
private let schemaCorpus = ##"""
    {"type":"object","properties":{"path":{"type":"string"},"limit":{"type":"integer","minimum":1,"maximum":500},"recursive":{"type":"boolean","default":false},"kind":{"enum":["file","directory","any"]}},"required":["path"]}
    {"type":"object","properties":{"a":{"type":"number"},"b":{"type":"number"}},"required":["a","b"],"additionalProperties":false}
    {"type":"object","properties":{"query":{"type":"string","minLength":1,"maxLength":20},"tags":{"type":"array","items":{"type":"string","pattern":"^[a-z]{2,8}$"},"uniqueItems":true,"minItems":1,"maxItems":4}},"required":["query","tags"]}
    {"type":"string","pattern":"^[A-Z]{3}-[0-9]{4}$"}
    {"type":"string","minLength":3,"maxLength":3}
    {"type":"integer","exclusiveMinimum":-5,"exclusiveMaximum":5,"multipleOf":3}
    {"type":"number","minimum":0,"maximum":1,"multipleOf":0.01}
    {"type":"number","exclusiveMinimum":0,"exclusiveMaximum":0.001}
    {"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"items":false,"minItems":2}
    {"type":"array","items":{"type":"boolean"},"minItems":2,"maxItems":5}
    {"type":"array","contains":{"const":42},"minContains":2,"items":{"type":"integer"},"minItems":3}
    {"type":"array","items":{"enum":[1,2,3]},"uniqueItems":true,"minItems":3}
    {"anyOf":[{"type":"string","maxLength":3},{"type":"integer","minimum":10}]}
    {"oneOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"integer"}},"required":["kind","x"]},{"type":"object","properties":{"kind":{"const":"b"},"y":{"type":"string"}},"required":["kind","y"]}]}
    {"allOf":[{"type":"object","required":["a"]},{"properties":{"a":{"type":"integer","minimum":3}}},{"properties":{"a":{"maximum":9}}}]}
    {"not":{"type":"string"}}
    {"type":"integer","not":{"multipleOf":2}}
    {"type":"object","properties":{"mode":{"enum":["on","off"]}},"required":["mode"],"if":{"properties":{"mode":{"const":"on"}}},"then":{"required":["level"],"properties":{"level":{"type":"integer"}}},"else":{"properties":{"level":false}}}
    {"$ref":"#/$defs/tree","$defs":{"tree":{"type":"object","properties":{"value":{"type":"integer"},"children":{"type":"array","items":{"$ref":"#/$defs/tree"},"maxItems":3}},"required":["value"]}}}
    {"$defs":{"node":{"$anchor":"node","type":"object","properties":{"next":{"anyOf":[{"$ref":"#node"},{"type":"null"}]}},"required":["next"]}},"$ref":"#node"}
    {"type":"object","minProperties":2,"maxProperties":4,"propertyNames":{"pattern":"^[a-z]+$"},"additionalProperties":{"type":"integer"}}
    {"type":"object","patternProperties":{"^x-":{"type":"string"}},"additionalProperties":false,"minProperties":1}
    {"type":"object","properties":{"card":{"type":"string"},"address":{"type":"string"}},"required":["card"],"dependentRequired":{"card":["address"]}}
    {"type":"object","properties":{"a":{"type":"integer"}},"dependentSchemas":{"a":{"required":["b"],"properties":{"b":{"type":"boolean"}}}},"required":["a"]}
    {"type":["string","null"],"maxLength":4}
    {"const":{"a":[1,2,{"b":null}]}}
    {"enum":["red","amber","green",null,7]}
    {"type":"object","properties":{"email":{"type":"string","format":"email"},"when":{"type":"string","format":"date-time"}},"required":["email","when"]}
    {"type":"object","allOf":[{"properties":{"a":{"type":"string"}}}],"properties":{"b":{"type":"integer"}},"required":["a","b"],"unevaluatedProperties":false}
    {"$schema":"http://json-schema.org/draft-07/schema#","type":"array","items":[{"type":"string"},{"type":"integer"}],"additionalItems":false,"minItems":1}
    {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","definitions":{"id":{"type":"integer","minimum":1}},"properties":{"id":{"$ref":"#/definitions/id"}},"required":["id"],"dependencies":{"id":["name"]}}
    """##.split(separator: "\n").map(String.init)
