import JSON
import JSONSchema
import Testing

struct SchemaNodeTests {
    @Test func `shows subschemas, their children and where their references lead`() throws {
        let text = ##"""
            {"properties": {"a": {"$ref": "#/$defs/x"}}, "prefixItems": [true], "not": {"const": 1},
            "$defs": {"x": {"$anchor": "name", "type": "null"}, "y": {"$dynamicRef": "#name"}}}
            """##
        let schema = try JSONSchema(JSONDocument(parsing: text).root)
        let property = try #require(schema[schema.root].child("properties", "a"))
        let target = try #require(schema[property].reference)
        #expect(schema[target].source["type"]?.string == "null")
        #expect(schema.resolve("#/$defs/x", from: schema.root) == target)
        #expect(schema.resolve("#name", from: property) == target)
        #expect(schema.resolve("#nowhere", from: property) == nil)
        let dynamic = try #require(schema.resolve("#/$defs/y", from: schema.root))
        #expect(schema[dynamic].dynamicReference == target)
        #expect(schema[schema.root].child("prefixItems", "0").map { schema[$0].truth } == true)
        #expect(schema[schema.root].child("not").map { schema[$0].source.rawText } == #"{"const": 1}"#)
    }
}
