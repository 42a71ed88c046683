import JSON
import JSONRPC
import MCP
import Testing

@Suite struct RequestMetadataTests {
    private func read(_ params: JSON) throws -> RequestMetadata {
        try RequestMetadata(JSONDocument(parsing: params.encoded()).root.object)
    }

    private func meta(_ members: KeyValuePairs<String, JSON>) -> JSON {
        var meta: JSON = [MetadataKey.protocolVersion: "2026-07-28", MetadataKey.clientCapabilities: [:]]
        for (key, value) in members { meta[key] = value }
        return ["_meta": meta]
    }

    @Test func `reads all that the protocol knows`() throws {
        var capabilities = ClientCapabilities()
        capabilities.sampling = true
        let json = RequestMetadata.json(
            protocolVersion: "2026-07-28",
            capabilities: capabilities,
            clientInfo: Implementation(name: "c", version: "1"),
            logLevel: .warning,
            progressToken: 9_007_199_254_740_993
        )
        let read = try read(["_meta": json])
        #expect(read.revision == .july2026 && read.logLevel == .warning)
        #expect(read.clientCapabilities == capabilities && read.clientInfo?.name == "c")
        #expect(read.progressToken == 9_007_199_254_740_993 && read.trace == nil)
    }

    @Test func `keeps versions that nobody published`() throws {
        let read = try read(meta([MetadataKey.protocolVersion: "1999-01-01"]))
        #expect(read.protocolVersion == "1999-01-01" && read.revision == nil)
    }

    @Test func `says what is missing, and where`() {
        let faults: [(JSON, MetadataError.Code, String)] = [
            ([:], .missing, "/_meta"), (["_meta": 1], .malformed, "/_meta"),
            (
                ["_meta": [MetadataKey.clientCapabilities: [:]]], .missing,
                "/_meta/io.modelcontextprotocol~1protocolVersion"
            ),
            (
                ["_meta": [MetadataKey.protocolVersion: "2026-07-28"]], .missing,
                "/_meta/io.modelcontextprotocol~1clientCapabilities"
            ),
            (
                meta([MetadataKey.protocolVersion: 20_260_728]), .malformed,
                "/_meta/io.modelcontextprotocol~1protocolVersion"
            ),
            (
                meta([MetadataKey.clientCapabilities: "none"]), .malformed,
                "/_meta/io.modelcontextprotocol~1clientCapabilities"
            ),
            (
                meta([MetadataKey.clientCapabilities: ["roots": true]]), .malformed,
                "/_meta/io.modelcontextprotocol~1clientCapabilities/roots"
            ),
            (
                meta([MetadataKey.clientInfo: ["name": "x"]]), .malformed,
                "/_meta/io.modelcontextprotocol~1clientInfo/version"
            ),
            (meta([MetadataKey.logLevel: "loud"]), .malformed, "/_meta/io.modelcontextprotocol~1logLevel"),
            (meta([MetadataKey.progressToken: 1.5]), .malformed, "/_meta/progressToken"),
            (meta([MetadataKey.progressToken: nil]), .malformed, "/_meta/progressToken"),
        ]
        for (params, code, pointer) in faults {
            let error = #expect(throws: MetadataError.self) { try read(params) }
            #expect(error?.code == code && error?.pointer.description == pointer, "\(params)")
            #expect(error?.errorObject.code == -32602)
        }
    }

    @Test func `a request is modern when its metadata names a revision`() throws {
        func isPresent(_ params: JSON) throws -> Bool {
            RequestMetadata.isPresent(in: try JSONDocument(parsing: params.encoded()).root.object)
        }
        #expect(try isPresent(["_meta": [MetadataKey.protocolVersion: 1]]))
        #expect(try !isPresent(["_meta": ["progressToken": 1]]))
        #expect(try !isPresent([:]))
        #expect(!RequestMetadata.isPresent(in: nil))
    }

    @Test func `unknown keys are nobody's business, and traces are read`() throws {
        let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        let read = try read(meta(["com.example/x": 1, "traceparent": .string(parent), "baggage": "a=b"]))
        #expect(read.trace == TraceContext(parent: parent, baggage: "a=b"))
        #expect(read.trace?.hasValidParent == true)
        #expect(!TraceContext(parent: "00-00000000000000000000000000000000-b7ad6b7169203331-01").hasValidParent)
        #expect(!TraceContext(parent: "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").hasValidParent)
        #expect(!TraceContext(parent: "junk").hasValidParent)
    }
}
