import JSON
import Testing

@testable import Commands

@Suite struct ResultTextTests {
    private func text(_ json: String, _ answer: CallRequest.Answer, terminal: Bool = false) throws -> String {
        ResultText(columns: 60, isTerminal: terminal).text(of: try JSON(parsing: Array(json.utf8)), answer)
    }

    @Test func `lists tools with their arguments`() throws {
        let result = """
            {"tools":[{"name":"add","title":"Adds","description":"Adds two numbers, and says what their sum is, in digits.",
            "inputSchema":{"type":"object","required":["a"],"properties":{"a":{"type":"integer","description":"the first"},
            "how":{"enum":["fast","slow"]},"timezone_name":{"type":"string","description":"where"},"all":{"type":"array","items":{"type":"string"}}}}},{"name":"bare"}]}
            """
        #expect(
            try text(result, .list("tools")) == """
                add — Adds
                    Adds two numbers, and says what their sum is, in digits.
                    a: integer, required        the first
                    how: fast|slow
                    timezone_name: string       where
                    all: array of string
                bare

                """
        )
    }

    @Test func `lists resources, templates and prompts`() throws {
        #expect(
            try text(#"{"resources":[{"uri":"a:b","name":"n","mimeType":"text/plain","size":7}]}"#, .list("resources"))
                == "a:b — n, text/plain, 7 bytes\n"
        )
        #expect(
            try text(#"{"resourceTemplates":[{"uriTemplate":"a:{b}","name":"n"}]}"#, .list("resourceTemplates"))
                == "a:{b} — n\n"
        )
        #expect(
            try text(
                #"{"prompts":[{"name":"p","arguments":[{"name":"x","required":true},{"name":"y"}]}]}"#,
                .list("prompts")
            ) == "p\n    x: text, required\n    y: text\n"
        )
        #expect(try text(#"{"tasks":[{"taskId":"t","status":"working"}]}"#, .list("tasks")) == "t — working\n")
    }

    @Test func `shows content of tools`() throws {
        let result = """
            {"content":[{"type":"text","text":"one\\ntwo"},{"type":"image","mimeType":"image/png","data":"AAAA"},
            {"type":"resource_link","uri":"a:b","name":"n"},{"type":"resource","resource":{"uri":"a:c","text":"inside"}},
            {"type":"new","x":1}]}
            """
        #expect(
            try text(result, .toolResult) == """
                one
                two
                [image image/png, 3 bytes; --json shows them]
                [resource a:b: n]
                inside
                {"type":"new","x":1}

                """
        )
        let repeated = #"{"content":[{"type":"text","text":"{\"a\": 1}"}],"structuredContent":{"a":1}}"#
        #expect(try text(repeated, .toolResult) == "{\"a\":1}\n")
        let other = #"{"content":[{"type":"text","text":"told"}],"structuredContent":{"a":1}}"#
        #expect(try text(other, .toolResult) == "told\n{\"a\":1}\n")
        #expect(try text(#"{"content":[],"resultType":"task"}"#, .toolResult).contains("task"))
    }

    @Test func `shows resources, prompts, completions and servers`() throws {
        #expect(try text(#"{"contents":[{"uri":"a:b","blob":"AAA="}]}"#, .resource).contains("of no type, 2 bytes"))
        #expect(
            try text(#"{"messages":[{"role":"user","content":{"type":"text","text":"hi"}}]}"#, .prompt) == "user:\nhi\n"
        )
        #expect(
            try text(#"{"completion":{"values":["a","b"],"hasMore":true,"total":9}}"#, .completion)
                == "a\nb\n(the first 2 of 9; there are more)\n"
        )
        let server = """
            {"protocolVersion":"2025-11-25","serverInfo":{"name":"s","version":"1"},"instructions":"Be kind.",
            "capabilities":{"tools":{"listChanged":true,"x":false},"logging":{}}}
            """
        #expect(
            try text(server, .description)
                == "s 1\nrevision: 2025-11-25\ncapabilities: tools (listChanged), logging\ninstructions:\n    Be kind.\n"
        )
    }

    @Test func `lets no stranger steer a terminal, and changes nothing for programs`() throws {
        let result = #"{"content":[{"type":"text","text":"\u001b[2Jgone"}]}"#
        #expect(try text(result, .toolResult, terminal: true) == "\\u{1B}[2Jgone\n")
        #expect(try text(result, .toolResult) == "\u{1B}[2Jgone\n")
    }
}
