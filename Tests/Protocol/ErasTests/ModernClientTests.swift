import Eras
import JSON
import JSONRPC
import MCP
import Testing

@Suite struct ModernClientTests {
    private let everything: JSON = [
        "tools": ["listChanged": true], "resources": ["subscribe": true, "listChanged": true], "prompts": [:],
        "logging": [:], "tasks": [:],
    ]
    private let all: JSON = ["roots": [:], "elicitation": ["form": [:], "url": [:]], "sampling": [:]]

    /// A translator whose session has begun, with a request of which nothing is left.
    private func started(
        _ options: ModernClientToLegacyServer.Options = .init(),
        server: JSON? = nil
    ) throws -> ModernClientToLegacyServer {
        var translator = ModernClientToLegacyServer(options, seal: Wire.seal)
        let begun = translator.fromClient(try Wire.request("d", "server/discover", ["_meta": Wire.meta(all)])).toServer
        #expect(begun.map(\.method) == ["initialize"])
        let actions = translator.fromServer(
            try Wire.result(
                #require(begun.first?.id).json,
                [
                    "protocolVersion": "2025-11-25", "capabilities": server ?? everything, "instructions": "use me",
                    "serverInfo": ["name": "s", "version": "1"],
                ]
            )
        )
        #expect(actions.toServer == [.notification("notifications/initialized", nil)])
        let discovery = DiscoverResult(json: try #require(actions.toClient.first?.result))
        #expect(discovery.supportedVersions == ["2026-07-28"] && discovery.serverInfo?.name == "s")
        #expect(!discovery.capabilities.tasks && discovery.instructions == "use me" && discovery.cache == .none)
        return translator
    }

    private func call(
        _ translator: inout ModernClientToLegacyServer,
        _ id: JSON,
        _ method: String = "tools/call",
        _ params: JSON = ["name": "t"],
        meta: KeyValuePairs<String, JSON> = [:]
    ) throws -> [TranslationAction] {
        var params = params
        params["_meta"] = Wire.meta(all, meta)
        return translator.fromClient(try Wire.request(id, method, params))
    }

    private func only(_ messages: [TranslatedMessage]) throws -> TranslatedMessage {
        #expect(messages.count == 1, "\(messages)")
        return try #require(messages.first)
    }

    @Test func `requests wait for the session, and lose what is modern`() throws {
        var translator = ModernClientToLegacyServer(seal: Wire.seal)
        let begun = try only(call(&translator, 1, meta: ["a/b": 1, "progressToken": "p"]).toServer)
        #expect(begun.params?["capabilities"] == all && begun.params?["protocolVersion"] == "2025-11-25")
        #expect(try call(&translator, 2, "tools/list", [:]).isEmpty)
        let sent = translator.fromServer(
            try Wire.result(
                #require(begun.id).json,
                ["protocolVersion": "2025-06-18", "capabilities": [:], "serverInfo": ["name": "s", "version": "1"]]
            )
        ).toServer
        #expect(sent.map(\.method) == ["notifications/initialized", "tools/call", "tools/list"])
        #expect(sent[1].params == ["name": "t", "_meta": ["a/b": 1, "progressToken": "p"]] && sent[2].params == nil)
        #expect(translator.revision == .june2025)
    }

    @Test func `a session that does not begin fails those who wait, and may be tried again`() throws {
        var translator = ModernClientToLegacyServer(seal: Wire.seal)
        for (answer, code) in [
            (try Wire.failure(1, -32022), -32603), (try Wire.result(2, ["protocolVersion": "1999-01-01"]), -32603),
        ] {
            #expect(try call(&translator, 1).toServer.first?.method == "initialize")
            #expect(try only(translator.fromServer(answer).toClient).failure?.code == code)
        }
    }

    @Test func `results become complete, and lists lose tools that can only be tasks`() throws {
        var translator = try started()
        let sent = try only(call(&translator, 1, "tools/list", ["cursor": ""]).toServer)
        let tools: JSON = [
            ["name": "a", "execution": ["taskSupport": "optional"], "x": 1.0],
            ["name": "b", "execution": ["taskSupport": "required"]],
        ]
        let answer = try Wire.result(#require(sent.id).json, ["tools": tools, "nextCursor": "n"])
        let result = try #require(only(translator.fromServer(answer).toClient).result)
        #expect(result["tools"] == [["name": "a", "x": 1.0]] && result["nextCursor"] == "n")
        #expect(result["resultType"] == "complete" && result["ttlMs"] == 0 && result["cacheScope"] == "private")
        #expect(result["_meta"]?[MetadataKey.serverInfo]?["name"] == "s" && sent.params == ["cursor": ""])
    }

    @Test func `what is not modern is refused`() throws {
        var translator = try started()
        let version = translator.fromClient(
            try Wire.request(1, "tools/list", ["_meta": Wire.meta([:], [MetadataKey.protocolVersion: "2025-06-18"])])
        )
        let unsupported = try #require(version.toClient.first?.failure)
        #expect(unsupported.code == -32022 && unsupported.data?["requested"] == "2025-06-18")
        #expect(translator.fromClient(try Wire.request(2, "tools/list")).toClient.first?.failure?.code == -32602)
        for method in ["ping", "logging/setLevel", "resources/subscribe", "tasks/get", "initialize"] {
            #expect(try call(&translator, 3, method, [:]).toClient.first?.failure?.code == -32601)
        }
        #expect(translator.fromServer(try Wire.request(1, "ping")) == [.answerServer(.result(1, [:]))])
    }

    @Test func `a question of the server ends the request, and the answers go on with it`() throws {
        var translator = try started()
        let sent = try only(call(&translator, 1, meta: ["progressToken": "one"]).toServer)
        let form: JSON = [
            "message": "?", "requestedSchema": ["type": "object"], "task": [:], "_meta": ["progressToken": 9],
        ]
        let asked = try #require(
            only(translator.fromServer(try Wire.request("q", "elicitation/create", form)).toClient).result
        )
        let required = InputRequiredResult(json: asked)
        let key = try #require(required.inputRequests?.all.first?.key)
        #expect(
            required.inputRequests?.request(key)?.params == ["message": "?", "requestedSchema": ["type": "object"]]
        )
        // A second question while the client is away is asked when it comes back.
        #expect(translator.fromServer(try Wire.request("r", "roots/list")).isEmpty)
        let state = try #require(required.requestState)
        let params: JSON = [
            "name": "t", "requestState": .string(state), "inputResponses": [key: ["action": "decline"], "zz": 1],
        ].json
        let back = try call(&translator, 2, "tools/call", params, meta: ["progressToken": "two"])
        #expect(back.toServer == [.result("q", ["action": "decline"])])
        let second = InputRequiredResult(json: try #require(only(back.toClient).result))
        let rootsKey = try #require(second.inputRequests?.all.first?.key)
        #expect(second.inputRequests?.request(rootsKey)?.isRoots == true)
        // The first state was used.
        #expect(try call(&translator, 3, "tools/call", params).toClient.first?.failure?.code == -32602)
        let answer: JSON = [
            "name": "t", "requestState": .string(try #require(second.requestState)),
            "inputResponses": [rootsKey: ["roots": []]].json,
        ]
        let last = try call(&translator, 4, "tools/call", answer, meta: ["progressToken": "two"])
        #expect(last == [.toServer(.result("r", ["roots": []]))])
        let progress = translator.fromServer(
            try Wire.notification("notifications/progress", ["progressToken": "one", "progress": 1])
        )
        let heard: JSON = ["progressToken": "two", "progress": 1]
        #expect(progress == [.toClient(.notification("notifications/progress", heard), within: 4)])
        let done = translator.fromServer(try Wire.result(#require(sent.id).json, ["content": []]))
        #expect(try only(done.toClient).result?["resultType"] == "complete" && done.toClient.first?.id == 4)
    }

    @Test func `a missing answer is asked for again, and a wrong state is refused`() throws {
        var translator = try started()
        _ = try call(&translator, 1)
        let asked = translator.fromServer(try Wire.request("q", "roots/list")).toClient
        let state = try #require(asked.first?.result?["requestState"])
        for params: JSON in [
            ["name": "other", "requestState": state], ["name": "t", "requestState": "forged"],
            ["name": "t", "requestState": 1], ["name": "t", "requestState": "sealed:{}"],
        ] {
            #expect(try call(&translator, 2, "tools/call", params).toClient.first?.failure?.code == -32602)
        }
        let again = try call(&translator, 3, "tools/call", ["name": "t", "requestState": state])
        #expect(again.toServer.isEmpty && again.toClient.first?.result?["inputRequests"]?.object?.count == 1)
    }

    @Test func `an answer that comes while the client is away waits for it`() throws {
        var translator = try started()
        let sent = try only(call(&translator, 1).toServer)
        let asked = translator.fromServer(try Wire.request("q", "roots/list")).toClient
        let state = try #require(asked.first?.result?["requestState"])
        #expect(translator.fromServer(try Wire.result(#require(sent.id).json, ["content": []])).isEmpty)
        let back = try call(&translator, 2, "tools/call", ["name": "t", "requestState": state])
        #expect(try only(back.toClient).result?["content"] == [])
        #expect(back.toServer.isEmpty && translator.parkedCalls.isEmpty)
    }

    @Test func `calls that nobody comes back for are given up`() throws {
        var options = ModernClientToLegacyServer.Options()
        options.maximumParked = 1
        var translator = try started(options)
        let sent = try only(call(&translator, 1).toServer)
        let form: JSON = ["message": "?", "requestedSchema": ["type": "object"]]
        _ = translator.fromServer(try Wire.request("q", "elicitation/create", form))
        #expect(translator.parkedCalls == [try #require(sent.id)])
        let other = try only(call(&translator, 2).toServer)
        let second = translator.fromServer(try Wire.request("r", "elicitation/create", form), within: other.id)
        #expect(
            second.toServer == [
                .result("q", ["action": "cancel"]),
                .notification("notifications/cancelled", ["requestId": try #require(sent.id).json]),
            ]
        )
        #expect(translator.parkedCalls.count == 1)
    }

    @Test func `questions need a request whose client offers to answer`() throws {
        var translator = try started()
        let form: JSON = ["message": "?", "requestedSchema": ["type": "object"]]
        let nobody = translator.fromServer(try Wire.request("q", "elicitation/create", form))
        #expect(try only(nobody.toServer).failure?.code == -32601)
        // Roots wait for the next call.
        #expect(translator.fromServer(try Wire.request("r", "roots/list")).toServer.isEmpty)
        let list = try call(&translator, 1, "tools/list", [:])
        #expect(list.toClient.isEmpty)
        #expect(try call(&translator, 2).toClient.first?.result?["resultType"] == "input_required")
        let poor = translator.fromClient(
            try Wire.request(3, "tools/call", ["name": "t", "_meta": Wire.meta(["elicitation": ["form": [:]]])])
        )
        #expect(poor.toServer.count == 1)
        let url = translator.fromServer(
            try Wire.request(
                "u",
                "elicitation/create",
                ["mode": "url", "url": "a:", "message": "?", "elicitationId": "e"]
            ),
            within: poor.toServer.first?.id
        )
        #expect(try only(url.toServer).failure?.code == -32602)
    }

    @Test func `pages that an error asks for are opened, and the call is made again`() throws {
        var translator = try started()
        let data: JSON = ["elicitations": [["mode": "url", "url": "a:", "message": "?", "elicitationId": "e"]]]
        func ask(_ id: JSON) throws -> (key: String, state: JSON) {
            let sent = try only(call(&translator, id).toServer)
            let asked = translator.fromServer(try Wire.failure(#require(sent.id).json, -32042, data: data))
            let result = InputRequiredResult(json: try #require(only(asked.toClient).result))
            let request = try #require(result.inputRequests?.all.first)
            #expect(request.request.params == ["mode": "url", "url": "a:", "message": "?"])
            return (request.key, .string(try #require(result.requestState)))
        }
        let yes = try ask(1)
        let retry = try call(
            &translator,
            2,
            "tools/call",
            ["name": "t", "requestState": yes.state, "inputResponses": [yes.key: ["action": "accept"]].json]
        )
        let again = try only(retry.toServer)
        #expect(again.method == "tools/call" && again.params == ["name": "t"])
        let answer = translator.fromServer(try Wire.result(#require(again.id).json, ["content": []]))
        #expect(answer.toClient.first?.id == 2)
        let no = try ask(3)
        let refused = try call(
            &translator,
            4,
            "tools/call",
            ["name": "t", "requestState": no.state, "inputResponses": [no.key: ["action": "decline"]].json]
        )
        #expect(try only(refused.toClient).result?["isError"] == true && refused.toServer.isEmpty)
        let poor = translator.fromClient(try Wire.request(5, "tools/call", ["name": "t", "_meta": Wire.meta()]))
            .toServer
        let lacking = translator.fromServer(try Wire.failure(#require(poor.first?.id).json, -32042, data: data))
        let error = try #require(only(lacking.toClient).failure)
        #expect(error.code == -32021 && error.data?["requiredCapabilities"] == ["elicitation": ["url": [:]]])
    }

    @Test func `log levels are set for the session and filtered for each request`() throws {
        var translator = try started()
        let first = try call(&translator, 1, meta: [MetadataKey.logLevel: "error"]).toServer
        #expect(first.map(\.method) == ["logging/setLevel", "tools/call"] && first[0].params == ["level": "error"])
        let second = try call(&translator, 2, meta: [MetadataKey.logLevel: "info"]).toServer
        #expect(second.map(\.method) == ["logging/setLevel", "tools/call"])
        #expect(try call(&translator, 3, meta: [MetadataKey.logLevel: "warning"]).toServer.count == 1)
        #expect(translator.fromServer(try Wire.result(#require(first[0].id).json, [:])).isEmpty)
        func hear(_ level: JSON, _ within: RequestID? = nil) throws -> [TranslationAction] {
            translator.fromServer(
                try Wire.notification("notifications/message", ["level": level, "data": 1]),
                within: within
            )
        }
        let info: JSON = ["level": "info", "data": 1]
        #expect(try hear("info") == [.toClient(.notification("notifications/message", info), within: 2)])
        #expect(try hear("info", first[1].id).losses == ["notifications/message"])
        #expect(try hear("debug").losses == ["notifications/message"])
        #expect(try hear("error").toClient.count == 1)
    }

    @Test func `streams are told what the session hears`() throws {
        var translator = try started()
        let filter: JSON = [
            "toolsListChanged": true, "promptsListChanged": true, "resourceSubscriptions": ["a:1", "a:2"],
        ]
        let asked = try call(&translator, "L", "subscriptions/listen", ["notifications": filter])
        #expect(
            asked.toServer.map(\.method) == ["resources/subscribe", "resources/subscribe"] && asked.toClient.isEmpty
        )
        let other = try call(
            &translator,
            "M",
            "subscriptions/listen",
            ["notifications": ["resourceSubscriptions": ["a:1"]]]
        )
        #expect(other.isEmpty)
        let first = translator.fromServer(try Wire.result(#require(asked.toServer[0].id).json, [:])).toClient
        #expect(first.map(\.method) == ["notifications/subscriptions/acknowledged"])
        #expect(first[0].params?["_meta"] == [MetadataKey.subscriptionID: "M"])
        let second = translator.fromServer(try Wire.failure(#require(asked.toServer[1].id).json, -32002)).toClient
        #expect(
            try only(second).params?["notifications"] == ["toolsListChanged": true, "resourceSubscriptions": ["a:1"]]
        )
        let updated = translator.fromServer(try Wire.notification("notifications/resources/updated", ["uri": "a:1/x"]))
        #expect(updated.toClient.count == 2)
        let tools = translator.fromServer(try Wire.notification("notifications/tools/list_changed")).toClient
        let meta: JSON = ["_meta": [MetadataKey.subscriptionID: "L"]]
        #expect(tools == [.notification("notifications/tools/list_changed", meta)])
        #expect(translator.fromClient(try Wire.notification("notifications/cancelled", ["requestId": "M"])).isEmpty)
        let end = translator.fromClient(try Wire.notification("notifications/cancelled", ["requestId": "L"]))
        #expect(end.toServer.map(\.method) == ["resources/unsubscribe"])
        #expect(translator.fromServer(try Wire.notification("notifications/tools/list_changed")).losses.count == 1)
    }

    @Test func `requests, questions and streams are bounded`() throws {
        var options = ModernClientToLegacyServer.Options()
        (options.maximumCalls, options.maximumQuestions, options.maximumSubscriptions) = (2, 1, 1)
        var translator = try started(options)
        let sent = try only(call(&translator, 1).toServer)
        #expect(translator.fromServer(try Wire.request("q", "roots/list"), within: sent.id).toClient.count == 1)
        let second = translator.fromServer(try Wire.request("r", "roots/list"), within: sent.id)
        #expect(try only(second.toServer).failure?.code == -32603)
        for id in 2...3 { #expect(try call(&translator, JSON(id)).toServer.count == 1) }
        #expect(try call(&translator, 4).toClient.first?.failure?.code == -32603)
        let filter: JSON = ["resourceSubscriptions": ["a:1", "a:2"]]
        _ = translator.fromClient(try Wire.notification("notifications/cancelled", ["requestId": 2]))
        let stream = try call(&translator, "L", "subscriptions/listen", ["notifications": filter])
        #expect(stream.toClient.first?.failure?.code == -32603)
    }

    @Test func `a lost session ends everything, and another begins`() throws {
        var translator = try started()
        _ = try call(&translator, 1)
        _ = try call(&translator, "L", "subscriptions/listen", ["notifications": ["toolsListChanged": true]])
        let ended = translator.sessionLost().toClient
        #expect(ended[0].failure != nil && ended[1].result?["resultType"] == "complete")
        #expect(try call(&translator, 2).toServer.first?.method == "initialize")
    }

    @Test func `errors get the codes of the era, and cancelling reaches the server`() throws {
        var translator = try started()
        for (code, expected) in [(-32002, -32602), (-32050, -32603), (-32602, -32602), (7, 7)] {
            let sent = try only(call(&translator, 1, "resources/read", ["uri": "a:"]).toServer)
            let failed = translator.fromServer(try Wire.failure(#require(sent.id).json, code))
            #expect(try only(failed.toClient).failure?.code == expected)
        }
        let sent = try only(call(&translator, 1).toServer)
        let cancelled = translator.fromClient(try Wire.notification("notifications/cancelled", ["requestId": 1]))
        let expected: JSON = ["requestId": try #require(sent.id).json]
        #expect(cancelled == [.toServer(.notification("notifications/cancelled", expected))])
    }
}

extension Dictionary<String, JSON> {
    fileprivate var json: JSON { .object(sorted { $0.key < $1.key }.map { ($0.key, $0.value) }) }
}
