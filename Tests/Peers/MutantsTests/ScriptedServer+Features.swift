import Bindings
import JSON
import MCP
import Reactor

extension ScriptedServer {
    static let capabilities: JSON = [
        "tools": ["listChanged": true], "resources": ["subscribe": true, "listChanged": true], "prompts": [:],
        "completions": [:], "logging": [:],
    ]

    /// What is answered at once.
    func answer(_ call: Call) -> Reply {
        switch call.method {
        case "server/discover" where call.isModern:
            call.result(
                [
                    "supportedVersions": .array(["2026-07-28"]), "capabilities": Self.capabilities,
                    "instructions": "Try everything",
                ],
                isCached: true
            )
        case "tools/list": page("tools", Self.tools, of: call)
        case "resources/list": page("resources", Self.resources, of: call)
        case "prompts/list": page("prompts", Self.prompts, of: call)
        case "resources/templates/list":
            page("resourceTemplates", [["uriTemplate": "test://template/{id}/data", "name": "template"]], of: call)
        case "resources/read": read(call)
        case "prompts/get": prompt(call)
        case "completion/complete": call.result(["completion": ["values": ["alpha", "beta"], "hasMore": false]])
        case "tasks/get" where call.isModern: task(call)
        default: call.failure(-32601, "Method not found")
        }
    }

    /// Two pages of every list of more than one item.
    private func page(_ key: String, _ items: [JSON], of call: Call) -> Reply {
        let cursor = call.params["cursor"]
        guard cursor == nil || cursor == "second" else { return call.failure(-32602, "Unknown cursor") }
        if items.count == 1 { return call.result([key: .array(items)], isCached: true) }
        let half = items.count / 2
        guard cursor == nil else { return call.result([key: .array(Array(items[half...]))], isCached: true) }
        return call.result([key: .array(Array(items[..<half])), "nextCursor": "second"], isCached: true)
    }

    private func read(_ call: Call) -> Reply {
        let uri = call.params["uri"] ?? .null
        switch uri.string {
        case "test://static-text": return call.result(["contents": [["uri": uri, "text": "Static"]]], isCached: true)
        case "test://static-binary":
            return call.result(["contents": [["uri": uri, "blob": "iVBORw=="]]], isCached: true)
        default: return call.failure(-32602, "Resource not found", ["uri": uri])
        }
    }

    private func prompt(_ call: Call) -> Reply {
        guard call.params["arguments"]?["arg1"] != nil else { return call.failure(-32602, "An argument is missing") }
        return call.result(["messages": [["role": "user", "content": ["type": "text", "text": "Prompt"]]]])
    }

    /// Works at the first poll, has ended at the later ones.
    private func task(_ call: Call) -> Reply {
        let id = call.params["taskId"]?.string ?? ""
        let polls = state.withLock { state in
            state.polls[id, default: 0] += 1
            return state.polls[id] ?? 0
        }
        var task: JSON = ["taskId": .string(id), "status": polls == 1 ? "working" : "completed"]
        if polls > 1 { task["result"] = ["content": []] }
        return call.result(task)
    }

    static let tools: [JSON] = [
        tool("test_simple_text"), tool("echo"), tool("test_error_handling"), tool("structured"), tool("ask"),
    ]
    private static let resources: [JSON] = [
        ["uri": "test://static-text", "name": "text"], ["uri": "test://static-binary", "name": "binary"],
    ]
    private static let prompts: [JSON] = [
        ["name": "test_simple_prompt"],
        ["name": "test_prompt_with_arguments", "arguments": [["name": "arg1", "required": true]]],
    ]

    private static func tool(_ name: String) -> JSON {
        ["name": .string(name), "description": "A tool", "inputSchema": ["type": "object"]]
    }
}

// MARK: Tools

