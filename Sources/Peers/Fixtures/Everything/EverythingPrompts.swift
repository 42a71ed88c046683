internal import JSON
internal import JSONRPC
internal import MCP
internal import MCPServer
internal import Text

/// The prompts of the set.
enum EverythingPrompts {
    static func add(to server: MCPServer) throws {
        try server.add(
            Prompt(name: "test_simple_prompt", description: "A simple prompt without arguments")
        ) { _ in PromptResult(messages: [PromptMessage(.user, .text("This is a simple prompt for testing."))]) }
        try addWithArguments(to: server)
        try addWithContent(to: server)
        try server.add(
            Prompt(
                name: "test_input_required_result_prompt",
                description: "A prompt that asks for more before it is filled in"
            ),
            in: Revision.modern
        ) { _, context in
            let question = ElicitationRequest(
                message: "What should the prompt be about?",
                schema: Schemas.object([("context", Schemas.text("What it is about"))])
            )
            let answer = try await context.elicit(question, key: "user_context")
            let subject = answer.content?["context"]?.string ?? "nothing in particular"
            return PromptResult(messages: [PromptMessage(.user, .text("Please write about \(subject)."))])
        }
    }

    private static func addWithArguments(to server: MCPServer) throws {
        let name = "test_prompt_with_arguments"
        let prompt = Prompt(
            name: name,
            description: "A prompt with required arguments",
            arguments: [
                PromptArgument(name: "arg1", description: "First test argument", required: true),
                PromptArgument(name: "arg2", description: "Second test argument", required: true),
            ]
        )
        try server.add(prompt) { call in
            let text = "Prompt with arguments: arg1='\(call["arg1"] ?? "")', arg2='\(call["arg2"] ?? "")'"
            return PromptResult(messages: [PromptMessage(.user, .text(text))])
        }
        for argument in ["arg1", "arg2"] {
            server.complete(.prompt(name), argument: argument) { value, _ in
                Completion(["paris", "park", "party"].filter { $0.hasPrefix(value) })
            }
        }
    }

    private static func addWithContent(to server: MCPServer) throws {
        try server.add(
            Prompt(
                name: "test_prompt_with_embedded_resource",
                description: "A prompt that holds a resource",
                arguments: [PromptArgument(name: "resourceUri", description: "URI of the resource", required: true)]
            )
        ) { call in
            let uri = call["resourceUri"] ?? ""
            guard (try? URI(uri))?.scheme != nil else {
                throw ErrorObject(ErrorObject.invalidParamsCode, "expected a URI as resourceUri, saw \(uri.prefix(80))")
            }
            let contents = ResourceContents(
                uri: uri,
                mimeType: "text/plain",
                text: "Embedded resource content for testing."
            )
            return PromptResult(
                messages: [
                    PromptMessage(.user, .resource(contents)),
                    PromptMessage(.user, .text("Please process the embedded resource above.")),
                ]
            )
        }
        try server.add(
            Prompt(name: "test_prompt_with_image", description: "A prompt that holds a picture")
        ) { _ in
            PromptResult(
                messages: [
                    PromptMessage(.user, .image(base64: SampleMedia.picture, mimeType: "image/png")),
                    PromptMessage(.user, .text("Please analyze the image above.")),
                ]
            )
        }
    }
}
