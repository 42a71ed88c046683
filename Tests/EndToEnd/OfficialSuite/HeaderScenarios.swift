import HTTPWire
import JSON
import MCP
import Testing

/// Header fields that repeat what a message says.
enum HeaderScenarios {
    static let all = [
        SuiteScenario("http-header-validation", .stateless) { suite async throws in
            let call: JSON = ["name": "test_simple_text", "arguments": [:]]
            let changes: [(String, @Sendable (inout HTTPFields) -> Void)] = [
                ("another method", { $0.set("Mcp-Method", "tools/list") }), ("no method", { $0.remove("Mcp-Method") }),
                ("another name", { $0.set("Mcp-Name", "other") }), ("no name", { $0.remove("Mcp-Name") }),
                ("upper case", { $0.set("Mcp-Method", "TOOLS/CALL") }),
            ]
            for (what, change) in changes {
                let refused = try await suite.request("tools/call", call, changing: change)
                #expect(refused.status == 400, "\(what)")
                #expect(refused.code == -32020, "\(what)")
            }
            let padded = try await suite.request("tools/call", call) { $0.set("Mcp-Method", "  tools/call  ") }
            #expect(padded.status == 200)
            for names in [("MCP-METHOD", "MCP-NAME"), ("mcp-method", "mcp-name")] {
                let taken = try await suite.request("tools/call", call) { fields in
                    fields.remove("Mcp-Method")
                    fields.remove("Mcp-Name")
                    fields.append(names.0, "tools/call")
                    fields.append(names.1, "test_simple_text")
                }
                #expect(taken.status == 200)
            }
        },
        SuiteScenario("http-custom-header-server-validation", .stateless) { suite async throws in
            func call(_ region: String, _ header: String?) async throws -> WireReply {
                let params: JSON = ["name": "test_x_mcp_header", "arguments": ["region": .string(region)]]
                return try await suite.request("tools/call", params) { fields in
                    if let header { fields.append("Mcp-Param-Region", header) }
                }
            }
            for (region, header) in [
                ("us-west1", "us-west1"), ("Hello", "=?base64?SGVsbG8=?="), ("日本", "=?base64?5pel5pys?="),
            ] {
                #expect(try await call(region, header).contentText == "Region: \(region)")
            }
            for header in ["us-east1", nil, "=?base64?SGVs!G8=?=", "=?base64?SGVsbG8?=", ""] {
                let refused = try await call("us-west1", header)
                #expect(refused.status == 400, "\(header ?? "nothing")")
                #expect(refused.code == -32020, "\(header ?? "nothing")")
            }
        },
    ]
}
