import Bindings
import HTTP
import HTTPWire
import JSON
import MCP
import Reactor
import Testing

@testable import Fixtures

/// The scenarios of a federation, over real HTTP.
@Suite struct DomainTests {
    private func run(
        _ revision: Revision = .november2025,
        principal: (@Sendable (String?) -> String?)? = nil,
        items: Int = 0,
        _ body: @escaping @Sendable (Conversation) async throws -> Void
    ) async throws {
        var options = FixtureOptions()
        options.items = items
        var serving = ServingOptions()
        if let principal {
            serving.admit = { request in .admitted(principal: principal(request.fields["Authorization"])) }
        }
        let domain = try #require(FixtureSet.named("domain"))
        try await ServedFixtures.run(domain, options, serving: serving) { url, loop in
            let conversation = Conversation(url, revision, on: loop)
            defer { conversation.close() }
            try await conversation.begin()
            try await body(conversation)
        }
    }

    @Test func `a repository tells its history`() async throws {
        try await run { domain async throws in
            let log = try await domain.call("git_log", ["limit": 2]).result?["structuredContent"]?["commits"]
            #expect(log?.array?.compactMap { $0["message"]?.string } == ["Multiply by three", "Say who may use it"])
            let id = try #require(log?[0]?["id"]?.string)
            let shown = try await domain.call("git_show", ["revision": .string(String(id.prefix(8)))])
            #expect(shown.contentText?.contains("+multiply 3\n") == true)
            let difference = try await domain.call("git_diff", ["from": "main", "to": "loops"])
            #expect(difference.contentText?.contains("-multiply 3\n+repeat 4\n") == true)
            let file = try await domain.request("resources/read", ["uri": "git://loops/src/engine.txt"])
            #expect(file.result?["contents"]?[0]?["text"]?.string?.contains("repeat 4") == true)
            #expect(try await domain.call("git_show", ["revision": "nowhere"]).result?["isError"] == true)
        }
    }

    @Test func `a table keeps integers of 64 bits and pages through its rows`() async throws {
        try await run(items: 250) { domain async throws in
            let found = try await domain.call(
                "sql_select",
                ["where": "amount = 9007199254740993", "columns": ["id", "amount"]]
            )
            #expect(found.result?["structuredContent"]?["rows"]?.encoded() == Array("[[1,9007199254740993]]".utf8))
            #expect(found.contentText?.contains("9007199254740993") == true)
            var ids: [Int64] = []
            var cursor: JSON?
            repeat {
                let page = try await domain.call(
                    "sql_select",
                    .object(of: [("columns", ["id"]), ("limit", 100), ("cursor", cursor)])
                ).result?["structuredContent"]
                ids += page?["rows"]?.array?.compactMap { $0[0]?.number?.int64 } ?? []
                cursor = page?["nextCursor"]
            } while cursor != nil
            #expect(ids == Array(1...256))
            for arguments in [["where": "amount = "], ["cursor": "row--1"], ["columns": ["colour"]]] as [JSON] {
                #expect(try await domain.call("sql_select", arguments).result?["isError"] == true)
            }
        }
    }

    @Test func `two principals find their own under the same names`() async throws {
        try await run(.july2026, principal: { $0 }) { domain async throws in
            func read(_ name: String, as principal: String) async throws -> WireReply {
                try await domain.request("resources/read", ["uri": .string("docs://\(name)")]) { fields in
                    fields.append("Authorization", principal)
                }
            }
            let text = { (reply: WireReply) in reply.result?["contents"]?[0]?["text"]?.string }
            #expect(text(try await read("handbook", as: "alice")) == "The handbook of acme.\n")
            #expect(text(try await read("handbook", as: "bob")) == "The handbook of globex.\n")
            #expect(try await read("merger", as: "alice").result != nil)
            let (foreign, missing) = (try await read("merger", as: "bob"), try await read("merges", as: "bob"))
            #expect(foreign.code == -32602)
            #expect(foreign.error?["message"]?.string?.count == missing.error?["message"]?.string?.count)
        }
    }

    @Test func `meetings are told about, read and looked through for intents`() async throws {
        try await run { domain async throws in
            let info = try await domain.call("meeting_info", ["meetingId": "m-1"]).result?["structuredContent"]
            #expect(info?["title"] == "Release planning")
            let uri = try #require(info?["transcript"])
            let transcript = try await domain.request("resources/read", ["uri": uri])
            #expect(transcript.result?["contents"]?[0]?["text"]?.string?.hasPrefix("[0:00] Ada: We decided") == true)
            let intents = try await domain.call("intent_detect", ["meetingId": "m-1"])
            let names = intents.result?["structuredContent"]?["intents"]?.array?.compactMap { $0["intent"]?.string }
            #expect(Set(names ?? []).count == 6)
            let summary = try await domain.request(
                "prompts/get",
                ["name": "meeting_summary", "arguments": ["meetingId": "m-1"]]
            )
            #expect(summary.result?["messages"]?.array?.count == 2)
            let sum = try await domain.call("executeTask", ["numbers": [1, 2, 3, 4, 5]])
            #expect(sum.result?["structuredContent"] == ["sum": 15])
        }
    }

    @Test func `a signed event becomes news of a resource`() async throws {
        try await run { domain async throws in
            let payload = #"{"meetingId":"m-1","eventType":"Transcription completed"}"#
            let now = WallClock.now.seconds
            let arguments: JSON = [
                "payload": .string(payload), "timestamp": JSON(now),
                "signature": .string(try WebhookGate.signature(of: payload, at: now)),
            ]
            var forged = arguments
            forged["signature"] = "00"
            #expect(try await domain.call("webhook", forged).result?["isError"] == true)
            let uri: JSON = "meeting://m-1/transcript"
            #expect(try await domain.request("resources/subscribe", ["uri": uri]).result == [:])
            let news = try await domain.next("notifications/resources/updated") {
                let taken = try await domain.call("webhook", arguments)
                #expect(taken.result?["structuredContent"]?["revision"] == 2)
            }
            #expect(news["params"]?["uri"] == uri)
            let read = try await domain.request("resources/read", ["uri": uri])
            #expect(
                read.result?["contents"]?[0]?["text"]?.string?.hasSuffix("Scribe: Revision 2 is complete.\n") == true
            )
            #expect(try await domain.call("webhook", arguments).result?["isError"] == true)
        }
    }
}
