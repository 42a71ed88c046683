import JSON
import Testing

@testable import Commands

@Suite struct CallRequestTests {
    private func request(_ method: String, _ words: String..., base: JSON? = nil) throws -> CallRequest {
        try CallRequest(method, words, base: base) { _ in [] }
    }

    @Test(
        arguments: [
            ("tools/call", ["echo", "text=hi"], #"{"name":"echo","arguments":{"text":"hi"}}"#),
            ("tools/call", ["echo"], #"{"name":"echo","arguments":{}}"#),
            ("prompts/get", ["p", "a=b"], #"{"name":"p","arguments":{"a":"b"}}"#),
            ("resources/read", ["file:///a?b=c"], #"{"uri":"file:///a?b=c"}"#),
            ("logging/setLevel", ["debug"], #"{"level":"debug"}"#), ("tasks/get", ["t-1"], #"{"taskId":"t-1"}"#),
            (
                "completion/complete", ["p", "a=b"],
                #"{"ref":{"type":"ref/prompt","name":"p"},"argument":{"name":"a","value":"b"}}"#
            ),
            (
                "completion/complete", ["x://{a}", "a=", "b=c"],
                #"{"ref":{"type":"ref/resource","uri":"x://{a}"},"argument":{"name":"a","value":""},"#
                    + #""context":{"arguments":{"b":"c"}}}"#
            ), ("tools/list", [], "{}"), ("tools/list", ["cursor="], #"{"cursor":""}"#),
            ("vendor/thing", ["a:=1"], #"{"a":1}"#),
        ] as [(String, [String], String)]
    )
    func `makes parameters of friendly words`(method: String, words: [String], params: String) throws {
        let request = try CallRequest(method, words) { _ in [] }
        #expect(request.params.description == params)
        #expect(request.method == method)
    }

    @Test func `starts from parameters that are given as JSON`() throws {
        let meta: JSON = ["_meta": ["a": 1]]
        #expect(
            try request("tools/call", "echo", "x=y", base: meta).params.description
                == #"{"_meta":{"a":1},"name":"echo","arguments":{"x":"y"}}"#
        )
        let whole: JSON = ["name": "echo", "arguments": ["z": 1]]
        #expect(try request("tools/call", base: whole).params == whole)
        #expect(try request("tools/call", "other", base: whole).params == ["arguments": ["z": 1], "name": "other"])
        #expect(try request("resources/read", base: ["uri": "a:b"]).params == ["uri": "a:b"])
        #expect(try request("vendor/x", "b=2", base: ["a": 1]).params == ["a": 1, "b": "2"])
    }

    @Test func `knows what each answer is`() throws {
        #expect(try request("tools/list").answer == .list("tools"))
        #expect(try request("resources/templates/list").answer == .list("resourceTemplates"))
        #expect(try request("discover").method == "server/discover")
        #expect(try request("discover").answer == .description)
        #expect(try request("ping").answer == .time)
        #expect(try request("vendor/thing").answer == .other)
    }

    @Test(arguments: ["tools/call", "prompts/get", "resources/read", "completion/complete", "tasks/get"])
    func `says what a method needs`(method: String) {
        let problem = #expect(throws: ArgumentWords.Problem.self) { try request(method) }
        #expect(problem?.description.hasPrefix("the method: expected the ") == true)
        #expect(throws: ArgumentWords.Problem.self) { try request("completion/complete", "p") }
    }
}
