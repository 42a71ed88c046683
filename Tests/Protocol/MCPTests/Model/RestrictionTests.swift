import JSON
import MCP
import Testing

@Suite struct RestrictionTests {
    private func keys(_ json: JSON) -> [String] { (json.object ?? []).map(\.key) }

    @Test func `a tool loses what a revision does not know, and nothing else`() {
        var tool = Tool(
            name: "t",
            title: "T",
            description: "d",
            outputSchema: ["type": "object"],
            annotations: ToolAnnotations(readOnly: true),
            icons: [Icon(source: "data:,")],
            taskSupport: .optional
        )
        tool.meta = ["a/b": 1]
        tool["vendor"] = 1
        let always = ["name", "description", "inputSchema"]
        #expect(keys(tool.json(for: .november2024)) == always + ["vendor"])
        #expect(keys(tool.json(for: .march2025)) == always + ["annotations", "vendor"])
        let june = ["name", "title", "description", "inputSchema", "outputSchema", "annotations", "_meta", "vendor"]
        #expect(keys(tool.json(for: .june2025)) == june)
        #expect(tool.json(for: .november2025) == tool.json)
        #expect(tool.json(for: .july2026)["icons"] != nil && tool.json(for: .july2026)["execution"] == nil)
    }

    @Test func `output schemas that are no objects are modern`() {
        let tool = Tool(name: "t", outputSchema: ["type": "array"])
        #expect(tool.json(for: .november2025)["outputSchema"] == nil)
        #expect(tool.json(for: .july2026)["outputSchema"] != nil)
    }

    @Test func `content becomes the nearest that a revision knows`() {
        let link = Resource(uri: "a:b", name: "n", description: "d", icons: [Icon(source: "data:,")])
        let result = ToolResult(content: [.audio(base64: "AAAA", mimeType: "audio/wav"), .link(to: link)])
        let first = ToolResult(json: result.json(for: .november2024))
        #expect(first.content[0].resource?.base64 == "AAAA" && first.content[0].resource?.mimeType == "audio/wav")
        #expect(first.content[1] == .text("n <a:b> - d"))
        let second = ToolResult(json: result.json(for: .march2025))
        #expect(second.content[0] == result.content[0] && second.content[1].kind == .text)
        #expect(result.restricted(to: .june2025).content[1]["icons"] == nil)
        #expect(result.json(for: .november2025) == result.json)
        let unknown = ContentBlock(json: ["type": "hologram", "x": 1])
        #expect(unknown.json(for: .november2024) == unknown.json)
    }

    @Test func `structured content is not lost without a text`() {
        let list = ToolResult(content: [], structuredContent: [1, 2])
        #expect(list.json(for: .november2025) == ["content": [["type": "text", "text": "[1,2]"]]])
        let object = ToolResult.structured(["a": 1])
        #expect(object.json(for: .november2024) == ["content": [["type": "text", "text": #"{"a":1}"#]]])
        #expect(object.json(for: .june2025) == object.json)
    }

    @Test func `conversations are told in blocks of one`() {
        let request = SamplingRequest(
            messages: [
                SamplingMessage(.user, [.text("a"), .toolUse(id: "1", name: "t", input: [:])]),
                SamplingMessage(.assistant, .audio(base64: "AA==", mimeType: "audio/wav")),
            ],
            maximumTokens: 5,
            tools: [Tool(name: "t")],
            toolChoice: "auto"
        )
        let june = request.restricted(to: .june2025)
        #expect(june.messages.map(\.role) == [.user, .user, .assistant] && june.tools == nil)
        #expect(june.messages[1].content[0].kind == .text && june.messages[2].content[0].kind == .audio)
        #expect(request.restricted(to: .november2024).messages[2].content[0].kind == .text)
        #expect(request.json(for: .november2025) == request.json)
    }

    @Test func `capabilities keep to their revision`() {
        var client = ClientCapabilities()
        client.roots = true
        client.rootsListChanged = true
        client.elicitationForms = true
        client.elicitationURLs = true
        client.tasks = true
        client.add(extension: TaskRecord.extensionID)
        #expect(client.json(for: .march2025) == ["roots": ["listChanged": true]])
        #expect(client.json(for: .june2025) == ["roots": ["listChanged": true], "elicitation": [:]])
        #expect(keys(client.json(for: .november2025)) == ["roots", "elicitation", "tasks"])
        #expect(client.restricted(to: .july2026).roots && !client.restricted(to: .july2026).rootsListChanged)
        var pages = ClientCapabilities()
        pages.elicitationURLs = true
        #expect(pages.json(for: .june2025) == [:] && !pages.elicitationForms)
        var server = ServerCapabilities()
        server.completions = true
        server.toolTasks = true
        #expect(server.json(for: .november2024) == [:])
        #expect(server.json(for: .july2026) == ["completions": [:]])
    }

    @Test func `flags are set and taken away`() {
        var server = ServerCapabilities()
        server.toolsListChanged = true
        #expect(server.json == ["tools": ["listChanged": true]])
        server.toolsListChanged = false
        #expect(server.json == ["tools": [:]] && server.tools)
        server.resources = false
        server.tasksCancel = false
        #expect(server.json == ["tools": [:]])
        server.tools = false
        #expect(server.json == [:])
    }

    @Test func `missing capabilities are told as error -32021 wants them`() {
        var offered = ClientCapabilities()
        offered.elicitation = true
        offered.sampling = true
        var required = ClientCapabilities()
        required.elicitationForms = true
        #expect(offered.missing(of: required) == nil)
        required.elicitationURLs = true
        required.samplingTools = true
        required.roots = true
        #expect(
            offered.missing(of: required)?.json == [
                "elicitation": ["url": [:]], "sampling": ["tools": [:]], "roots": [:],
            ]
        )
    }

    @Test func `a legacy result says nothing of modern ones`() {
        let result: JSON = [
            "resultType": "complete", "tools": [], "ttlMs": 1, "cacheScope": "public",
            "_meta": [MetadataKey.serverInfo: [:], "a/b": 1],
        ]
        #expect(result.asLegacyResult() == ["tools": [], "_meta": ["a/b": 1]])
        #expect(JSON.object(of: [("_meta", [MetadataKey.serverInfo: [:]])]).asLegacyResult() == [:])
        #expect((["_meta": [:]] as JSON).asLegacyResult() == ["_meta": [:]])
    }

    @Test func `tasks change their form`() {
        var task = TaskRecord(
            .extension,
            id: "t",
            status: .completed,
            createdAt: "2026-08-01T10:00:00Z",
            lastUpdatedAt: "2026-08-01T10:00:00Z",
            lifetime: nil,
            pollInterval: 5
        )
        task.result = ["content": []]
        let core = task.converted(to: .core)
        #expect(core["ttl"] == .some(.null) && core["pollInterval"] == 5 && core.result == nil)
        #expect(core.form == .core && task.form == .extension && core.converted(to: .extension).pollInterval == 5)
    }

    @Test func `input requests say what they need`() {
        var requests = InputRequests()
        requests.add("who", .elicitation(ElicitationRequest(message: "Who?", schema: ["type": "object"])))
        requests.add("page", .elicitation(ElicitationRequest(message: "Go", url: "https://a")))
        requests.add("where", .roots)
        #expect(requests.all.map(\.key) == ["who", "page", "where"])
        #expect(requests.request("page")?.requiredCapabilities.json == ["elicitation": ["url": [:]]])
        #expect(InputRequiredResult(requests, requestState: "s").json["resultType"] == "input_required")
        #expect(CacheHint(result: ["ttlMs": -4, "cacheScope": "any"]) == .none)
    }
}
