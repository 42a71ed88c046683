import HTTPWire
import JSON
import JSONRPC
import MCP
import Testing

@Suite struct MirrorsTests {
    private let parameters = [
        MirroredParameter(path: ["region"], header: "Region"), MirroredParameter(path: ["a", "n"], header: "N"),
        MirroredParameter(path: ["on"], header: "On"),
    ]

    private func fields(_ method: String, _ params: JSON) throws -> HTTPFields {
        var fields = HTTPFields()
        try Mirrors.write(
            to: &fields,
            protocolVersion: "2026-07-28",
            method: method,
            params: params,
            parameters: parameters
        )
        return fields
    }

    private func standard(_ fields: HTTPFields, _ method: String, _ params: JSON) throws -> MirrorMismatch.Code? {
        let object = try JSONDocument(parsing: params.encoded()).root.object
        return Mirrors.mismatch(in: fields, protocolVersion: "2026-07-28", method: method, params: object)?.code
    }

    private func custom(_ fields: HTTPFields, _ arguments: JSON) throws -> MirrorMismatch.Code? {
        let value = try JSONDocument(parsing: arguments.encoded()).root
        return Mirrors.mismatch(in: fields, parameters: parameters, arguments: value)?.code
    }

    @Test func `what a client writes is what a server wants`() throws {
        let calls: [(String, JSON)] = [
            ("server/discover", [:]), ("tools/call", ["name": "wetter_für"]), ("prompts/get", ["name": "p"]),
            ("resources/read", ["uri": "file:///日本"]), ("tasks/get", ["taskId": "t"]), ("tools/list", ["name": "x"]),
            (
                "tools/call",
                ["name": "t", "arguments": ["region": "=?base64?x?=", "a": ["n": -7, "region": "y"], "on": true]]
            ),
            ("tools/call", ["name": "t", "arguments": ["region": "", "a": ["n": nil]]]),
        ]
        for (method, params) in calls {
            let fields = try fields(method, params)
            #expect(try standard(fields, method, params) == nil, "\(method) \(params)")
            #expect(try custom(fields, params["arguments"] ?? [:]) == nil, "\(method) \(params)")
        }
    }

    @Test func `values are spelled plainly`() throws {
        let fields = try fields(
            "tools/call",
            ["name": "t", "arguments": ["region": "us-west1", "a": ["n": -7], "on": false]]
        )
        #expect(fields["mcp-param-region"] == "us-west1" && fields["Mcp-Param-N"] == "-7")
        #expect(fields["Mcp-Param-On"] == "false" && fields["Mcp-Name"] == "t" && fields["Mcp-Method"] == "tools/call")
        #expect(try self.fields("tools/list", [:])["Mcp-Name"] == nil)
        let exponent = try JSON(parsing: Array(#"{"name":"t","arguments":{"a":{"n":4.2e1}}}"#.utf8))
        #expect(try self.fields("tools/call", exponent)["Mcp-Param-N"] == "42")
    }

    @Test func `an integer that is not safe, and what is no scalar, is not sent`() {
        for arguments: JSON in [["a": ["n": 9_007_199_254_740_992]], ["region": ["x"]]] {
            #expect(throws: MirrorError.self) { try fields("tools/call", ["name": "t", "arguments": arguments]) }
        }
    }

    @Test func `standard fields are missing, repeated, malformed or different`() throws {
        let params: JSON = ["name": "foo"]
        let good: [(String, String)] = [
            ("MCP-Protocol-Version", "2026-07-28"), ("mcp-method", "tools/call"), ("MCP-NAME", "foo"),
        ]
        func check(_ change: (inout HTTPFields) -> Void) throws -> MirrorMismatch.Code? {
            var fields = HTTPFields()
            for (name, value) in good { fields.append(name, value) }
            change(&fields)
            return try standard(fields, "tools/call", params)
        }
        #expect(try check { _ in } == nil)
        for (name, _) in good {
            #expect(try check { $0.remove(name) } == .missing)
            #expect(try check { $0.set(name, "Tools/Call") } == .different)
            #expect(try check { $0.append(name, "other") } == .repeated)
            #expect(try check { $0.set(name, "=?base64?!!!?=") } == .malformed)
        }
        #expect(try check { $0.set("Mcp-Name", "=?base64?Zm9v?=") } == nil)
        #expect(try check { $0.set("Mcp-Name", "=?BASE64?Zm9v?=") } == .different)
        #expect(
            try check {
                $0.remove("Mcp-Name")
                $0.append("Mcp-Name", bytes: [0x66, 0xFF])
            } == .malformed
        )
    }

    @Test func `raw bytes beyond ASCII are refused, even where they are what the body says`() throws {
        var fields = HTTPFields()
        fields.append("MCP-Protocol-Version", "2026-07-28")
        fields.append("Mcp-Method", "tools/call")
        fields.append("Mcp-Name", "für")
        #expect(try standard(fields, "tools/call", ["name": "für"]) == .malformed)
    }

    @Test func `parameters are compared as values`() throws {
        func check(_ header: String, _ value: String, _ arguments: JSON) throws -> MirrorMismatch.Code? {
            var fields = HTTPFields()
            fields.append(header, value)
            return try custom(fields, arguments)
        }
        #expect(try check("mcp-param-n", "42.0", ["a": ["n": 42]]) == nil)
        #expect(try check("mcp-param-n", "43", ["a": ["n": 42]]) == .different)
        #expect(try check("mcp-param-n", "x", ["a": ["n": 42]]) == .different)
        #expect(try check("mcp-param-region", "US", ["region": "us"]) == .different)
        #expect(try check("mcp-param-on", "True", ["on": true]) == .different)
        #expect(try check("mcp-param-bogus", "1", [:]) == nil)
        #expect(try check("mcp-param-region", "x", [:]) == .unexpected)
        #expect(try check("mcp-param-region", "null", ["region": nil]) == .unexpected)
        #expect(try check("mcp-param-on", "true", ["region": "us"]) == .missing)
        #expect(try check("mcp-param-n", "9007199254740993", ["a": ["n": 9_007_199_254_740_993]]) == .unsafeInteger)
        #expect(try check("mcp-param-region", "=?base64?dXM=?=", ["region": "us"]) == nil)
    }

    @Test func `a mismatch says what was expected and seen`() throws {
        var fields = HTTPFields()
        fields.append("Mcp-Param-Region", "eu")
        let body = try JSONDocument(parsing: #"{"region":"us"}"#).root
        let mismatch = Mirrors.mismatch(in: fields, parameters: parameters, arguments: body)
        #expect(mismatch?.description == #"Mcp-Param-Region: expected "us", saw "eu""#)
        #expect(mismatch?.errorObject.code == -32020)
    }
}
