import JSON
import MCP
import Testing

@Suite struct MirrorMarksTests {
    private func marks(_ properties: JSON) -> MirrorMarks {
        MirrorMarks(inputSchema: ["type": "object", "properties": properties])
    }

    @Test func `collects marked parameters, nested ones too`() {
        let found = marks([
            "region": ["type": "string", "x-mcp-header": "Region"], "plain": ["type": "string"],
            "a": [
                "type": "object",
                "properties": [
                    "n": ["type": "integer", "x-mcp-header": "N"],
                    "properties": ["type": "boolean", "x-mcp-header": "P"],
                ],
            ],
            "x-mcp-header": ["type": "string", "x-mcp-header": "Self"],
        ])
        #expect(found.areLegal)
        #expect(
            found.parameters == [
                MirroredParameter(path: ["region"], header: "Region"),
                MirroredParameter(path: ["a", "n"], header: "N"),
                MirroredParameter(path: ["a", "properties"], header: "P"),
                MirroredParameter(path: ["x-mcp-header"], header: "Self"),
            ]
        )
    }

    @Test func `a type that allows null is good`() {
        #expect(marks(["a": ["type": ["string", "null"], "x-mcp-header": "A"]]).areLegal)
    }

    @Test func `names every broken rule, and where`() {
        let broken: [(JSON, MirrorMarks.Finding.Code, String)] = [
            (["a": ["type": "string", "x-mcp-header": ""]], .empty, "/properties/a/x-mcp-header"),
            (["a": ["type": "string", "x-mcp-header": 1]], .notText, "/properties/a/x-mcp-header"),
            (["a": ["type": "string", "x-mcp-header": "My Region"]], .characters, "/properties/a/x-mcp-header"),
            (["a": ["type": "string", "x-mcp-header": "a:b"]], .characters, "/properties/a/x-mcp-header"),
            (["a": ["type": "string", "x-mcp-header": "a\r\nb"]], .characters, "/properties/a/x-mcp-header"),
            (["a": ["type": "string", "x-mcp-header": "Région"]], .characters, "/properties/a/x-mcp-header"),
            (["a": ["type": "number", "x-mcp-header": "A"]], .type, "/properties/a/x-mcp-header"),
            (["a": ["type": "object", "x-mcp-header": "A"]], .type, "/properties/a/x-mcp-header"),
            (["a": ["type": "array", "x-mcp-header": "A"]], .type, "/properties/a/x-mcp-header"),
            (["a": ["type": "null", "x-mcp-header": "A"]], .type, "/properties/a/x-mcp-header"),
            (["a": ["x-mcp-header": "A"]], .type, "/properties/a/x-mcp-header"),
            (
                ["a": ["type": "string", "x-mcp-header": "A"], "b": ["type": "string", "x-mcp-header": "a"]],
                .duplicate,
                "/properties/b/x-mcp-header"
            ),
            (
                ["a": ["type": "array", "items": ["type": "string", "x-mcp-header": "A"]]], .place,
                "/properties/a/items/x-mcp-header"
            ),
            (
                ["a": ["anyOf": [["type": "string", "x-mcp-header": "A"]]]], .place,
                "/properties/a/anyOf/0/x-mcp-header"
            ),
            (
                ["a": ["items": ["properties": ["b": ["type": "string", "x-mcp-header": "A"]]]]], .place,
                "/properties/a/items/properties/b/x-mcp-header"
            ),
        ]
        for (properties, code, pointer) in broken {
            let found = marks(properties)
            #expect(found.findings.map(\.code) == [code], "\(properties)")
            #expect(found.findings.first?.pointer.description == pointer)
        }
    }

    @Test func `marks in definitions, conditions and at the root are out of place; in data they are none`() {
        for schema: JSON in [
            ["type": "object", "$defs": ["d": ["type": "string", "x-mcp-header": "A"]]],
            ["type": "object", "if": ["properties": ["a": ["type": "string", "x-mcp-header": "A"]]]],
            ["type": "object", "x-mcp-header": "A"],
        ] {
            #expect(MirrorMarks(inputSchema: schema).findings.map(\.code) == [.place], "\(schema)")
        }
        #expect(MirrorMarks(inputSchema: ["default": ["x-mcp-header": "A"], "enum": [["x-mcp-header": ""]]]).areLegal)
    }

    @Test func `numbers can be let through`() {
        let schema: JSON = ["properties": ["a": ["type": "number", "x-mcp-header": "A"]]]
        #expect(MirrorMarks(inputSchema: schema, types: .withNumbers).parameters.count == 1)
    }

    @Test func `the name that is mirrored is the one that the table of methods says`() {
        for method in MethodTable.methods(in: .july2026, kind: .request) {
            #expect(MirrorHeader.namedMember(ofMethod: method.name) == method.mirroredName, "\(method)")
        }
    }
}
