import Carriers
import Reactor
import Testing

@Suite struct TargetTests {
    @Test(arguments: [
        ("http://127.0.0.1:8080/mcp", "http"), ("https://host/mcp?x=1", "http"), ("HTTP://host/mcp", "http"),
        ("sse+http://host:1/sse", "eventStream"), ("sse+https://host/sse", "eventStream"),
        ("ws://host/ws", "webSocket"), ("wss://[::1]:9/ws", "webSocket"),
    ])
    func `tells places by their schemes`(text: String, kind: String) throws {
        let target = try Target(url: text)
        let found =
            switch target.place {
            case .http: "http"
            case .eventStream: "eventStream"
            case .webSocket: "webSocket"
            case .command: "command"
            }
        #expect(found == kind)
        #expect(target.description.lowercased() == text.lowercased())
    }

    @Test(arguments: [
        "", "host", "localhost:8080", "ftp://host/", "sse://host/", "http://", "http:///path", "http:host",
        "sse+ws://host",
        "http://user@host/", "ws://", "http://host:99999/",
    ])
    func `refuses what cannot be reached`(text: String) {
        #expect(throws: TargetError.self) { try Target(url: text) }
    }

    @Test func `says what a URL should be`() {
        let error = #expect(throws: TargetError.self) { try Target(url: "ftp://host/") }
        #expect(error?.code == .url)
        #expect(
            error?.description == "ftp://host/: expected a URL that begins with http://, https://, sse+http://, "
                + "sse+https://, ws:// or wss://, or -- and a command, saw the scheme \"ftp\""
        )
    }

    @Test func `takes a command as it is`() throws {
        let target = try Target(command: ["python3", "-m", "server", "--x y"])
        guard case .command(let command) = target.place else {
            Issue.record("no command")
            return
        }
        #expect(command.program == "python3")
        #expect(command.arguments == ["-m", "server", "--x y"])
        #expect(throws: TargetError.self) { try Target(command: []) }
        #expect(throws: TargetError.self) { try Target(command: [""]) }
    }
}
