import JSON
import JSONRPC
import MCP
import Testing

/// What is told to a peer of a revision has the shape that the revision gives it, and nothing of other revisions.
@Suite struct RestrictionShapesTests {
    private static let icons = [Icon(source: "https://a.example/i.png", mimeType: "image/png", sizes: ["any"])]
    private static let annotations = Annotations(audience: [.user], priority: 0.5, lastModified: "2026-01-01T00:00:00Z")
    private static let resource = Resource(
        uri: "a:b",
        name: "n",
        title: "t",
        description: "d",
        mimeType: "text/plain",
        size: 3,
        annotations: annotations,
        icons: icons
    ).with(meta: ["a/b": 1])
    private static let blocks: [ContentBlock] = [
        .text("t", annotations: annotations).with(meta: ["a/b": 1]), .image(base64: "AAAA", mimeType: "image/png"),
        .audio(base64: "AAAA", mimeType: "audio/wav", annotations: annotations), .link(to: resource),
        .resource(ResourceContents(uri: "a:b", text: "t").with(meta: ["a/b": 1])),
    ]

    private static func clientCapabilities() -> ClientCapabilities {
        var all = ClientCapabilities()
        (all.roots, all.rootsListChanged, all.samplingTools, all.samplingContext) = (true, true, true, true)
        (all.elicitationForms, all.elicitationURLs) = (true, true)
        (all.tasks, all.tasksList, all.samplingTasks, all.elicitationTasks) = (true, true, true, true)
        all.add(extension: TaskRecord.extensionID)
        return all
    }

    private static func serverCapabilities() -> ServerCapabilities {
        var all = ServerCapabilities()
        (all.toolsListChanged, all.resourcesSubscribe, all.promptsListChanged) = (true, true, true)
        (all.completions, all.logging, all.tasks, all.toolTasks) = (true, true, true, true)
        all.add(extension: TaskRecord.extensionID)
        return all
    }

    private static func sampling() -> SamplingRequest {
        SamplingRequest(
            messages: [
                SamplingMessage(.user, [.text("a"), .audio(base64: "AAAA", mimeType: "audio/wav")]),
                SamplingMessage(.assistant, [.toolUse(id: "1", name: "t", input: [:])]).with(meta: ["a/b": 1]),
                SamplingMessage(.user, [.toolResult(id: "1", content: [.text("x")], isError: true)]),
            ],
            maximumTokens: 5,
            tools: [tool],
            toolChoice: "auto"
        )
    }

    private static let tool = Tool(
        name: "t",
        title: "T",
        description: "d",
        outputSchema: ["type": "object"],
        annotations: ToolAnnotations(title: "T", readOnly: true),
        icons: icons,
        taskSupport: .optional
    ).with(meta: ["a/b": 1])

    /// Rich values, and the names that their shapes have in all revisions that have them.
    private static func values() -> [(shape: String, value: any RestrictableModel)] {
        [
            ("Tool", tool), ("Resource", resource),
            (
                "ResourceTemplate",
                ResourceTemplate(
                    uriTemplate: "a:{b}",
                    name: "n",
                    title: "t",
                    annotations: annotations,
                    icons: icons
                )
            ),
            (
                "Prompt",
                Prompt(name: "p", title: "t", arguments: [PromptArgument(name: "a", title: "t")], icons: icons)
            ),
            ("GetPromptResult", PromptResult(messages: blocks.map { PromptMessage(.user, $0) })),
            ("CallToolResult", ToolResult(content: blocks, structuredContent: ["a": 1])),
            ("CallToolResult", ToolResult(content: [], structuredContent: [1])),
            ("Implementation", implementation()), ("Root", Root(uri: "file:///a", name: "n").with(meta: ["a/b": 1])),
            ("ClientCapabilities", clientCapabilities()), ("ServerCapabilities", serverCapabilities()),
            ("CreateMessageRequestParams", sampling()),
            ("CreateMessageResult", SamplingResult(.audio(base64: "AAAA", mimeType: "audio/wav"), model: "m")),
            ("CreateMessageResult", SamplingResult(.toolUse(id: "1", name: "t", input: [:]), model: "m")),
            ("ElicitRequestParams", ElicitationRequest(message: "m", schema: ["type": "object", "properties": [:]])),
            ("ProgressNotificationParams", ProgressNotification(token: "t", progress: 1, total: 2, message: "m")),
        ]
    }

    private static func implementation() -> Implementation {
        var implementation = Implementation(name: "n", version: "1", title: "t")
        (implementation.details, implementation.websiteURL, implementation.icons) = ("d", "https://a.example", icons)
        return implementation
    }

    @Test(arguments: Revision.all) func `restricted values have the shapes of their revision`(revision: Revision) throws
    {
        var options = ShapeOptions()
        options.findsForeignMembers = true
        let known = Set(MessageShapes.names(in: revision))
        var judged = 0
        for (shape, value) in Self.values() where known.contains(shape) {
            var json = value.json(for: revision)
            if revision.era == .modern, shape.hasSuffix("Result"), shape != "CreateMessageResult" {
                json["resultType"] = "complete"
            }
            let document = try JSONDocument(parsing: json.encoded())
            let findings = MessageShapes.findings(of: document.root, as: shape, revision: revision, options: options)
            #expect(findings.isEmpty, "\(shape) \(json)")
            judged += 1
        }
        #expect(judged >= 14, "\(known.sorted())")
    }
}
