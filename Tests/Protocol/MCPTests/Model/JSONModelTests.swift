import JSON
import MCP
import Testing

@Suite struct JSONModelTests {
    @Test func `what nobody here knows passes through`() throws {
        let text = #"{"name":"t","inputSchema":{"type":"object"},"x":9007199254740993.0,"_meta":{"a/b":1}}"#
        var tool = Tool(json: try JSON(parsing: Array(text.utf8)))
        #expect(String(decoding: tool.json.encoded(), as: UTF8.self) == text)
        tool["title"] = "T"
        #expect(tool.title == "T" && tool["x"]?.number?.lexeme == "9007199254740993.0" && tool.meta?["a/b"] == 1)
    }

    @Test func `members that are not given are not there`() {
        let block = ContentBlock.text("hi")
        #expect(block.json == ["type": "text", "text": "hi"])
        #expect(ToolResult(text: "no", isError: true).isError)
        #expect(Tool(name: "x").taskSupport == .forbidden && Tool(name: "x").json["execution"] == nil)
    }

    @Test func `a link is a resource with a type`() {
        let link = ContentBlock.link(to: Resource(uri: "a:b", name: "n", size: 3))
        #expect(link.json == ["type": "resource_link", "uri": "a:b", "name": "n", "size": 3])
    }

    @Test func `a hundred completions go out, and the rest is counted`() {
        let result = Completion((1...150).map(String.init)).result
        let read = Completion(result: result)
        #expect(read?.values.count == 100 && read?.total == 150 && read?.hasMore == true)
    }

    @Test func `sampling content is one block or several`() {
        #expect(SamplingMessage(.user, .text("a")).content == [.text("a")])
        #expect(SamplingMessage(.user, [.text("a"), .text("b")]).content.count == 2)
    }

    @Test func `an unknown elicitation mode is not taken for a form`() {
        #expect(ElicitationRequest(json: ["message": "m"]).mode == .form)
        #expect(ElicitationRequest(json: ["message": "m", "mode": "telepathy"]).mode == nil)
    }
}
