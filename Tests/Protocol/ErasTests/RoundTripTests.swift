import Eras
import JSON
import JSONRPC
import MCP
import TestKit
import Testing

/// Translating there and back keeps what ``Translation/coverage`` says is carried.
@Suite struct RoundTripTests {
    private let capabilities: JSON = ["roots": [:], "elicitation": ["form": [:]], "sampling": [:]]
    private let offered: JSON = [
        "tools": ["listChanged": true], "resources": ["subscribe": true], "prompts": [:], "completions": [:],
        "logging": [:],
    ]

    @Test(arguments: [11, 12, 13] as [UInt64]) func `a legacy client and a legacy server understand each other`(
        seed: UInt64
    ) throws {
        var random = Sampler(seed: seed)
        var chain = try begunLegacy()
        for number in 0..<200 {
            let id: JSON = number.isMultiple(of: 2) ? JSON(number) : .string("c\(number)")
            let (method, params) = random.call()
            let there = try chain.clientSends(try Wire.request(id, method, params))
            let sent = try #require(there.toServer.first, "seed \(seed)")
            #expect(sent.method == method && Self.text(sent.params) == Self.text(params), "seed \(seed) \(number)")
            let serverID = try #require(sent.id).json
            if Method.named(method, kind: .request, in: .july2026)?.takesInput == true, random.next(3) == 0 {
                try exchange(random.question(), "s\(number)", random.value(depth: 1), &chain)
            }
            if random.next(4) == 0 {
                let text: JSON = ["level": "info", "data": random.value(depth: 2)]
                _ = try chain.serverSends(try Wire.notification("notifications/message", text))
            }
            if let token = params["_meta"]?["progressToken"] {
                let progress: JSON = ["progressToken": token, "progress": JSON(number), "message": "m", "x": 1.5]
                let heard = try chain.serverSends(try Wire.notification("notifications/progress", progress)).toClient
                #expect(heard == [.notification("notifications/progress", progress)], "seed \(seed)")
            }
            if random.next(5) == 0 {
                let data = random.value(depth: 2)
                let failed = try chain.serverSends(try Wire.failure(serverID, -32002, data: data)).toClient
                let code = method == "resources/read" ? -32002 : -32602
                #expect(failed.first?.failure == ErrorObject(code, "m", data: data), "seed \(seed)")
            } else {
                let result = random.result(of: method)
                let back = try chain.serverSends(try Wire.result(serverID, result)).toClient
                #expect(back.count == 1 && back.first?.id?.json == id, "seed \(seed)")
                #expect(Self.text(back.first?.result) == Self.text(result), "seed \(seed) \(method)")
            }
        }
    }

