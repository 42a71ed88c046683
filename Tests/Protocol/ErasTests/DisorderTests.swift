import Eras
import JSON
import JSONRPC
import MCP
import TestKit
import Testing

/// Whatever both sides send, in whatever order, a translator answers each request once and mints each id once.
@Suite struct DisorderTests {
    @Test(arguments: [1, 2, 3] as [UInt64]) func `a legacy client in disorder`(seed: UInt64) throws {
        try run(LegacyClientToModernServer(), seed, isModernClient: false)
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func `a modern client in disorder`(seed: UInt64) throws {
        try run(ModernClientToLegacyServer(seal: Wire.seal), seed, isModernClient: true)
    }

    private func run(_ translator: some EraTranslator, _ seed: UInt64, isModernClient: Bool) throws {
        var translator = translator
        var disorder = Disorder(seed: seed, isModernClient: isModernClient)
        for step in 0..<1_500 {
            let fromClient = disorder.next(2) == 0
            let message = try Wire.message(fromClient ? disorder.clientMessage(step) : disorder.serverMessage())
            let within = disorder.next(3) == 0 ? disorder.asked.randomID(disorder.next(1_000)) : nil
            let actions =
                fromClient ? translator.fromClient(message) : translator.fromServer(message, within: within)
            for case .request(let id, _, let params) in actions.toServer {
                #expect(disorder.minted.insert(id).inserted, "seed \(seed), step \(step): \(id) twice")
                disorder.asked.append(id)
                if isModernClient { continue }
                #expect(params?["_meta"]?[MetadataKey.protocolVersion] == "2026-07-28", "seed \(seed), step \(step)")
            }
            for message in actions.toClient {
                switch message {
                case .request(let id, _, _): disorder.questions.append(id)
                case .result(let id, let result):
                    disorder.answered(id, seed, step)
                    if let state = result["requestState"] { disorder.states.append(state) }
                case .failure(let id, _): if let id { disorder.answered(id, seed, step) }
                case .notification: break
                }
            }
        }
        #expect(disorder.minted.count > 50 && disorder.answers > 50, "seed \(seed)")
    }
}

extension [RequestID] {
    fileprivate func randomID(_ number: Int) -> RequestID? { isEmpty ? nil : self[number % count] }
}

/// Messages without sense, some of which answer what was asked.
private struct Disorder {
    private var sampler: Sampler
    private let isModernClient: Bool
    var minted: Set<RequestID> = []
    var asked: [RequestID] = []
    var questions: [RequestID] = []
    var states: [JSON] = []
    private var open: Set<RequestID> = []
    private(set) var answers = 0

    init(seed: UInt64, isModernClient: Bool) {
        (sampler, self.isModernClient) = (Sampler(seed: seed), isModernClient)
    }

    mutating func next(_ bound: UInt64) -> Int { sampler.next(bound) }

    mutating func answered(_ id: RequestID, _ seed: UInt64, _ step: Int) {
        answers += 1
        #expect(open.remove(id) != nil, "seed \(seed), step \(step): \(id) was not asked, or answered before")
    }

    mutating func clientMessage(_ step: Int) -> JSON {
        switch next(8) {
        case 0:
            return Self.message([
                "method": "notifications/cancelled",
                "params": ["requestId": open.first?.json ?? sampler.value(depth: 1)],
            ])
        case 1: return Self.message(["method": "notifications/initialized"])
        case 2, 3:
            guard !isModernClient, let id = questions.randomID(next(1_000)) else { return clientRequest(step) }
            let answer: JSON = ["action": "accept", "roots": []]
            if next(4) == 0 { return Self.message(["id": id.json, "error": ["code": -1, "message": "no"]]) }
            return Self.message(["id": id.json, "result": next(3) == 0 ? sampler.value(depth: 2) : answer])
        default: return clientRequest(step)
        }
    }

    private mutating func clientRequest(_ step: Int) -> JSON {
        var (method, params) = sampler.call()
        let others = [
            "initialize", "ping", "resources/subscribe", "resources/unsubscribe", "logging/setLevel", "tasks/list",
            "server/discover", "subscriptions/listen",
        ]
        if next(3) == 0 { method = others[next(8)] }
        if step < 3 { method = isModernClient ? "server/discover" : "initialize" }
        if method == "subscriptions/listen" {
            params["notifications"] = ["toolsListChanged": true, "resourceSubscriptions": ["a:b"]]
        }
        if !states.isEmpty, next(2) == 0 {
            (method, params) = ("tools/call", ["requestState": states[next(UInt64(states.count))]])
            params["inputResponses"] = ["q1": ["action": "accept"], "q2": ["roots": []]]
        }
        if isModernClient, next(10) > 0 {
            params["_meta"] = Wire.meta(["roots": [:], "elicitation": [:], "sampling": [:]])
        }
        open.insert(.integer(Int64(step)))
        return Self.message(["id": JSON(step), "method": .string(method), "params": params])
    }

    mutating func serverMessage() -> JSON {
        let id = asked.randomID(asked.count - 1 - next(4) % max(1, asked.count))?.json ?? 1
        switch next(10) {
        case 0: return Self.message(["id": id, "error": ["code": [-32042, -32002, -32022][next(3)], "message": "m"]])
        case 1:
            let question = sampler.question()
            return Self.message(["id": "s", "method": .string(question.method), "params": question.params ?? [:]])
        case 2:
            let meta: JSON = [MetadataKey.subscriptionID: id]
            let method = [
                "notifications/subscriptions/acknowledged", "notifications/cancelled", "notifications/message",
                "notifications/resources/updated", "notifications/progress",
            ][next(5)]
            let params: JSON = ["_meta": meta, "requestId": id, "notifications": [:], "uri": "a:b"]
            return Self.message(["method": .string(method), "params": params])
        case 3:
            let question = sampler.question()
            let request: JSON = ["method": .string(question.method), "params": question.params ?? [:]]
            let result: JSON = ["resultType": "input_required", "inputRequests": ["k": request], "requestState": "s"]
            return Self.message(["id": id, "result": result])
        case 4: return Self.message(["id": id, "result": sampler.value(depth: 2)])
        default:
            var result = sampler.result(of: "tools/call")
            let offered: JSON = ["tools": ["listChanged": true], "resources": ["subscribe": true], "logging": [:]]
            (result["protocolVersion"], result["capabilities"]) = ("2025-11-25", offered)
            return Self.message(["id": id, "result": result])
        }
    }

    private static func message(_ members: JSON) -> JSON {
        .object([("jsonrpc", "2.0")] + (members.object ?? []))
    }
}
