import JSON
import MCP
import Testing

@Suite struct MetadataNameTests {
    @Test(arguments: [
        "progressToken", "a", "com.example/x", "com.example/", "a-b.c1/d_e.f-g", "", "io.modelcontextprotocol/logLevel",
    ])
    func `takes good keys`(key: String) throws {
        #expect(try MetadataName(key).description == key)
    }

    @Test(arguments: [
        "1abc.x/foo", "a-.b/foo", ".a/foo", "a./foo", "/foo", "com.x/_foo", "com.x/foo_", "a/b/c", "-", "ä", "a.b/c d",
    ])
    func `refuses bad keys`(key: String) {
        #expect(throws: MetadataError.self) { try MetadataName(key) }
    }

    @Test func `which prefixes are reserved depends on the revision`() throws {
        let cases: [(key: String, june: Bool, later: Bool)] = [
            ("io.modelcontextprotocol/x", false, true), ("mcp.dev/x", true, false),
            ("api.modelcontextprotocol.org/x", true, true), ("com.mcp.tools/x", true, true),
            ("com.example.mcp/x", false, false), ("dev.mcp/x", false, true), ("mcp/x", false, false),
        ]
        for (key, june, later) in cases {
            let name = try MetadataName(key)
            #expect(!name.isReserved(in: .march2025), "\(key)")
            #expect(name.isReserved(in: .june2025) == june, "\(key)")
            #expect(name.isReserved(in: .november2025) == later, "\(key)")
            #expect(name.isReserved(in: .july2026) == later, "\(key)")
        }
    }

    @Test func `finds keys that break the rules, and lets known ones be`() {
        let meta: JSON = [
            "io.modelcontextprotocol/logLevel": "info", "io.modelcontextprotocol/mine": 1, "a b": 1, "com.example/x": 1,
            "traceparent": "",
        ]
        let findings = MetadataName.findings(in: meta, revision: .july2026)
        #expect(findings.map(\.pointer.tokens.last) == ["io.modelcontextprotocol/mine", "a b"])
        #expect(MetadataName.findings(in: meta, revision: .november2024).isEmpty)
    }

    @Test func `an extension id needs a prefix`() {
        #expect(throws: Never.self) { try MetadataName(extensionID: "io.modelcontextprotocol/tasks") }
        #expect(throws: MetadataError.self) { try MetadataName(extensionID: "tasks") }
    }

    @Test func `tool names have a length and an alphabet`() {
        for name in ["a", "get_user", "a.b-c", String(repeating: "x", count: 128)] {
            #expect(ToolName.finding(name) == nil)
        }
        for name in ["", "a b", "für", "a/b", "a,b", String(repeating: "x", count: 129)] {
            #expect(ToolName.finding(name) != nil)
        }
    }
}
