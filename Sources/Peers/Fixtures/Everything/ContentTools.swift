internal import JSON
internal import MCP
internal import MCPServer

/// Tools that show each kind of content, and each kind of schema.
enum ContentTools {
    static func add(to server: MCPServer) throws {
        try addSingle(to: server)
        try addMixed(to: server)
        try addStructured(to: server)
        try server.add(
            Tool(name: "test_error_handling", description: "Always fails", inputSchema: ["type": "object"])
        ) { _ in .failure("This tool intentionally returns an error for testing") }
    }

    private static func addSingle(to server: MCPServer) throws {
        let none: JSON = ["type": "object"]
        try server.add(
            Tool(name: "test_simple_text", description: "Returns a text", inputSchema: none)
        ) { _ in ToolResult(text: "This is a simple text response for testing.") }
        try server.add(
            Tool(name: "test_image_content", description: "Returns a picture", inputSchema: none)
        ) { _ in ToolResult(content: [.image(base64: SampleMedia.picture, mimeType: "image/png")]) }
        try server.add(
            Tool(name: "test_audio_content", description: "Returns a sound", inputSchema: none),
            in: .since(.march2025)
        ) { _ in ToolResult(content: [.audio(base64: SampleMedia.sound, mimeType: "audio/wav")]) }
    }

    private static func addMixed(to server: MCPServer) throws {
        let none: JSON = ["type": "object"]
        try server.add(
            Tool(name: "test_embedded_resource", description: "Returns a resource within", inputSchema: none)
        ) { _ in
            ToolResult(
                content: [
                    .resource(
                        ResourceContents(
                            uri: "test://embedded-resource",
                            mimeType: "text/plain",
                            text: "This is an embedded resource content."
                        )
                    )
                ]
            )
        }
        try server.add(
            Tool(name: "test_multiple_content_types", description: "Returns several kinds at once", inputSchema: none)
        ) { _ in
            ToolResult(
                content: [
                    .text("Multiple content types test:"),
                    .image(base64: SampleMedia.picture, mimeType: "image/png"),
                    .resource(
                        ResourceContents(
                            uri: "test://mixed-content-resource",
                            mimeType: "application/json",
                            text: #"{"test":"data","value":123}"#
                        )
                    ),
                ]
            )
        }
        try server.add(
            Tool(name: "test_resource_link", description: "Returns a link to a resource", inputSchema: none)
        ) { call in
            let text = ContentBlock.text("See the resource test://static-text.")
            guard call.revision >= .june2025 else { return ToolResult(content: [text]) }
            return ToolResult(content: [text, .link(to: EverythingResources.staticText)])
        }
    }

    private static func addStructured(to server: MCPServer) throws {
        try server.add(
            Tool(
                name: "json_schema_2020_12_tool",
                description: "Tool with JSON Schema 2020-12 features",
                inputSchema: dialectSchema
            ),
            in: .since(.november2025)
        ) { call in ToolResult(text: "JSON Schema 2020-12 tool called with: \(call.arguments.value.rawText)") }
        try server.add(
            Tool(
                name: "test_structured_content",
                description: "Adds two integers, and says so in text and structure",
                inputSchema: Schemas.object([
                    ("a", Schemas.integer("the first", in: -1_000_000...1_000_000)),
                    ("b", Schemas.integer("the second", in: -1_000_000...1_000_000)),
                ]),
                outputSchema: Schemas.object([("sum", ["type": "integer"])]),
                annotations: ToolAnnotations(readOnly: true, idempotent: true, openWorld: false)
            )
        ) { call in .structured(["sum": JSON((call.integer("a") ?? 0) + (call.integer("b") ?? 0))]) }
        try server.add(
            Tool(
                name: "test_x_mcp_header",
                description: "Says which region its argument names, which a header field repeats",
                inputSchema: Schemas.object([
                    ("region", ["type": "string", "x-mcp-header": "Region", "description": "a region"])
                ])
            ),
            in: Revision.modern
        ) { call in ToolResult(text: "Region: \(call.string("region") ?? "")") }
    }

    /// Uses what the dialect of 2020 has and older ones have not, so that it shows when something is lost.
    private static let dialectSchema: JSON = [
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "$defs": [
            "address": [
                "$anchor": "addressDef", "type": "object",
                "properties": ["street": ["type": "string"], "city": ["type": "string"]],
            ]
        ],
        "properties": [
            "name": ["type": "string"], "address": ["$ref": "#/$defs/address"],
            "contactMethod": ["type": "string", "enum": ["phone", "email"]], "phone": ["type": "string"],
            "email": ["type": "string"],
        ],
        "allOf": [["anyOf": [["required": ["phone"]], ["required": ["email"]]]]],
        "if": ["properties": ["contactMethod": ["const": "phone"]], "required": ["contactMethod"]],
        "then": ["required": ["phone"]],
        "else": ["required": ["email"]],
        "additionalProperties": false,
    ]
}