extension ScriptedServer {
    func callTool(_ call: Call) -> Handling {
        let arguments = call.params["arguments"] ?? [:]
        switch call.params["name"]?.string {
        case "test_simple_text": return .finished(call.text("This is a simple text response for testing."))
        case "echo": return .finished(call.text(arguments["text"]?.string ?? ""))
        case "test_error_handling": return .finished(call.text("This tool fails", isError: true))
        case "test_image_content":
            return .finished(call.content(["type": "image", "data": "iVBORw==", "mimeType": "image/png"]))
        case "test_audio_content":
            return .finished(call.content(["type": "audio", "data": "UklGRg==", "mimeType": "audio/wav"]))
        case "structured":
            return .finished(
                call.result(["content": [["type": "text", "text": "{\"sum\":3}"]], "structuredContent": ["sum": 3]])
            )
        case "test_missing_capability":
            guard call.isModern, call.meta("clientCapabilities")?["sampling"] == nil else {
                return .finished(call.text("sampled"))
            }
            return .finished(call.failure(-32021, "Sampling is needed", ["requiredCapabilities": ["sampling": [:]]]))
        case "test_tool_with_progress": return .working { await self.progress(call) }
        case "test_tool_with_logging": return .working { await self.log(call) }
        case "slow":
            return .working {
                await call.exchange.loop.sleep(until: .after(.milliseconds(150))) ? call.text("slow") : nil
            }
        case "change":
            return .working {
                await self.announce("notifications/tools/list_changed", filter: "toolsListChanged")
                await self.announce("notifications/prompts/list_changed", filter: "promptsListChanged")
                await self.announceUpdate(of: "test://static-text")
                return call.text("changed")
            }
        case "test_input_required_result_elicitation" where call.isModern: return .finished(question(call))
        case "test_input_required_result_tampered_state" where call.isModern: return .finished(sealed(call))
        case "ask": return ask(call)
        default: return .finished(call.failure(-32602, "Unknown tool"))
        }
    }

    private func progress(_ call: Call) async -> Reply? {
        if let token = call.params["_meta"]?["progressToken"] {
            for step in [0, 50, 100] {
                let params: JSON = ["progressToken": token, "progress": JSON(step), "total": 100]
                try? await call.exchange.send(Call.notification("notifications/progress", params))
            }
        }
        return call.text("done")
    }

    private func log(_ call: Call) async -> Reply? {
        let levels = ["debug", "info", "error"]
        let wanted = call.isModern ? call.meta("logLevel")?.string : call.session?.level
        guard let wanted, let threshold = levels.firstIndex(of: wanted) else { return call.text("silent") }
        for level in levels[threshold...] {
            let params: JSON = ["level": .string(level), "logger": "test", "data": "working"]
            try? await call.exchange.send(Call.notification("notifications/message", params))
        }
        return call.text("logged")
    }

    private static let form: JSON = [
        "mode": "form", "message": "Your name?",
        "requestedSchema": ["type": "object", "properties": ["name": ["type": "string"]]],
    ]

    private func question(_ call: Call) -> Reply {
        guard call.meta("clientCapabilities")?["elicitation"] != nil else {
            return call.failure(-32021, "Elicitation is needed", ["requiredCapabilities": ["elicitation": [:]]])
        }
        guard let answer = call.params["inputResponses"]?["user_name"] else {
            let requests: JSON = ["user_name": ["method": "elicitation/create", "params": Self.form]]
            return call.result(["inputRequests": requests, "requestState": "sealed-1"], kind: "input_required")
        }
        return call.text(answer["action"]?.string ?? "")
    }

    private func sealed(_ call: Call) -> Reply {
        switch call.params["requestState"] {
        case nil: call.result(["requestState": "sealed-1"], kind: "input_required")
        case "sealed-1": call.text("state-ok")
        default: call.failure(-32602, "The state was changed")
        }
    }

    /// Asks the client for whatever the arguments say.
    private func ask(_ call: Call) -> Handling {
        let method = call.params["arguments"]?["method"] ?? "elicitation/create"
        let params: JSON =
            switch method.string {
            case "elicitation/create": Self.form
            case "sampling/createMessage":
                ["maxTokens": 10, "messages": [["role": "user", "content": ["type": "text", "text": "Hello"]]]]
            default: [:]
            }
        guard call.isModern else { return .working { await self.askNow(call, method, params) } }
        guard call.params["inputResponses"] == nil else { return .finished(call.text("answered")) }
        let requests: JSON = ["question": ["method": method, "params": params]]
        return .finished(call.result(["inputRequests": requests, "requestState": "sealed-1"], kind: "input_required"))
    }

    /// Asks the client in the legacy way.
    private func askNow(_ call: Call, _ method: JSON, _ params: JSON) async -> Reply? {
        let request: JSON = ["jsonrpc": "2.0", "id": "ask-1", "method": method, "params": params]
        try? await call.exchange.send(request.encoded())
        let deadline = Deadline.after(.seconds(1))
        while true {
            if let answer = state.withLock({ $0.answers.removeValue(forKey: "ask-1") }) {
                return call.text(answer["action"]?.string ?? "")
            }
            guard await answered.wait(on: call.exchange.loop, until: deadline) == .ready else {
                return call.text("no answer")
            }
        }
    }
}

extension Call {
    func text(_ text: String, isError: Bool = false) -> Reply {
        let content: JSON = [["type": "text", "text": .string(text)]]
        return result(isError ? ["content": content, "isError": true] : ["content": content])
    }

    func content(_ block: JSON) -> Reply { result(["content": [block]]) }
}
