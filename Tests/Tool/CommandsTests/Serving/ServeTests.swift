import Bindings
import HTTP
import HTTPWire
import Reactor
import Testing

@testable import Commands
@testable import Fixtures

@Suite struct ServeTests {
    @Test func `understands where to listen`() {
        let understood: [(String, String)] = [
            ("8080", "127.0.0.1:8080"), (":8080", "127.0.0.1:8080"), (":0", "127.0.0.1:0"),
            ("localhost:80", "127.0.0.1:80"), ("0.0.0.0:80", "0.0.0.0:80"), ("*:80", "0.0.0.0:80"),
            ("[::1]:80", "[::1]:80"), (":80/here/it/is", "127.0.0.1:80/here/it/is"),
        ]
        for (typed, text) in understood { #expect(ListeningAddress(typed)?.text == text, "\(typed)") }
        for typed in ["", ":", "80 80", ":65536", "-1", "::1:80", "example.org:80", ":80/", ":80/a?b", "http://a:80"] {
            #expect(ListeningAddress(typed) == nil, "\(typed)")
        }
    }

    @Test func `understands what is to fail`() {
        #expect(FlakyOption("0.01")?.kinds == [.error, .tool])
        #expect(FlakyOption("1:hang,slow")?.kinds == [.hang, .slow])
        for typed in ["", "2", "-1", "x", "0.1:", "0.1:explode", "0.1:error,"] {
            #expect(FlakyOption(typed) == nil, "\(typed)")
        }
    }

    @Test func `lets in who brings a token`() throws {
        let alice = try #require(TokenGate.Token("alice=secret"))
        let gate = TokenGate(tokens: [alice, try #require(TokenGate.Token("alone"))])
        func principal(_ fields: HTTPFields) -> String? {
            guard case .admitted(let principal) = gate.admit(fields) else { return nil }
            return principal
        }
        #expect(principal(["Authorization": "Bearer secret"]) == "alice")
        #expect(principal(["Authorization": "bearer alone"]) == "alone")
        for wrong in ["Bearer Secret", "Bearer", "Basic secret", "secret", "Bearer secret x"] {
            #expect(principal(["Authorization": wrong]) == nil, "\(wrong)")
        }
        guard case .refused(let response) = gate.admit(HTTPFields()) else {
            Issue.record("nobody was let in without a token")
            return
        }
        #expect(response.head.status == .unauthorized)
        #expect(response.head.fields["WWW-Authenticate"] == "Bearer realm=\"comport\"")
        #expect(TokenGate.Token("=x") == nil)
        #expect(TokenGate.Token("a b") == nil)
    }

    @Test func `names where clients find it`() throws {
        let place = SocketAddress.loopback(port: 8080)
        let transports: [ServerTransport] = [
            .stdio, .http(place), .sse(place), .webSocket(.loopbackIPv6(port: 1), path: "/x"),
        ]
        #expect(
            ServingPlan.targets(of: transports, isSecure: false) == [
                "http://127.0.0.1:8080/mcp", "sse+http://127.0.0.1:8080/sse", "ws://[::1]:1/x",
            ]
        )
        #expect(ServingPlan.targets(of: transports, isSecure: true).first == "https://127.0.0.1:8080/mcp")
    }

    @Test func `refuses what makes no sense, and says what would`() async {
        let lines: [([String], String)] = [
            ([], "expected what to serve: one of everything, echo, domain"),
            (["everyting"], "did you mean everything?"),
            (["echo", "--http", "nowhere"], "expected an address to listen at"),
            (["echo", "--mutant", "id-as-strin"], "did you mean"),
            (["echo", "--tls-key", "k"], "--tls-certificate and --tls-key belong together"),
            (["echo", "--era", "modern", "--revision", "2025-11-25"], "--era"),
            (["echo", "--revision", "2025-11-26"], "did you mean 2025-11-25?"),
            (["echo", "--latency", "5"], "--latency"), (["echo", "--items", "-1"], "--items"),
        ]
        for (line, message) in lines {
            let run = await Run(["serve"] + line)
            #expect(run.code == .usage, "\(line)")
            #expect(run.messages.contains(message), "\(line): \(run.messages)")
        }
    }

    @Test func `lists the mutants and serves nothing`() async {
        let run = await Run("serve", "--list-mutants")
        #expect(run.code == .fine)
        #expect(run.results.contains("id-as-string"))
        #expect(run.messages.isEmpty)
    }

    @Test func `says who is in its way`() async throws {
        let occupied = try Listener.bind(to: .loopback(port: 0))
        let port = try #require(occupied.address.port)
        let run = await Run("serve", "echo", "--http", ":\(port)")
        #expect(run.code == .targetUnreachable)
        #expect(run.messages.contains("cannot listen at 127.0.0.1:\(port)"))
        #expect(run.messages.contains("0 finds a free one"))
        occupied.stopAccepting()
    }

    @Test func `says which file it cannot read`() async {
        let run = await Run("serve", "echo", "--tls-certificate", "/nowhere/c.pem", "--tls-key", "/nowhere/k.pem")
        #expect(run.code != .fine)
        #expect(run.messages.contains("/nowhere/c.pem"))
    }

    @Test func `keeps its help within 80 columns`() async {
        let run = await Run("help", "serve")
        #expect(run.code == .fine)
        for line in run.results.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }
}
