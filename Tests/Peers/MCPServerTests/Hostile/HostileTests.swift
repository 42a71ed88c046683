import Bindings
import JSON
import JSONRPC
import MCP
import MCPServer
import Reactor
import TestKit
import Testing

@Suite struct HostileTests {
    private static let methods = [
        "initialize", "ping", "tools/list", "tools/call", "resources/list", "resources/templates/list",
        "resources/read",
        "resources/subscribe", "resources/unsubscribe", "prompts/list", "prompts/get", "completion/complete",
        "logging/setLevel", "server/discover", "tasks/get", "tasks/cancel", "nonsense", "",
    ]
    private static let names = [
        "name", "arguments", "uri", "cursor", "ref", "argument", "value", "type", "level", "_meta", "inputResponses",
        "requestState", "protocolVersion", "capabilities", "clientInfo", "context", "task", "notifications", "text", "",
    ]
    private static let words = [
        "echo", "sum", "hello", "test://text", "test://item/1/data", "ref/prompt", "ref/resource", "info", "", "\u{0}",
        "é\u{301}",
        "2025-06-18", "who", "9007199254740993",
    ]

    private static func value(_ depth: Int, using random: inout SeededRandom) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &random) {
        case 0: .null
        case 1: .bool(Bool.random(using: &random))
        case 2: JSON(Int64.random(in: -5...5, using: &random))
        case 3: JSONNumber("1e400").map(JSON.number) ?? .null
        case 4, 5: .string(words.randomElement(using: &random) ?? "")
        case 6: .array((0..<Int.random(in: 0...3, using: &random)).map { _ in value(depth - 1, using: &random) })
        default: object(depth - 1, using: &random)
        }
    }

    private static func object(_ depth: Int, using random: inout SeededRandom) -> JSON {
        .object(
            (0..<Int.random(in: 0...4, using: &random)).map { _ in
                (names.randomElement(using: &random) ?? "", value(depth, using: &random))
            }
        )
    }

    @Test(arguments: Revision.all)
    func `whatever comes, each request gets one answer with its id`(_ revision: Revision) async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        try await TestServer.with(try TestServer.withEverything(), revision) { driver async throws in
            var random = SeededRandom(seed: seed)
            for number in 0..<1_500 {
                let method = Self.methods.randomElement(using: &random) ?? ""
                let params = driver.complete(Self.object(3, using: &random))
                let id: RequestID = number % 2 == 0 ? .integer(Int64(number)) : .string("n\(number)")
                let answer = try await driver.deliver(MessageWriter.request(id, method, params: params))
                #expect(answer.message?["id"] == id.json, "seed \(seed): \(method) \(params ?? .null)")
                #expect((answer.result != nil) != (answer.error != nil), "seed \(seed): \(method) \(params ?? .null)")
                if let code = answer.code { #expect(code != -32603, "seed \(seed): \(method) \(params ?? .null)") }
                try await driver.notify(method, params)
            }
        }
    }

    @Test(arguments: Revision.all)
    func `deep and huge parameters do no harm`(_ revision: Revision) async throws {
        try await TestServer.with(try TestServer.withEverything(), revision) { driver async throws in
            var deep: JSON = 1
            for _ in 0..<400 { deep = ["x": [deep]] }
            let long = JSON.string(String(repeating: "x", count: 300_000))
            for value in [deep, long, .array(Array(repeating: 1, count: 20_000))] {
                for (method, member): (String, String) in [
                    ("tools/list", "cursor"), ("tools/call", "arguments"), ("resources/read", "uri"),
                    ("prompts/get", "arguments"), ("completion/complete", "ref"), ("tools/call", "inputResponses"),
                    ("tools/call", "requestState"),
                ] {
                    var params: JSON = ["name": "echo", "arguments": ["text": "x"]]
                    params[member] = value
                    let bytes = MessageWriter.request(1, method, params: driver.complete(params))
                    guard (try? JSONDocument(parsing: bytes)) != nil else { continue }
                    let answer = try await driver.deliver(bytes)
                    #expect((answer.result != nil) != (answer.error != nil))
                    #expect((answer.reply?.bytes.count ?? 0) < 500_000)
                }
            }
        }
    }
}
