import JSON
import Testing

@Suite struct JSONTests {
    @Test func `is written as a literal`() {
        let name = "echo"
        let value: JSON = [
            "jsonrpc": "2.0", "id": 1, "ok": true, "nothing": nil, "half": 0.5, "text": "call \(name)",
            "list": [1, "two", []], "empty": [:],
        ]
        #expect(
            value.description
                == #"{"jsonrpc":"2.0","id":1,"ok":true,"nothing":null,"half":0.5,"text":"call echo","list":[1,"two",[]],"empty":{}}"#
        )
    }

    @Test func `copies a value out of a document with order, duplicates and spelling`() throws {
        let text = #"{"b":1.50,"a":[-0,1E2,"é\n",null,true,false],"b":{}}"#
        let value = try JSON(parsing: Array(text.utf8))
        #expect(value.description == text)
        #expect(value["b"]?.kind == .object)
        #expect(value["a"]?[1]?.number?.int64 == 100)
        #expect(value["a"]?[2]?.string == "é\n")
        #expect(value["a"]?[3]?.isNull == true)
        #expect(value["a"]?[4]?.bool == true)
        #expect(value["a"]?[9] == nil)
        #expect(value["a"]?.array?.count == 6)
        #expect(value.object?.count == 3)
    }

    @Test func `refuses to copy what nests too deep`() throws {
        var options = JSONReadingOptions.strict
        options.maximumDepth = 1000
        let text = String(repeating: "[", count: 600) + String(repeating: "]", count: 600)
        let document = try JSONDocument(parsing: text, options: options)
        let error = #expect(throws: JSONError.self) { try JSON(document.root) }
        #expect(error?.code == .depthLimit)
        #expect(try JSON(document.root, maximumDepth: 600).encoded() == document.bytes)
    }

    @Test func `sets and removes members`() {
        var value: JSON = ["a": 1, "b": 2]
        value["a"] = "one"
        value["c"] = [3]
        value["b"] = nil
        value["x"] = nil
        #expect(value.description == #"{"a":"one","c":[3]}"#)
        value["c"] = .null
        #expect(value.description == #"{"a":"one","c":null}"#)
        var scalar: JSON = 1
        scalar["x"] = nil
        #expect(scalar == 1)
        scalar["x"] = 1
        #expect(scalar == ["x": 1])
    }

    @Test func `is equal by meaning`() {
        #expect((["a": 1, "b": [2.0]] as JSON) == ["b": [2], "a": 1.0])
        #expect(JSON("é") != JSON("e\u{301}"))
        #expect(JSON.array([1, 2]) != [2, 1])
        #expect(JSON.null != false)
    }
}
