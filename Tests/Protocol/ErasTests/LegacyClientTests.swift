import Eras
import JSON
import JSONRPC
import MCP
import Testing

@Suite struct LegacyClientTests {
    private let everything: JSON = [
        "tools": ["listChanged": true], "resources": ["subscribe": true], "prompts": [:], "logging": [:],
        "extensions": [TaskRecord.extensionID.description: [:]],
    ]

    /// A translator whose session has begun.
    private func started(
        _ version: String = "2025-11-25",
        client: JSON = ["roots": ["listChanged": true], "elicitation": ["form": [:], "url": [:]], "sampling": [:]],
        server: JSON? = nil
    ) throws -> LegacyClientToModernServer {
        var translator = LegacyClientToModernServer()
        let initialize: JSON = [
            "protocolVersion": .string(version), "capabilities": client, "clientInfo": ["name": "c", "version": "1"],
        ]
        let discover = translator.fromClient(try Wire.request("i", "initialize", initialize)).toServer
        #expect(discover.map(\.method) == ["server/discover"])
        let answer = try Wire.result(
            try #require(discover.first?.id).json,
            [
                "resultType": "complete", "supportedVersions": ["2026-07-28"], "capabilities": server ?? everything,
                "instructions": "use me", "ttlMs": 5, "cacheScope": "public",
                "_meta": [MetadataKey.serverInfo: ["name": "s", "version": "2", "description": "d"]],
            ]
        )
        let welcome = translator.fromServer(answer).toClient
        guard case .result("i", let result)? = welcome.first else {
            Issue.record("no answer to initialize: \(welcome)")
            return translator
        }
        #expect(result["protocolVersion"]?.string == translator.revision?.name && result["instructions"] == "use me")
        #expect(result["capabilities"]?["extensions"] == nil && result["ttlMs"] == nil)
        return translator
    }

    private func call(
        _ translator: inout LegacyClientToModernServer,
        _ id: JSON,
        _ method: String,
        _ params: JSON? = nil
    ) throws -> TranslatedMessage {
        try #require(translator.fromClient(Wire.request(id, method, params)).toServer.last)
    }

    @Test func `initialize becomes a discovery, and requests carry what it said`() throws {
        var translator = try started("2025-06-18")
        #expect(translator.revision == .june2025)
        let sent = try call(&translator, 7, "tools/call", ["name": "t", "_meta": ["progressToken": 1, "a/b": 2]])
        let meta = try #require(sent.params?["_meta"])
        #expect(meta[MetadataKey.protocolVersion] == "2026-07-28" && meta["progressToken"] == 1 && meta["a/b"] == 2)
        #expect(meta[MetadataKey.clientInfo]?["name"] == "c" && meta[MetadataKey.logLevel] == nil)
        #expect(meta[MetadataKey.clientCapabilities]?["roots"] == [:])
        let answer = try Wire.result(
            #require(sent.id).json,
            ["resultType": "complete", "content": [], "structuredContent": [1], "x": 1]
        )
        let actions = translator.fromServer(answer)
        #expect(actions.toClient == [.result(7, ["content": [["type": "text", "text": "[1]"]], "x": 1])])
    }

    @Test func `a revision that is not spoken is answered with the newest that is`() throws {
        #expect(try started("1999-01-01").revision == .november2025)
        #expect(try started("2026-07-28").revision == .november2025)
    }

    @Test func `a server that does not speak the revision turns the client away, who may try again`() throws {
        var translator = LegacyClientToModernServer()
        let initialize = try Wire.request(1, "initialize", ["protocolVersion": "2025-06-18"])
        let id = try #require(translator.fromClient(initialize).toServer.first?.id)
        let actions = translator.fromServer(try Wire.failure(id.json, -32022, data: ["supported": ["2030-01-01"]]))
        let error = try #require(actions.toClient.first?.failure)
        #expect(error.code == -32602 && error.data?["supported"] == ["2030-01-01"])
        #expect(translator.fromClient(initialize).toServer.count == 1)
    }

