import JSON

enum JSONRPCProofs {
    private static let unknown = "no/such/method"

    static let all: [Proof] = [
        .modern("id-as-string") { wire in
            try await wire.send(wire.request("prompts/list", id: 77))
            try await wire.settle()
            return wire.placeOfReply("77") != .max
        },
        .legacy("id-through-double") { wire in
            try await wire.send(wire.request("ping", id: 9_007_199_254_740_993))
            try await wire.settle()
            return wire.placeOfReply(9_007_199_254_740_993) == .max
        },
        .modern("error-id-missing") { wire in
            try await wire.send(wire.request(unknown, id: 1))
            try await wire.settle()
            return wire.placeOfReply(1) == .max
        },
        .early("result-id-null") { wire in
            try await wire.send(wire.request("ping", id: 1))
            try await wire.wait { $0.raw.last == 0x0A }
            return wire.messages.last?["id"] == .null
        },
        .modern("notification-with-id") {
            _ = try await $0.tool("test_tool_with_progress", meta: ["progressToken": "t"])
            return $0.notices("notifications/progress").contains { $0["id"] != nil }
        },
        .modern("wrong-jsonrpc-version") { try await $0.settle()["jsonrpc"] != "2.0" },
        .modern("result-and-error") { try await $0.settle()["error"] != nil },
        .modern("neither-result-nor-error") { try await $0.settle()["result"] == nil },
        .legacy("result-not-an-object") { try await $0.call("ping")["result"] != [:] },
        .modern("replies-twice") { wire in
            _ = try await wire.call("prompts/list", id: 1)
            try await wire.settle()
            return wire.messages.count { $0["id"] == 1 } == 2
        },
        .legacy("answers-notifications") { wire in
            try await wire.notify("notifications/roots/list_changed")
            try await wire.settle()
            return wire.messages.contains { $0["id"] == .null }
        },
        .modern("unknown-method-internal") { try await $0.code(of: unknown) != -32601 },
        .modern("invalid-params-internal") {
            try await $0.code(of: "resources/read", ["uri": "test://none"]) != -32602
        },
        .modern("parse-error-as-invalid") { wire in
            try await wire.sendRaw(Array("no JSON\n".utf8))
            try await wire.wait { $0.raw.last == 0x0A }
            return wire.messages.first?["error"]?["code"] != -32700
        },
        .modern("invalid-request-as-parse") { wire in
            try await wire.sendRaw(Array("{\"jsonrpc\":\"2.0\",\"id\":1}\n".utf8))
            try await wire.wait { $0.raw.last == 0x0A }
            return wire.messages.first?["error"]?["code"] != -32600
        },
        .modern("error-code-as-string") { try await $0.call(unknown)["error"]?["code"]?.string != nil },
        .modern("error-message-missing") { try await $0.call(unknown)["error"]?["message"] == nil },
        .modern("error-as-result") { try await $0.call(unknown)["result"] != nil },
        .modern("reserved-error-code") { try await $0.code(of: "resources/read", ["uri": "test://none"]) == -32050 },
        .modern("request-in-modern") { wire in
            _ = try await wire.call("prompts/list")
            return !wire.notices("ping").isEmpty
        },
        .modern("wrong-version-taken") { wire in
            var message = wire.request("prompts/list")
            message["jsonrpc"] = "1.0"
            try await wire.send(message)
            return try await wire.reply(1)["result"] != nil
        },
        .modern("batch-taken") { wire in
            try await wire.send([wire.request("prompts/list")])
            try await wire.wait { $0.raw.last == 0x0A }
            return wire.messages.first?["result"] != nil
        },
    ]
}

extension Conversation {
    /// The code of the error that a request gets.
    func code(of method: String, _ params: JSON = [:]) async throws -> Int? {
        try await call(method, params)["error"]?["code"]?.number?.integer(Int.self)
    }

    /// The result that a request gets.
    func result(_ method: String, _ params: JSON = [:], id: JSON = 1, meta: JSON = [:]) async throws -> JSON {
        try await call(method, params, id: id, meta: meta)["result"] ?? .null
    }

    /// The result that a call of a tool gets.
    func toolResult(_ name: String, meta: JSON = [:]) async throws -> JSON {
        try await tool(name, meta: meta)["result"] ?? .null
    }
}
