import Carriers
import HTTPWire
import Reactor
import Storage
import Testing

@Suite struct ClientConfigurationTests {
    private let environment = ["HOME": "/home/u", "KEY": "secret", "EMPTY": "", "PWD": "/project"]

    private func target(_ text: String, _ name: String = "s") throws -> Target? {
        try ClientConfiguration(parsing: Array(text.utf8), path: "mcp.json", directory: "/project")
            .target(named: name, environment: environment)
    }

    private func command(_ text: String) throws -> ChildCommand {
        guard case .command(let command) = try target(text)?.place else { throw NotFound() }
        return command
    }

    private struct NotFound: Error {}

    /// The error of a text, as people see it.
    private func error(_ text: String) -> String? {
        do { _ = try target(text) } catch { return "\(error)" }
        return nil
    }

    @Test func `reads commands in all their shapes`() throws {
        for shape in ["{\"mcpServers\":{\"s\":X}}", "{\"servers\":{\"s\":X}}", "{\"mcp\":{\"servers\":{\"s\":X}}}"] {
            let server = """
                { // the server
                  "type": "stdio", "command": "${env:KEY}/bin", "args": ["-v", "${userHome}", 7, "${NONE:-x}"],
                  "env": {"A": "${KEY}", "B": "${EMPTY:-empty}", "C": 1, "D": null}, "cwd": "${workspaceFolder}/x",
                }
                """
            let found = try command(shape.replacing("X", with: server))
            #expect(found.program == "secret/bin")
            #expect(found.arguments == ["-v", "/home/u", "7", "x"])
            #expect(found.variables == ["A": "secret", "B": "empty", "C": "1"])
            #expect(found.directory == "/project/x")
        }
    }

    @Test func `reads remote servers, their transports and their headers`() throws {
        func place(_ server: String) throws -> String? {
            try target("{\"mcpServers\":{\"s\":\(server)}}")?.description
        }
        #expect(try place(#"{"url":"https://h/mcp"}"#) == "https://h/mcp")
        #expect(try place(#"{"type":"http","url":"https://h/mcp"}"#) == "https://h/mcp")
        #expect(try place(#"{"type":"sse","url":"https://h/sse"}"#) == "sse+https://h/sse")
        #expect(try place(#"{"type":"ws","url":"ws://h/ws"}"#) == "ws://h/ws")
        #expect(try place(#"{"serverUrl":"https://h/mcp"}"#) == "https://h/mcp")
        #expect(try place(#"{"httpUrl":"https://h/mcp"}"#) == "https://h/mcp")
        let found = try target(#"{"servers":{"s":{"url":"https://h/","headers":{"Authorization":"Bearer ${KEY}"}}}}"#)
        #expect(found?.fields["authorization"] == "Bearer secret")
        #expect(found?.name == "s")
    }

    @Test func `prefers the servers of the folder`() throws {
        let text = """
            {"mcpServers":{"s":{"command":"everywhere"},"t":{"command":"t"}},
             "projects":{"/project":{"mcpServers":{"s":{"command":"here"}}},"/else":{"mcpServers":{"u":{}}}}}
            """
        #expect(try command(text).program == "here")
        let all = try ClientConfiguration(parsing: Array(text.utf8), path: "f", directory: "/project")
        #expect(all.names == ["s", "t"])
    }

    @Test func `names file, line and what was expected`() {
        #expect(
            error("{\n\"mcpServers\": {\n\"s\": 3\n}}") == "mcp.json:3: expected an object that describes the server "
                + "\"s\", saw number 3"
        )
        #expect(error("{\n\"servers\": [1]}") == "mcp.json:2: expected an object of servers by name, saw array [1]")
        #expect(
            error("{\"servers\":{\"s\":\n{\"args\":[]}}}") == "mcp.json:2: expected a member \"command\" or \"url\" "
                + "in the server \"s\", saw object {\"args\":[]}"
        )
        #expect(
            error("{\"servers\":{\"s\":{\"command\":\"a\",\n\"args\":\"b\"}}}")
                == "mcp.json:2: expected an array of arguments, saw string \"b\""
        )
        #expect(
            error("{\"servers\":{\"s\":{\"command\":\n\"${NOPE}\"}}}")
                == "mcp.json:2: expected a variable NOPE in the environment, saw none, for ${NOPE}"
        )
        #expect(error("{\"servers\":{\"s\":{\"command\":\"${input:key}\"}}}")?.contains("asks its user for") == true)
        #expect(error("{\"servers\":{\"s\":{\"command\":\"${KEY\"}}}")?.contains("expected \"}\"") == true)
        #expect(error("{\"servers\":{\"s\":{\"url\":\"ftp://h\"}}}")?.contains("mcp.json:1: expected a URL") == true)
        #expect(
            error("{\"servers\":{\"s\":{\"url\":\"http://h\",\"type\":\"carrier-pigeon\"}}}")?.contains("pigeon")
                == true
        )
        #expect(error("{\"servers\":{\"s\":{\"command\":\"a\",\"envFile\":\".env\"}}}")?.contains("not read") == true)
        #expect(error("{\"servers\"\n")?.hasPrefix("mcp.json:2: expected") == true)
    }

    @Test func `looks through folder and home, and says where it looked`() throws {
        let folder = try TemporaryDirectory()
        let path = folder.path.text
        let home = ["HOME": "\(path)/home"]
        let search = ConfigurationSearch(directory: path, environment: home)
        let error = #expect(throws: TargetError.self) { try search.target(named: "a") }
        #expect(error?.code == .unknownServer)
        #expect(error?.seen.contains("\(path)/.vscode/mcp.json") == true)

        try FileSystem.makeDirectory(FilePath("\(path)/home/.cursor"), parents: true)
        let text = #"{"mcpServers":{"a":{"command":"first"},"b":{"command":"second"}}}"#
        try FileSystem.replace(FilePath("\(path)/home/.cursor/mcp.json"), with: Array(text.utf8))
        #expect(try search.target(named: "b").description == "-- second")
        try FileSystem.replace(
            FilePath("\(path)/.mcp.json"),
            with: Array(#"{"mcpServers":{"b":{"url":"ws://h/"}}}"#.utf8)
        )
        #expect(try search.target(named: "b").description == "ws://h/")
        let unknown = #expect(throws: TargetError.self) { try search.target(named: "c") }
        #expect(unknown?.seen == "the servers b, a, b")

        let single = ConfigurationSearch(file: "\(path)/none.json", directory: path, environment: home)
        #expect(#expect(throws: TargetError.self) { try single.target(named: "a") }?.code == .file)
        try folder.remove()
    }
}
