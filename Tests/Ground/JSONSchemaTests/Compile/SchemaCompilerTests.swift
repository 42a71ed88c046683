import JSON
import JSONSchema
import Testing

struct SchemaCompilerTests {
    /// The error of compiling a schema.
    private func error(
        _ schema: String,
        _ options: SchemaOptions = SchemaOptions(),
        _ registry: SchemaRegistry = SchemaRegistry()
    ) throws -> SchemaError? {
        let document = try JSONDocument(parsing: schema)
        do throws(SchemaError) {
            _ = try JSONSchema(document.root, options: options, registry: registry)
            return nil
        } catch {
            return error
        }
    }

    @Test func `names the place of a malformed keyword`() throws {
        let vectors: [(schema: String, code: SchemaError.Code, location: String)] = [
            ("5", .malformedSchema, "#"),
            (#"{"type": 5}"#, .malformedKeyword, "#/type"),
            (#"{"type": "int"}"#, .malformedKeyword, "#/type"),
            (#"{"enum": 1}"#, .malformedKeyword, "#/enum"),
            (#"{"properties": {"a": 5}}"#, .malformedSchema, "#/properties/a"),
            (#"{"properties": []}"#, .malformedKeyword, "#/properties"),
            (#"{"$defs": {"a": {"minimum": "1"}}}"#, .malformedKeyword, "#/$defs/a/minimum"),
            (#"{"items": [true]}"#, .malformedKeyword, "#/items"),
            (#"{"allOf": []}"#, .malformedKeyword, "#/allOf"),
            (#"{"allOf": [{"not": 1}]}"#, .malformedSchema, "#/allOf/0/not"),
            (#"{"multipleOf": 0}"#, .malformedKeyword, "#/multipleOf"),
            (#"{"multipleOf": 1.234567890123456789012345678901234567891}"#, .limit, "#/multipleOf"),
            (#"{"minLength": -1}"#, .malformedKeyword, "#/minLength"),
            (#"{"maxItems": 1.5}"#, .malformedKeyword, "#/maxItems"),
            (#"{"contains": true, "minContains": "2"}"#, .malformedKeyword, "#/minContains"),
            (#"{"required": ["a", 1]}"#, .malformedKeyword, "#/required"),
            (#"{"dependentRequired": {"a/b": 1}}"#, .malformedKeyword, "#/dependentRequired/a~1b"),
            (#"{"uniqueItems": 1}"#, .malformedKeyword, "#/uniqueItems"),
            (#"{"pattern": "("}"#, .malformedPattern, "#/pattern"),
            (#"{"patternProperties": {"[": true}}"#, .malformedPattern, "#/patternProperties/["),
            (#"{"$ref": 1}"#, .malformedKeyword, "#/$ref"),
            (#"{"$id": 1}"#, .malformedKeyword, "#/$id"),
            (#"{"$anchor": 1}"#, .malformedKeyword, "#/$anchor"),
            (#"{"$schema": 1}"#, .malformedKeyword, "#/$schema"),
            (
                #"{"$id": "https://e.com/x", "$defs": {"a": {"type": 1}}}"#, .malformedKeyword,
                "https://e.com/x#/$defs/a/type"
            ),
        ]
        for vector in vectors {
            let error = try error(vector.schema)
            #expect(error?.code == vector.code, "\(vector.schema): \(String(describing: error))")
            #expect(error?.location == vector.location, "\(vector.schema)")
        }
    }

    @Test func `names a reference that leads nowhere, and fetches nothing`() throws {
        for (reference, seen) in [
            ("https://example.com/other.json", "no document https://example.com/other.json"),
            ("#/$defs/missing", "nothing at"), ("#missing", "no anchor"), ("#/const", "the number 1 there"),
            ("other.json", "no document"), ("#/$defs/a~2", "no JSON Pointer"),
        ] {
            let error = try error(#"{"$defs": {}, "const": 1, "properties": {"p": {"$ref": "\#(reference)"}}}"#)
            #expect(error?.code == .unresolvedReference, "\(reference): \(String(describing: error))")
            #expect(error?.location == "#/properties/p/$ref")
            #expect(error?.expected.contains(reference) == true)
            #expect(error?.seen.contains(seen) == true, "\(String(describing: error))")
        }
    }

    @Test func `finds other documents in the registry, by their URI and by their own name`() throws {
        var registry = SchemaRegistry()
        let other = ##"{"$id": "https://example.com/named", "$defs": {"a": {"type": "integer"}}, "$ref": "#/$defs/a"}"##
        registry.add(try JSONDocument(parsing: other).root, at: "https://example.com/found#")
        let schema = try JSONSchema(
            JSONDocument(parsing: #"{"prefixItems": [{"$ref": "/found"}, {"$ref": "named#/$defs/a"}]}"#).root,
            options: {
                var options = SchemaOptions()
                options.baseURI = "https://example.com/root"
                return options
            }(),
            registry: registry
        )
        #expect(schema.isValid(try JSONDocument(parsing: "[1, 2]").root))
        let findings = schema.validate(try JSONDocument(parsing: "[\"a\", \"b\"]").root).findings
        #expect(
            findings.map(\.absoluteKeywordLocation)
                == Array(repeating: "https://example.com/named#/$defs/a/type", count: 2)
        )
    }

    @Test func `refuses references that lead straight back`() throws {
        for schema in [
            ##"{"$ref": "#"}"##, ##"{"allOf": [{"$ref": "#"}]}"##,
            ##"{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}"##,
        ] {
            #expect(try error(schema)?.code == .referenceLoop, "\(schema)")
        }
        #expect(try error(##"{"properties": {"a": {"$ref": "#"}}, "anyOf": [true, {"$ref": "#"}]}"##) == nil)
    }

    @Test func `reads unknown dialects like 2020-12 or refuses them`() throws {
        let text = #"{"$schema": "https://example.com/dialect", "prefixItems": [{"type": "integer"}]}"#
        let schema = try JSONSchema(JSONDocument(parsing: text).root)
        #expect(!schema.isValid(try JSONDocument(parsing: "[\"\"]").root))
        #expect(schema.notes.map(\.code) == [.unknownDialect])
        #expect(schema.notes.map(\.location) == ["#/$schema"])
        var options = SchemaOptions()
        options.unknownDialect = .refuse
        #expect(try error(text, options)?.code == .unknownDialect)
    }

    @Test func `takes the vocabularies of a dialect from its metaschema`() throws {
        var registry = SchemaRegistry()
        let core = "https://json-schema.org/draft/2020-12/vocab/core"
        func add(_ name: String, _ vocabularies: String) throws {
            let text = #"""
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://example.com/\#(name)",
                "$vocabulary": {"\#(core)": true\#(vocabularies)}}
                """#
            registry.add(try JSONDocument(parsing: text).root, at: "https://example.com/\(name)")
        }
        try add("small", #", "https://json-schema.org/draft/2020-12/vocab/applicator": true, "urn:odd": false"#)
        try add("odd", #", "urn:odd": true"#)
        try add("formats", #", "https://json-schema.org/draft/2020-12/vocab/format-assertion": true"#)
        func schema(_ name: String) throws -> JSONSchema {
            let text = #"{"$schema": "https://example.com/\#(name)", "type": "object", "not": {}, "format": "date"}"#
            return try JSONSchema(JSONDocument(parsing: text).root, registry: registry)
        }
        let small = try schema("small")
        #expect(small.validate(try JSONDocument(parsing: "1").root).findings.map(\.keyword) == ["not"])
        #expect(small.notes.map(\.code) == [.unknownVocabulary])
        #expect(throws: SchemaError.self) { try schema("odd") }
        let formats = try schema("formats")
        #expect(formats.validate(try JSONDocument(parsing: "\"x\"").root).findings.map(\.keyword) == ["format"])
    }

    @Test func `notes patterns outside Unicode mode and names given twice`() throws {
        let text = #"""
            {"pattern": "^\\-$", "$defs": {"a": {"$anchor": "x"}, "b": {"$anchor": "x"},
            "c": {"$id": "urn:x:y"}, "d": {"$id": "urn:x:y"}}}
            """#
        let schema = try JSONSchema(JSONDocument(parsing: text).root)
        #expect(schema.notes.map(\.code) == [.duplicateIdentifier, .duplicateIdentifier, .patternViolation])
        #expect(schema.notes.map(\.location) == ["#/$defs/b", "#/$defs/d/$id", "#/pattern"])
    }

    @Test func `the metaschemas describe themselves and good schemas`() throws {
        for uri in ["https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-07/schema#"] {
            let schema = try JSONSchema(JSONDocument(parsing: #"{"$ref": "\#(uri)"}"#).root)
            for good in ["true", #"{"type": "integer", "properties": {"a": {"minimum": 1}}}"#] {
                #expect(schema.isValid(try JSONDocument(parsing: good).root))
            }
            for bad in ["1", #"{"type": "int"}"#, #"{"properties": {"a": {"minimum": "1"}}}"#, #"{"allOf": []}"#] {
                #expect(!schema.isValid(try JSONDocument(parsing: bad).root), "\(bad)")
            }
        }
    }
}
