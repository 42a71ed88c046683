import JSON
import Testing

@Suite struct LimitsTests {
    @Test func `refuses what nests deeper than the limit`() throws {
        var options = JSONReadingOptions.strict
        options.maximumDepth = 3
        _ = try JSONDocument(parsing: "[[[]],{\"a\":{}}]", options: options)
        let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: "[[{\"a\":[]}]]", options: options) }
        #expect(error?.code == .depthLimit)
        #expect(error?.offset == 7)
    }

    @Test func `refuses a million brackets at once and reads them when allowed`() throws {
        for depth in [100_000, 1_000_000] {
            let open = [UInt8](repeating: 0x5B, count: depth)
            #expect(throws: JSONError.self) { try JSONDocument(parsing: open) }
            var options = JSONReadingOptions.strict
            options.maximumDepth = .max
            let unfinished = #expect(throws: JSONError.self) { try JSONDocument(parsing: open, options: options) }
            #expect(unfinished?.code == .unexpectedEnd)
            let document = try JSONDocument(
                parsing: open + [UInt8](repeating: 0x5D, count: depth),
                options: options
            )
            #expect(document.root.byteRange == 0..<(2 * depth))
            guard depth == 100_000 else { continue }
            #expect(document.root.compacted() == document.bytes)
            let other = try JSONDocument(parsing: document.bytes, options: options)
            #expect(JSONComparison().areEqual(document.root, other.root))
            #expect(JSONComparisonKey(document.root).hashValue == JSONComparisonKey(other.root).hashValue)
            #expect(JSONComparison().differences(document.root, other.root).isEmpty)
            #expect(throws: JSONError.self) { try JSON(document.root) }
        }
    }

    @Test func `reads deeply nested objects without recursion`() throws {
        let depth = 100_000
        let text = String(repeating: #"{"a":"#, count: depth) + "1" + String(repeating: "}", count: depth)
        var options = JSONReadingOptions.strict
        options.maximumDepth = depth
        let document = try JSONDocument(parsing: text, options: options)
        #expect(document.root.compacted() == Array(text.utf8))
        #expect(document.value(atByte: depth * 5)?.pointer.tokens.count == depth)
        let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: text) }
        #expect(error?.code == .depthLimit)
    }

    @Test func `refuses too many bytes before reading them`() throws {
        var options = JSONReadingOptions.strict
        options.maximumBytes = 4
        _ = try JSONDocument(parsing: "[10]", options: options)
        let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: "[100]", options: options) }
        #expect(error?.code == .byteLimit)
    }

    @Test func `refuses too many values`() throws {
        var options = JSONReadingOptions.strict
        options.maximumValues = 5
        _ = try JSONDocument(parsing: "[1,2,[3]]", options: options)
        let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: "[1,2,[3],4]", options: options) }
        #expect(error?.code == .valueLimit)
        let many = "[" + String(repeating: "1,", count: 100_000)
        #expect(throws: JSONError.self) { try JSONDocument(parsing: many, options: options) }
    }

    @Test func `refuses a string or number that is too long`() throws {
        var options = JSONReadingOptions.strict
        options.maximumScalarBytes = 6
        _ = try JSONDocument(parsing: #"{"1234":123456,"":"1234"}"#, options: options)
        for text in ["\"12345\"", "1234567", "{\"12345\":1}", "\"\\u00e9\""] {
            let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: text, options: options) }
            #expect(error?.code == .scalarLimit)
        }
    }

    @Test func `grows its tape as far as a dense document needs`() throws {
        for count in [1, 7, 8, 9, 2000, 5000, 100_000] {
            let text = "[" + repeatElement("[]", count: count).joined(separator: ",") + "]"
            let document = try JSONDocument(parsing: text)
            #expect(document.root.array?.count == count)
            #expect(document.root.compacted() == Array(text.utf8))
        }
    }
}