    /// The server asks, the client answers.
    private func exchange(
        _ question: (method: String, params: JSON?),
        _ id: String,
        _ answer: JSON,
        _ chain: inout LegacyChain
    ) throws {
        let asked = try chain.serverSends(try Wire.request(.string(id), question.method, question.params))
        let heard = try #require(asked.toClient.first)
        #expect(heard.method == question.method && Self.text(heard.params) == Self.text(question.params))
        let reply: JSON = ["action": "accept", "content": ["v": answer], "model": "m", "roots": []]
        let answered = try chain.clientSends(try Wire.result(#require(heard.id).json, reply))
        #expect(answered.toServer == [.result(.string(id), reply)])
        #expect(answered.toClient.isEmpty)
    }

    @Test(arguments: [21, 22, 23] as [UInt64]) func `a modern client and a modern server understand each other`(
        seed: UInt64
    ) throws {
        var random = Sampler(seed: seed)
        var chain = try begunModern()
        for number in 0..<200 {
            var (method, params) = random.call()
            params = Self.merging(Wire.meta(capabilities), params)
            let there = try chain.clientSends(try Wire.request(JSON(number), method, params))
            var sent = try #require(there.toServer.first, "seed \(seed)")
            #expect(sent.method == method && Self.sorted(sent.params) == Self.sorted(params), "seed \(seed) \(number)")
            if Method.named(method, kind: .request, in: .july2026)?.takesInput == true, random.next(3) == 0 {
                let state: JSON = .string("state \(number)")
                let question = random.question()
                let asked: JSON = [
                    "resultType": "input_required", "requestState": state,
                    "inputRequests": [
                        "mine": .object(of: [("method", .string(question.method)), ("params", question.params)])
                    ],
                ]
                let heard = try chain.serverSends(try Wire.result(#require(sent.id).json, asked)).toClient
                let required = InputRequiredResult(json: try #require(heard.first?.result))
                let request = try #require(required.inputRequests?.all.first)
                #expect(request.request.method == question.method)
                #expect(Self.text(request.request.params) == Self.text(question.params))
                var back = params
                let answer: JSON = ["action": "accept", "content": ["v": random.value(depth: 1)], "model": "m"]
                back["inputResponses"] = .object([(request.key, answer)])
                back["requestState"] = .string(try #require(required.requestState))
                sent = try #require(
                    chain.clientSends(try Wire.request(.string("r\(number)"), method, back)).toServer.first
                )
                var expected = params
                expected["inputResponses"] = ["mine": answer]
                expected["requestState"] = state
                #expect(Self.sorted(sent.params) == Self.sorted(expected), "seed \(seed)")
            }
            var result = random.result(of: method)
            result["resultType"] = "complete"
            let back = try chain.serverSends(try Wire.result(#require(sent.id).json, result)).toClient
            var heard = try #require(back.first?.result)
            if heard["ttlMs"] != nil {
                #expect(heard["ttlMs"] == 0 && heard["cacheScope"] == "private")
                (heard["ttlMs"], heard["cacheScope"]) = (nil, nil)
            }
            var meta = heard["_meta"]
            #expect(meta?[MetadataKey.serverInfo]?["name"] == "s")
            meta?[MetadataKey.serverInfo] = nil
            heard["_meta"] = meta?.object?.isEmpty == true ? JSON?.none : meta
            #expect(Self.sorted(heard) == Self.sorted(result), "seed \(seed) \(method)")
        }
    }

    @Test func `subscriptions reach a legacy server, and its changes come back`() throws {
        var chain = try begunLegacy()
        let subscribed = try chain.clientSends(try Wire.request(1, "resources/subscribe", ["uri": "a:1"]))
        let asked = try #require(subscribed.toServer.first)
        #expect(asked.method == "resources/subscribe" && asked.params == ["uri": "a:1"])
        let agreed = try chain.serverSends(try Wire.result(#require(asked.id).json, [:]))
        #expect(agreed.toClient == [.result(1, [:])])
        let change: JSON = ["uri": "a:1", "x": 1]
        let updated = try chain.serverSends(try Wire.notification("notifications/resources/updated", change))
        #expect(updated.toClient == [.notification("notifications/resources/updated", change)])
        let tools = try chain.serverSends(try Wire.notification("notifications/tools/list_changed"))
        #expect(tools.toClient == [.notification("notifications/tools/list_changed", nil)])
        let ended = try chain.clientSends(try Wire.request(2, "resources/unsubscribe", ["uri": "a:1"]))
        #expect(ended.toClient == [.result(2, [:])] && ended.toServer.map(\.method) == ["resources/unsubscribe"])
    }

    @Test func `levels of logging and cancellations reach a legacy server`() throws {
        var chain = try begunLegacy()
        #expect(try chain.clientSends(try Wire.request(1, "logging/setLevel", ["level": "info"])).toServer.isEmpty)
        let sent = try chain.clientSends(try Wire.request(2, "tools/call", ["name": "t"])).toServer
        #expect(sent.map(\.method) == ["logging/setLevel", "tools/call"] && sent[0].params == ["level": "info"])
        let message: JSON = ["level": "warning", "data": ["a": 1.0]]
        let heard = try chain.serverSends(try Wire.notification("notifications/message", message))
        #expect(heard.toClient == [.notification("notifications/message", message)])
        let cancelled = try chain.clientSends(
            try Wire.notification("notifications/cancelled", ["requestId": 2, "reason": "r"])
        )
        let expected: JSON = ["requestId": try #require(sent[1].id).json, "reason": "r"]
        #expect(cancelled.toServer == [.notification("notifications/cancelled", expected)])
    }

    private func begunLegacy() throws -> LegacyChain {
        var chain = LegacyChain(near: LegacyClientToModernServer(), far: ModernClientToLegacyServer(seal: Wire.seal))
        let params: JSON = [
            "protocolVersion": "2025-11-25", "capabilities": capabilities, "clientInfo": ["name": "c", "version": "1"],
        ]
        let initialize = try #require(try chain.clientSends(try Wire.request("i", "initialize", params)).toServer.first)
        #expect(initialize.params == params)
        let welcome: JSON = [
            "protocolVersion": "2025-11-25", "capabilities": offered, "serverInfo": ["name": "s", "version": "1"],
            "instructions": "use me",
        ]
        let answer = try chain.serverSends(try Wire.result(#require(initialize.id).json, welcome))
        #expect(answer.toServer.map(\.method) == ["notifications/initialized"])
        #expect(answer.toClient == [.result("i", welcome)])
        #expect(try chain.clientSends(try Wire.notification("notifications/initialized")).toServer.isEmpty)
        return chain
    }

    private func begunModern() throws -> ModernChain {
        var chain = ModernChain(near: ModernClientToLegacyServer(seal: Wire.seal), far: LegacyClientToModernServer())
        let meta = Wire.meta(capabilities)
        let discover = try chain.clientSends(try Wire.request("d", "server/discover", ["_meta": meta])).toServer
        #expect(discover.map(\.method) == ["server/discover"])
        let answer: JSON = [
            "resultType": "complete", "supportedVersions": ["2026-07-28"], "capabilities": offered, "ttlMs": 1,
            "cacheScope": "public", "_meta": [MetadataKey.serverInfo: ["name": "s", "version": "1"]],
        ]
        let id = try #require(discover.first?.id).json
        let heard = try chain.serverSends(try Wire.result(id, answer)).toClient
        #expect(DiscoverResult(json: try #require(heard.first?.result)).capabilities.json == offered)
        return chain
    }

    /// Params with a `_meta` of both.
    private static func merging(_ meta: JSON, _ params: JSON) -> JSON {
        var params = params
        var merged = params["_meta"] ?? [:]
        for (key, value) in meta.object ?? [] { merged[key] = value }
        merged[MetadataKey.clientInfo] = ["name": "comport", "version": "0"]
        params["_meta"] = merged
        return params
    }

    /// The text, numbers as they are spelled.
    private static func text(_ json: JSON?) -> String? { json.map { $0.description } }

    /// The text with members in order, for where members are added and taken away.
    private static func sorted(_ json: JSON?) -> String? {
        func sort(_ json: JSON) -> JSON {
            switch json {
            case .array(let elements): .array(elements.map(sort))
            case .object(let members): .object(members.sorted { $0.key < $1.key }.map { ($0.key, sort($0.value)) })
            default: json
            }
        }
        return json.map { sort($0).description }
    }
}

/// Random calls, questions and results.
struct Sampler {
    private var random: SeededRandom
    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func next(_ bound: UInt64) -> Int { Int(random.next() % bound) }

    mutating func value(depth: Int) -> JSON {
        switch next(depth > 0 ? 8 : 6) {
        case 0: .null
        case 1: .bool(next(2) == 0)
        case 2: .number(["1.0", "9007199254740993", "-0", "1e400", "42"].compactMap { JSONNumber($0) }[next(5)])
        case 3, 4: .string(["", "a", "é\u{0}", "=?base64?x?="][next(4)])
        case 5: [:]
        case 6: .array((0..<next(3)).map { _ in value(depth: depth - 1) })
        default: .object((0..<next(3)).map { ("k\($0)", value(depth: depth - 1)) })
        }
    }

    mutating func call() -> (method: String, params: JSON) {
        let methods = [
            "tools/call", "prompts/get", "resources/read", "tools/list", "resources/list", "prompts/list",
            "resources/templates/list", "completion/complete", "vendor/thing",
        ]
        var params: JSON = ["name": "n", "uri": "a:b", "arguments": value(depth: 3), "x": value(depth: 1)]
        if next(2) == 0 { params["cursor"] = "" }
        switch next(3) {
        case 0: params["_meta"] = ["progressToken": JSON(next(1_000_000)), "a/b": value(depth: 1)]
        case 1: params["_meta"] = ["traceparent": "00", "z": value(depth: 1)]
        default: break
        }
        return (methods[next(UInt64(methods.count))], params)
    }

    mutating func question() -> (method: String, params: JSON?) {
        switch next(3) {
        case 0: ("roots/list", nil)
        case 1:
            (
                "elicitation/create",
                ["mode": "form", "message": "?", "requestedSchema": ["type": "object", "properties": value(depth: 2)]]
            )
        default:
            (
                "sampling/createMessage",
                [
                    "messages": [["role": "user", "content": ["type": "text", "text": "t", "x": value(depth: 1)]]],
                    "maxTokens": 5, "metadata": value(depth: 1),
                ]
            )
        }
    }

    mutating func result(of method: String) -> JSON {
        var result: JSON = ["x": value(depth: 2)]
        let element: JSON = [
            "name": "n", "title": "t", "uri": "a:b", "icons": [["src": "data:,"]], "v": value(depth: 2),
        ]
        switch method {
        case "tools/call":
            result["content"] = [["type": "text", "text": "t"], ["type": "audio", "v": value(depth: 1)]]
            result["structuredContent"] = ["v": value(depth: 2)]
        case "prompts/get": result["messages"] = [["role": "user", "content": ["type": "text", "v": value(depth: 1)]]]
        case "resources/read": result["contents"] = [element]
        case "tools/list": result["tools"] = [element]
        case "resources/list": result["resources"] = [element, element]
        case "resources/templates/list": result["resourceTemplates"] = [element]
        case "prompts/list": result["prompts"] = [element]
        default: result["completion"] = ["values": ["a"]]
        }
        if next(3) == 0 { result["_meta"] = ["a/b": value(depth: 1)] }
        if next(3) == 0 { result["nextCursor"] = "é" }
        return result
    }
}