    @Test func `pings are answered, and nothing else before initialize`() throws {
        var translator = LegacyClientToModernServer()
        #expect(translator.fromClient(try Wire.request(1, "ping")) == [.answerClient(.result(1, [:]))])
        let error = try #require(translator.fromClient(try Wire.request(2, "tools/list")).toClient.first?.failure)
        #expect(error.code == -32600)
    }

    @Test func `a level of logging goes with every later request`() throws {
        var translator = try started()
        #expect(
            translator.fromClient(try Wire.request(1, "logging/setLevel", ["level": "warning"])).toClient.count == 1
        )
        let sent = try call(&translator, 2, "tools/list")
        #expect(sent.params?["_meta"]?[MetadataKey.logLevel] == "warning")
        let bad = translator.fromClient(try Wire.request(3, "logging/setLevel", ["level": "loud"]))
        let error = try #require(bad.toClient.first?.failure)
        #expect(error.code == -32602)
    }

    @Test func `questions inside of a result become requests, and answers another request`() throws {
        var translator = try started("2025-11-25")
        let sent = try call(&translator, "c", "tools/call", ["name": "t", "arguments": ["n": 1.0]])
        let asked = translator.fromServer(
            try Wire.result(
                #require(sent.id).json,
                [
                    "resultType": "input_required", "requestState": "st\u{0}ate",
                    "inputRequests": [
                        "who": ["method": "elicitation/create", "params": ["mode": "form", "message": "?"]],
                        "go": [
                            "method": "elicitation/create", "params": ["mode": "url", "url": "a:", "message": "?"],
                        ],
                        "where": ["method": "roots/list"],
                    ],
                ]
            )
        )
        let questions = asked.toClient
        #expect(questions.map(\.method) == ["elicitation/create", "elicitation/create", "roots/list"])
        let page = try #require(questions[1].params?["elicitationId"])
        var retry: [TranslatedMessage] = []
        for (question, answer) in zip(questions, [["action": "accept"], ["action": "accept"], ["roots": []]] as [JSON])
        {
            #expect(retry.isEmpty)
            retry = translator.fromClient(try Wire.result(#require(question.id).json, answer)).toServer
        }
        let params = try #require(retry.first?.params)
        #expect(params["requestState"] == "st\u{0}ate" && params["arguments"]?["n"]?.number?.lexeme == "1.0")
        #expect(
            params["inputResponses"] == [
                "who": ["action": "accept"], "go": ["action": "accept"], "where": ["roots": []],
            ]
        )
        #expect(retry.first?.id != sent.id && params["_meta"]?[MetadataKey.protocolVersion] != nil)
        let done = translator.fromServer(try Wire.result(#require(retry.first?.id).json, ["content": []])).toClient
        #expect(
            done == [
                .notification("notifications/elicitation/complete", ["elicitationId": page]),
                .result("c", ["content": []]),
            ]
        )
    }

    @Test func `state without questions is sent back at once, but not for ever`() throws {
        var options = LegacyClientToModernServer.Options()
        options.maximumRounds = 2
        var translator = LegacyClientToModernServer(options)
        let discover = translator.fromClient(try Wire.request(0, "initialize", ["protocolVersion": "2025-06-18"]))
        _ = translator.fromServer(try Wire.result(#require(discover.toServer.first?.id).json, ["capabilities": [:]]))
        var sent = try call(&translator, 1, "tools/call", ["name": "t"])
        for _ in 0..<2 {
            let again = translator.fromServer(
                try Wire.result(#require(sent.id).json, ["resultType": "input_required", "requestState": "s"])
            )
            sent = try #require(again.toServer.first)
            #expect(sent.params?["requestState"] == "s" && sent.params?["inputResponses"] == nil)
        }
        let end = translator.fromServer(
            try Wire.result(#require(sent.id).json, ["resultType": "input_required", "requestState": "s"])
        )
        let error = try #require(end.toClient.first?.failure)
        #expect(error.code == -32603)
    }

    @Test func `an error in place of an answer ends the request, and takes the other questions back`() throws {
        var translator = try started()
        let sent = try call(&translator, 1, "tools/call", ["name": "t"])
        let questions = translator.fromServer(
            try Wire.result(
                #require(sent.id).json,
                [
                    "resultType": "input_required",
                    "inputRequests": [
                        "a": ["method": "sampling/createMessage", "params": ["messages": [], "maxTokens": 1]],
                        "b": ["method": "roots/list"],
                    ],
                ]
            )
        ).toClient
        let ended = translator.fromClient(try Wire.failure(#require(questions[0].id).json, -1))
        #expect(ended.toClient.map(\.method) == ["notifications/cancelled", nil])
        #expect(ended.toServer.isEmpty && ended.losses == ["errors of clients"])
        let late = translator.fromClient(try Wire.result(#require(questions[1].id).json, ["roots": []]))
        #expect(late.losses == ["response"])
    }

    @Test func `cancelling reaches the server, or takes questions back`() throws {
        var translator = try started()
        let first = try call(&translator, 1, "tools/call", ["name": "t"])
        let cancelled = translator.fromClient(
            try Wire.notification("notifications/cancelled", ["requestId": 1, "reason": "r"])
        )
        #expect(
            cancelled.toServer == [
                .notification("notifications/cancelled", ["requestId": try #require(first.id).json, "reason": "r"])
            ]
        )
        #expect(translator.fromServer(try Wire.result(#require(first.id).json, ["content": []])).toClient.isEmpty)
        let second = try call(&translator, 2, "tools/call", ["name": "t"])
        let question = translator.fromServer(
            try Wire.result(
                #require(second.id).json,
                ["resultType": "input_required", "inputRequests": ["r": ["method": "roots/list"]]]
            )
        ).toClient
        let withdrawn = translator.fromClient(try Wire.notification("notifications/cancelled", ["requestId": 2]))
        #expect(
            withdrawn.toClient == [
                .notification("notifications/cancelled", ["requestId": try #require(question.first?.id).json])
            ]
        )
    }

    @Test func `subscriptions share one stream, which is opened anew without a gap`() throws {
        var translator = try started()
        let first = try #require(
            translator.fromClient(try Wire.notification("notifications/initialized")).toServer.first
        )
        #expect(first.params?["notifications"] == ["toolsListChanged": true])
        func acknowledge(_ id: RequestID?, _ filter: JSON) throws -> Message {
            let meta: JSON = [MetadataKey.subscriptionID: try #require(id).json]
            return try Wire.notification(
                "notifications/subscriptions/acknowledged",
                ["_meta": meta, "notifications": filter]
            )
        }
        #expect(translator.fromServer(try acknowledge(first.id, ["toolsListChanged": true])).isEmpty)
        let second = translator.fromClient(try Wire.request(1, "resources/subscribe", ["uri": "a:1"])).toServer
        #expect(second.first?.params?["notifications"]?["resourceSubscriptions"] == ["a:1"])
        // While a stream is being opened, others wait, and are opened at once.
        #expect(translator.fromClient(try Wire.request(2, "resources/subscribe", ["uri": "a:2"])).isEmpty)
        let acknowledged = translator.fromServer(try acknowledge(second.first?.id, ["resourceSubscriptions": ["a:1"]]))
        #expect(acknowledged.toClient == [.result(1, [:])])
        #expect(acknowledged.toServer.map(\.method) == ["notifications/cancelled", "subscriptions/listen"])
        let third = try #require(acknowledged.toServer.last)
        let refused = translator.fromServer(try acknowledge(third.id, ["resourceSubscriptions": ["a:1"]]))
        #expect(refused.toClient.first?.failure != nil)
        let updated = translator.fromServer(
            try Wire.notification(
                "notifications/resources/updated",
                ["uri": "a:1", "_meta": [MetadataKey.subscriptionID: try #require(third.id).json]]
            )
        )
        #expect(updated.toClient == [.notification("notifications/resources/updated", ["uri": "a:1"])])
    }

    @Test func `a stream that the server ends is opened again with the next request`() throws {
        var translator = try started()
        let first = try #require(
            translator.fromClient(try Wire.notification("notifications/initialized")).toServer.first
        )
        let meta: JSON = [MetadataKey.subscriptionID: try #require(first.id).json]
        _ = translator.fromServer(
            try Wire.notification("notifications/subscriptions/acknowledged", ["_meta": meta, "notifications": [:]])
        )
        _ = translator.fromServer(try Wire.result(#require(first.id).json, ["resultType": "complete", "_meta": meta]))
        let next = translator.fromClient(try Wire.request(1, "tools/list")).toServer
        #expect(next.map(\.method) == ["tools/list", "subscriptions/listen"])
    }

    @Test func `errors get the codes of the era`() throws {
        var translator = try started()
        for (method, code, expected) in [
            ("resources/read", -32602, -32002), ("tools/call", -32602, -32602), ("tools/call", -32021, -32600),
            ("tools/call", -32020, -32603), ("tools/list", -32000, -32000),
        ] {
            let sent = try call(&translator, 1, method, ["name": "t", "uri": "a:b"])
            let failed = translator.fromServer(try Wire.failure(#require(sent.id).json, code, data: ["x": 1])).toClient
            let error = try #require(failed.first?.failure)
            #expect(error.code == expected && error.data == ["x": 1])
        }
    }

    @Test func `what has no counterpart is said to be lost`() throws {
        var translator = try started()
        #expect(translator.fromClient(try Wire.notification("notifications/roots/list_changed")).losses.count == 1)
        #expect(translator.fromClient(try Wire.request(1, "tasks/list")).losses == ["tasks/list"])
        let task = translator.fromClient(try Wire.request(2, "tools/call", ["name": "t", "task": ["ttl": 1]]))
        #expect(task.losses == ["task augmentation"] && task.toServer.first?.params?["task"] == nil)
        let made = translator.fromServer(
            try Wire.result(#require(task.toServer.first?.id).json, ["resultType": "task", "taskId": "t"])
        )
        #expect(made.losses == ["results of type task"] && made.toClient.count == 1)
        #expect(translator.fromServer(try Wire.request(9, "roots/list")).toServer.count == 1)
    }

    @Test func `log messages come on the stream of their request, if the transport can tell`() throws {
        var translator = try started()
        let sent = try call(&translator, 1, "tools/call", ["name": "t"])
        let text: JSON = ["level": "info", "data": 1]
        let heard = translator.fromServer(try Wire.notification("notifications/message", text), within: sent.id)
        #expect(heard == [.toClient(.notification("notifications/message", text), within: 1)])
        let other = translator.fromServer(try Wire.notification("notifications/message", text))
        #expect(other == [.toClient(.notification("notifications/message", text))])
    }

    @Test func `requests and subscriptions are bounded`() throws {
        var options = LegacyClientToModernServer.Options()
        (options.maximumCalls, options.maximumSubscriptions) = (2, 1)
        var translator = LegacyClientToModernServer(options)
        let discover = translator.fromClient(try Wire.request(0, "initialize", ["protocolVersion": "2025-06-18"]))
        let offered: JSON = ["capabilities": ["resources": ["subscribe": true]]]
        _ = translator.fromServer(try Wire.result(#require(discover.toServer.first?.id).json, offered))
        for id in 1...2 { #expect(try call(&translator, JSON(id), "tools/list").method == "tools/list") }
        #expect(translator.fromClient(try Wire.request(2, "tools/list")).toClient.first?.failure?.code == -32603)
        _ = translator.fromClient(try Wire.request(3, "resources/subscribe", ["uri": "a:1"]))
        let more = translator.fromClient(try Wire.request(4, "resources/subscribe", ["uri": "a:2"]))
        #expect(more.toClient.first?.failure?.code == -32603)
    }
}
