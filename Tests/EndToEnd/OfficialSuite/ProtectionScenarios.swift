import HTTPWire
import JSON
import JSONRPC
import MCP
import Testing

/// Protection of users, and hints to caches.
enum ProtectionScenarios {
    static let all = [
        SuiteScenario("dns-rebinding-protection", [.november2025, .july2026]) { suite async throws in
            let authority = String(suite.url.dropFirst("http://".count).prefix { $0 != "/" })
            for (host, origin) in [
                ("evil.example.com", "http://evil.example.com"), (authority, "http://evil.example.com"),
                ("evil.example.com", "http://\(authority)"),
            ] {
                let refused = try await suite.request("tools/list") { fields in
                    fields.set("Host", host)
                    fields.set("Origin", origin)
                }
                #expect((400..<500).contains(refused.status), "\(host) \(origin)")
            }
            let taken = try await suite.request("tools/list") { fields in
                fields.set("Host", authority)
                fields.set("Origin", "http://\(authority)")
            }
            #expect(taken.status == 200)
        },
        SuiteScenario("caching", .stateless) { suite async throws in
            for (method, params) in [
                ("tools/list", [:]), ("prompts/list", [:]), ("resources/list", [:]), ("resources/templates/list", [:]),
                ("resources/read", ["uri": "test://static-text"]), ("server/discover", [:]),
            ] as [(String, JSON)] {
                let result = try await suite.request(method, params).result
                #expect((result?["ttlMs"]?.number?.int64 ?? -1) >= 0, "\(method)")
                #expect(["public", "private"].contains(result?["cacheScope"]?.string), "\(method)")
            }
        },
    ]
}
