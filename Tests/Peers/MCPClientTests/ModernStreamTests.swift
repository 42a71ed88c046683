import JSON
import MCP
import Reactor
import Testing

@testable import MCPClient

/// Modern servers over one connection that carries everything.
@Suite(.timeLimit(.minutes(1))) struct ModernStreamTests {
    private static func notification(_ method: String, _ id: JSON, _ params: JSON = [:]) -> LineAction {
        var params = params
        params["_meta"] = [MetadataKey.subscriptionID: id]
        return .send(JSON.object([("jsonrpc", "2.0"), ("method", .string(method)), ("params", params)]).description)
    }

    private static func acknowledged(_ id: JSON) -> LineAction {
        notification("notifications/subscriptions/acknowledged", id, ["notifications": ["toolsListChanged": true]])
    }

    private static let changes = SubscriptionFilter(json: ["toolsListChanged": true])

    @Test(arguments: [false, true])
    func `a subscription that the server takes back has ended`(_ alsoAnswers: Bool) async throws {
        let findings = Findings()
        let script = Script.modern { message, _ in
            guard let id = message["id"] else { return [] }
            let end = Self.notification("notifications/cancelled", id, ["requestId": id])
            let answer = Script.result(message, ["resultType": "complete", "_meta": [MetadataKey.subscriptionID: id]])
            return [Self.acknowledged(id), end] + (alsoAnswers ? [answer] : [])
        }
        try await withLineServer(script) {
            $0.report = { findings.add($0) }
        } _: { client, server async throws in
            let subscription = try await client.listen(Self.changes)
            #expect(await subscription.notifications.next(until: .after(.seconds(5))) == nil)
            #expect(subscription.hasEnded && subscription.failure == nil)
            #expect(!server.methods.contains("notifications/cancelled"))
        }
        #expect(findings.list == [])
    }

    @Test func `notifications of subscriptions that are none are dropped`() async throws {
        let findings = Findings()
        let script = Script.modern { message, _ in
            [
                Self.notification("notifications/tools/list_changed", 99),
                Script.result(message, ["resultType": "complete", "tools": []]),
            ]
        }
        try await withLineServer(script) {
            $0.report = { findings.add($0) }
        } _: { client, _ async throws in
            let all = client.notifications()
            _ = try await client.listTools()
            #expect(await all.next(until: .after(.zero)) == nil)
        }
        #expect(findings.kinds == [.unexpectedMessage])
    }

    @Test func `a subscription outlives a server that crashed`() async throws {
        let script = Script.modern { message, connection in
            guard message["method"] == "subscriptions/listen", let id = message["id"] else { return [] }
            guard connection > 1 else { return [Self.acknowledged(id), .close] }
            return [Self.acknowledged(id), Self.notification("notifications/tools/list_changed", id)]
        }
        try await withLineServer(script) { client, server async throws in
            let subscription = try await client.listen(Self.changes)
            let news = await subscription.notifications.next(until: .after(.seconds(5)))
            #expect(news?.method == "notifications/tools/list_changed")
            #expect(!subscription.hasEnded && server.connections == 2)
            #expect(server.methods.filter { $0 == "subscriptions/listen" }.count == 2)
        }
        try await withLineServer(script) {
            $0.mostSubscriptionRestarts = 0
        } _: { client, server async throws in
            let subscription = try await client.listen(Self.changes)
            #expect(await subscription.notifications.next(until: .after(.seconds(5))) == nil)
            #expect(subscription.failure != nil && server.connections == 1)
        }
    }

    @Test func `takes no task that it did not ask for`() async throws {
        let script = Script.modern { message, _ in
            let now: JSON = "2026-08-01T10:00:00Z"
            return [
                Script.result(
                    message,
                    [
                        "resultType": "task", "taskId": "t", "status": "working", "createdAt": now,
                        "lastUpdatedAt": now, "ttlMs": 1000,
                    ]
                )
            ]
        }
        try await withLineServer(script) { client, _ async throws in
            await #expect { _ = try await client.startTool("t") } throws: {
                ($0 as? MCPClientError)?.code == .violation
            }
        }
        try await withLineServer(script) { options in
            options.capabilities = ["extensions": [TaskRecord.extensionID: [:]]]
        } _: { client, _ async throws in
            guard case .task(let task) = try await client.startTool("t") else {
                Issue.record("expected a task")
                return
            }
            #expect(task.id == "t")
        }
    }

    @Test func `believes no description of a kind that it does not know`() async throws {
        let script: LineServer.Script = { message, _ in
            switch message["method"]?.string {
            case "server/discover":
                [Script.result(message, ["resultType": "riddle", "supportedVersions": ["2026-07-28"]])]
            case "initialize": [Script.initialized(message)]
            default: []
            }
        }
        try await withLineServer(script) { client, _ async throws in #expect(client.server.era == .legacy) }
    }
}
