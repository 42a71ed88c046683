import JSON
import Testing

@testable import Commands

@Suite struct FormFieldTests {
    private func field(_ schema: String) throws -> FormField {
        let schema = try JSON(parsing: Array(schema.utf8))
        return try #require(FormField.fields(of: ["type": "object", "properties": ["f": schema]]).first)
    }

    @Test(arguments: [
        (#"{"type":"string"}"#, "text"), (#"{"type":"string","minLength":2}"#, "text of at least 2 characters"),
        (#"{"type":"string","minLength":2,"maxLength":4,"format":"email"}"#, "text of from 2 to 4 characters (email)"),
        (#"{"type":"integer","minimum":0,"maximum":9}"#, "a whole number from 0 to 9"),
        (#"{"type":"number","maximum":1.5}"#, "a number at most 1.5"), (#"{"type":"boolean"}"#, "yes or no"),
        (#"{"type":"string","enum":["a","b"]}"#, "one of a, b"),
        (#"{"type":"string","oneOf":[{"const":"a","title":"Alpha"}]}"#, "one of a"),
        (#"{"type":"array","items":{"enum":["a","b"]}}"#, "some of a, b, separated by commas"),
        (#"{"type":"array","items":{"anyOf":[{"const":"x","title":"X"}]}}"#, "some of x, separated by commas"),
        (#"{"type":"object"}"#, "JSON"),
    ])
    func `says what each kind of field takes`(schema: String, expected: String) throws {
        #expect(try field(schema).expected == expected)
    }

    @Test(arguments: [
        (#"{"type":"string"}"#, " as is ", #"" as is ""#), (#"{"type":"integer"}"#, "42", "42"),
        (#"{"type":"integer"}"#, "9007199254740993", "9007199254740993"), (#"{"type":"number"}"#, "1.50", "1.50"),
        (#"{"type":"boolean"}"#, "Yes", "true"), (#"{"type":"boolean"}"#, "0", "false"),
        (#"{"enum":["red","green"],"enumNames":["Red!","Green!"]}"#, "green!", #""green""#),
        (#"{"enum":["red","green"]}"#, "2", #""green""#), (#"{"enum":["2","1"]}"#, "1", #""1""#),
        (#"{"oneOf":[{"const":"a","title":"Alpha"}]}"#, "alpha", #""a""#),
        (#"{"type":"array","items":{"enum":["a","b","c"]}}"#, "c, 1,c", #"["c","a"]"#),
        (#"{"type":"object"}"#, "{\"a\":1}", #"{"a":1}"#),
    ])
    func `reads what people type`(schema: String, text: String, value: String) throws {
        #expect(try field(schema).value(of: text).description == value)
    }

    @Test(arguments: [
        (#"{"type":"integer"}"#, "1.5"), (#"{"type":"integer","minimum":3}"#, "2"), (#"{"type":"number"}"#, "x"),
        (#"{"type":"boolean"}"#, "maybe"), (#"{"enum":["a"]}"#, "b"), (#"{"type":"string","maxLength":2}"#, "abc"),
        (#"{"type":"string","format":"email"}"#, "nobody"), (#"{"type":"string","pattern":"^a"}"#, "b"),
        (#"{"type":"array","items":{"enum":["a"]},"minItems":1}"#, ""), (#"{"type":"object"}"#, "{"),
    ])
    func `refuses what the schema does not allow`(schema: String, text: String) throws {
        let field = try field(schema)
        #expect(throws: FormField.Problem.self) { try field.value(of: text) }
    }
}
