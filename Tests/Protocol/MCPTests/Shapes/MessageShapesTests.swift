import JSON
import JSONRPC
import MCP
import TestKit
import Testing

@Suite struct MessageShapesTests {
    private func findings(
        _ text: String,
        _ revision: Revision = .july2026,
        from sender: Side = .server,
        answering method: String? = nil,
        options: ShapeOptions = .init()
    ) throws -> [String] {
        let message = try Message(JSONDocument(parsing: text).root, reading: .tolerant)
        return MessageShapes.findings(
            in: message,
            revision: revision,
            sender: sender,
            answering: method,
            options: options
        ).map(\.description)
    }

    @Test func `content is judged as the kind it says it is`() throws {
        let image = #"{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"image","data":"AA==","text":"x"}]}}"#
        #expect(
            try findings(image, .june2025, answering: "tools/call") == [
                "expected a string, saw nothing at /result/content/0/mimeType (ImageContent)"
            ]
        )
        let video = #"{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"video"},{}, 7]}}"#
        #expect(
            try findings(video, .november2024, answering: "tools/call") == [
                #"expected "text", "image" or "resource", saw "video" at /result/content/0/type (CallToolResult)"#,
                #"expected "text", "image" or "resource", saw nothing at /result/content/1/type (CallToolResult)"#,
                "expected an object (TextContent), an object (ImageContent) or an object (EmbeddedResource), saw 7 at "
                    + "/result/content/2 (CallToolResult)",
            ]
        )
    }

    @Test func `audio came in the second revision and links in the third`() throws {
        let audio =
            #"{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"audio","data":"","mimeType":"audio/wav"}]}}"#
        let link = #"{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"resource_link","uri":"a:b","name":"n"}]}}"#
        let taken = Revision.legacy.map { revision in
            [audio, link].map { (try? findings($0, revision, answering: "tools/call"))?.isEmpty ?? false }
        }
        #expect(taken == [[false, false], [true, false], [true, true], [true, true]])
    }

    @Test func `modern requests need their metadata`() throws {
        let bare = #"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#
        #expect(
            try findings(bare, from: .client) == [
                "expected an object (PaginatedRequestParams), saw nothing at /params (JSONRPCRequest)"
            ]
        )
        #expect(try findings(bare, .june2025, from: .client) == [])
        let half = #"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"progressToken":1.5}}}"#
        #expect(
            try findings(half, from: .client).map { $0.split(separator: " at ").last.map(String.init) } == [
                "/params/_meta/progressToken (RequestMetaObject)",
                "/params/_meta/io.modelcontextprotocol~1protocolVersion (RequestMetaObject)",
                "/params/_meta/io.modelcontextprotocol~1clientCapabilities (RequestMetaObject)",
            ]
        )
        #expect(
            try findings(half, .november2024, from: .client) == [
                "expected a string or an integer, saw 1.5 at /params/_meta/progressToken (RequestMetaObject)"
            ]
        )
    }

    @Test func `a modern result is read by its type`() throws {
        func result(_ members: String) -> String { #"{"jsonrpc":"2.0","id":1,"result":{\#(members)}}"# }
        let asked = result(#""resultType":"input_required","requestState":"s""#)
        #expect(try findings(asked, answering: "tools/call") == [])
        #expect(
            try findings(asked, answering: "tools/list") == [
                #"expected "complete" in answer to tools/list, saw "input_required" at /result/resultType "#
                    + "(JSONRPCResultResponse)"
            ]
        )
        #expect(try findings(result(#""resultType":"acme/later","x":1"#), answering: "tools/call") == [])
        #expect(try findings(result(#""content":[]"#), answering: "tools/call").count == 1)
        let task = #""resultType":"task","taskId":"t","status":"working","createdAt":"2026-08-01T10:00:00Z","#
        let made = result(task + #""lastUpdatedAt":"2026-08-01T10:00:00Z","ttlMs":null"#)
        #expect(try findings(made, answering: "tools/call") == [])
        #expect(try findings(made, answering: "resources/read").count == 1)
        #expect(
            try findings(result(task + #""lastUpdatedAt":"yesterday","ttlMs":-1"#), answering: "tools/call") == [
                #"expected a date and time, saw "yesterday" at /result/lastUpdatedAt (CreateTaskResult)"#,
                "expected an integer from 0 on or null, saw -1 at /result/ttlMs (CreateTaskResult)",
            ]
        )
    }

    @Test func `whether a session wants a task is known by who asked`() throws {
        let plain = try Message(JSONDocument(parsing: #"{"jsonrpc":"2.0","id":1,"result":{"content":[]}}"#).root)
        func pointers(_ method: String, _ asTask: Bool?) -> [JSONPointer] {
            MessageShapes.findings(
                in: plain,
                revision: .november2025,
                sender: .server,
                answering: method,
                asTask: asTask
            ).map(\.pointer)
        }
        #expect(pointers("tools/call", nil) == [] && pointers("tools/call", false) == [])
        #expect(pointers("tools/call", true) == [["result", "task"]])
        #expect(pointers("tools/list", true) == [["result", "tools"]])
    }

    @Test func `a task brings what its status promises`() throws {
        let start = #"{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","taskId":"t","createdAt":"#
        let task = start + #""2026-08-01T10:00:00Z","lastUpdatedAt":"2026-08-01T10:00:00Z","ttlMs":1,"status":"#
        let found = try ["\"working\"", "\"failed\"", "\"completed\"", "\"input_required\"", "\"odd\""].map {
            try findings(task + $0 + "}}", answering: "tasks/get").map {
                $0.split(separator: " at ").last.map(String.init) ?? ""
            }
        }
        #expect(
            found == [
                [], ["/result/error (FailedTask)"], ["/result/result (CompletedTask)"],
                ["/result/inputRequests (InputRequiredTask)"], ["/result/status (GetTaskResult)"],
            ]
        )
    }

    @Test func `errors with data of their own are held to it`() throws {
        let version = #"{"jsonrpc":"2.0","id":1,"error":{"code":-32022,"message":"m","data":{"supported":"x"}}}"#
        #expect(
            try findings(version) == [
                "expected an array, saw \"x\" at /error/data/supported (UnsupportedProtocolVersionError.error.data)",
                "expected a string, saw nothing at /error/data/requested (UnsupportedProtocolVersionError.error.data)",
            ]
        )
        #expect(try findings(version, .june2025) == [])
        #expect(try findings(#"{"jsonrpc":"2.0","id":null,"error":{"code":0.5,"message":7}}"#).count == 3)
        #expect(try findings(#"{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":""}}"#, .june2025) == [])
    }

    @Test func `duplicates and members of other revisions are found when asked for`() throws {
        let text =
            #"{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"a","inputSchema":{"type":"object","x":1,"x":2}}],"#
            + #""ttlMs":5}}"#
        #expect(try findings(text, .june2025, answering: "tools/list") == [])
        var options = ShapeOptions()
        options.findsDuplicates = true
        options.findsForeignMembers = true
        #expect(
            try findings(text, .june2025, answering: "tools/list", options: options) == [
                "expected no member ttlMs (since 2026-07-28), saw 5 at /result/ttlMs (ListToolsResult)",
                "expected one member x, saw another at /result/tools/0/inputSchema/x (message)",
            ]
        )
    }

    @Test func `a message inside of a batch is seen from itself`() throws {
        let batch = try JSONDocument(parsing: #"[0,{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":3}}]"#)
            .root
        let message = try Message(try #require(batch[1]))
        let found = MessageShapes.findings(in: message, revision: .march2025, sender: .client)
        #expect(found.map(\.pointer) == [["params", "_meta"]])
    }

    @Test func `shapes are asked for by name`() throws {
        let value = try JSONDocument(parsing: #"{"name":1,"inputSchema":null}"#).root
        #expect(
            MessageShapes.findings(of: value, as: "Tool", revision: .november2025).map(\.description) == [
                "expected a string, saw 1 at /name (Tool)",
                "expected an object, saw null at /inputSchema (Tool.inputSchema)",
            ]
        )
        #expect(MessageShapes.findings(of: value, as: "Icon", revision: .june2025).map(\.kind) == [.unknownShape])
        #expect(MessageShapes.names(in: .june2025).contains("ResourceLink"))
    }

    @Test func `every finding of a damaged message points into it`() throws {
        var random = SeededRandom(seed: 7)
        for revision in Revision.all {
            for method in MethodTable.methods(in: revision) {
                var params = ShapeSample(of: method.params, in: revision, isFull: true).json
                for _ in 0..<6 {
                    params = JSONMutation.mutate(params, using: &random)
                    let value = try JSONDocument(parsing: params.encoded()).root
                    for finding in MessageShapes.findings(of: value, as: method.params, revision: revision) {
                        let place = finding.kind == .missing ? finding.pointer.parent ?? .root : finding.pointer
                        #expect(value[place] != nil, "seed 7: \(finding) in \(params)")
                    }
                }
            }
        }
    }
}
