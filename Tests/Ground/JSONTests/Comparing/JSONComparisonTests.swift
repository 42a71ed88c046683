import JSON
import Testing

@Suite struct JSONComparisonTests {
    private func root(_ text: String) throws -> JSONValue { try JSONDocument(parsing: text).root }

    private func expect(
        _ first: String,
        _ second: String,
        equal: Bool,
        numbers: JSONComparison.Numbers = .decimal,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let comparison = JSONComparison(numbers: numbers)
        let (left, right) = (try root(first), try root(second))
        #expect(comparison.areEqual(left, right) == equal, "\(first) \(second)", sourceLocation: location)
        #expect(comparison.areEqual(right, left) == equal, "\(first) \(second)", sourceLocation: location)
        #expect(comparison.differences(left, right).isEmpty == equal, "\(first) \(second)", sourceLocation: location)
        // Unequal values could share a hash, but not by a chance that a test will see.
        let keys = (comparison.key(for: left), comparison.key(for: right))
        #expect((keys.0.hashValue == keys.1.hashValue) == equal, "\(first) \(second)", sourceLocation: location)
        #expect((keys.0 == keys.1) == equal, sourceLocation: location)
    }

    @Test func `looks at meaning only`() throws {
        try expect(" [ 1 , 2 ] ", "[1,2]", equal: true)
        try expect(#"{"a":1,"b":[{}]}"#, #"{"b":[{}],"\u0061":1.0}"#, equal: true)
        try expect(#""\u00e9\/""#, "\"é/\"", equal: true)
        try expect(#""\ud800""#, #""\uD800""#, equal: true)
        try expect("{\"a\":0,\"a\":1}", "{\"a\":1}", equal: true)
        try expect("null", "null", equal: true)
        try expect("[]", "[]", equal: true)
        try expect("{}", "{}", equal: true)
    }

    @Test func `tells different values apart`() throws {
        let texts = [
            "null", "false", "true", "0", "1", "-1", "\"\"", "\"0\"", "\"null\"", "[]", "{}", "[[]]", "[{}]", "[0]",
            "[1]", "[null]", "[0,1]", "[1,0]",
            "[[0],1]", "[[0,1]]", "[0,[1]]", "{\"a\":1}", "{\"b\":1}", "{\"a\":2}", "{\"a\":1,\"b\":1}",
            "{\"a\":{\"b\":1}}", "\"é\"",
            "\"e\u{301}\"", "\"\\ud800\"", "\"\\ud801\"", "\"\\ufffd\"", "{\"a\":\"b\",\"c\":\"d\"}",
            "{\"a\":\"d\",\"c\":\"b\"}", "{\"\":null}",
        ]
        for first in texts.indices {
            for second in texts.indices[first...] { try expect(texts[first], texts[second], equal: first == second) }
        }
    }

    @Test func `lets the caller choose when numbers are equal`() throws {
        let cases: [(String, String, lexeme: Bool, decimal: Bool, double: Bool)] = [
            ("1", "1", true, true, true), ("1", "1.0", false, true, true), ("1e2", "100", false, true, true),
            ("0", "-0", false, true, true),
            ("9007199254740992", "9007199254740993", false, false, true),
            ("0.1", "0.10000000000000000001", false, false, true),
            ("1e400", "1e500", false, false, true), ("1", "2", false, false, false),
            ("1e999999999", "1e999999998", false, false, true),
        ]
        for (first, second, lexeme, decimal, double) in cases {
            try expect(first, second, equal: lexeme, numbers: .lexeme)
            try expect("[\(first)]", "[\(second)]", equal: decimal, numbers: .decimal)
            try expect("{\"a\":\(first)}", "{\"a\":\(second)}", equal: double, numbers: .double)
        }
    }

    @Test func `lists differences by pointer`() throws {
        let left = try root(#"{"a":[1,2,{"x":true}],"b/c":"s","d":null,"same":[{}]}"#)
        let right = try root(#"{"same":[{}],"b/c":"t","a":[1,3,{"x":true,"y":0},4],"e":{}}"#)
        let differences = JSONComparison().differences(left, right)
        #expect(
            differences.map(\.description) == [
                "/a/1: 2 became 3", "/a/2/y: 0 is new", "/a/3: 4 is new", #"/b~1c: "s" became "t""#, "/d: null is gone",
                "/e: {} is new",
            ]
        )
        #expect(JSONComparison().differences(left, right, limit: 2).count == 2)
        let whole = JSONComparison().differences(try root("1"), try root("[]"))
        #expect(whole.map(\.description) == ["the whole value: 1 became []"])
    }

    @Test func `compares large hostile objects in linear time`() throws {
        let members = (0..<50_000).map { (key: "equal beginning \($0)", value: JSON($0)) }
        let left = try JSONDocument(parsing: JSON.object(members).encoded()).root
        let right = try JSONDocument(parsing: JSON.object(members.reversed()).encoded()).root
        #expect(JSONComparison().areEqual(left, right))
        #expect(JSONComparison().key(for: left) == JSONComparison().key(for: right))
    }
}
