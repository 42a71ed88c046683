import Crypto
import Storage
import Testing

@testable import Commands

@Suite(.serialized) struct CallTests {
    @Test func `calls a tool over every transport, in both eras`() async throws {
        try await withFixtures("echo") { urls in
            for url in urls {
                for era in url.hasPrefix("sse") ? ["legacy"] : ["legacy", "modern", "auto"] {
                    let run = await Run("call", "--era", era, url, "tools/call", "echo", "text=hi there")
                    #expect(run == Run(code: .fine, results: "hi there\n"), "\(url) \(era)")
                }
            }
        }
    }

    @Test func `lists, reads, gets, completes, describes and pings`() async throws {
        try await withFixtures("everything") { urls in
            let url = urls[0]
            #expect(await Run("call", url, "tools/list").results.contains("test_simple_text\n    Returns a text\n"))
            #expect(await Run("call", url, "resources/list").results.contains("test://static-text — "))
            #expect(await Run("call", url, "resources/templates/list").results.contains("test://template/{id}/data — "))
            #expect(await Run("call", url, "prompts/list").results.contains("    arg1: text, required"))
            #expect(
                await Run("call", url, "resources/read", "test://static-text").results
                    == "This is the content of the static text resource.\n"
            )
            let prompt = await Run("call", url, "prompts/get", "test_prompt_with_arguments", "arg1=a", "arg2=b")
            #expect(prompt.results.hasPrefix("user:\nPrompt with arguments: arg1='a', arg2='b'"))
            let server = await Run("call", url, "discover")
            #expect(server.results.contains("\nrevisions: "))
            let legacy = await Run("call", "--revision", "2025-06-18", url, "discover")
            #expect(legacy.results.contains("\nrevision: 2025-06-18\n"))
            for era in ["legacy", "modern"] {
                let ping = await Run("call", "--era", era, url, "ping")
                #expect(ping.code == .fine)
                #expect(ping.results.hasPrefix("answered in "))
            }
        }
    }

    @Test func `reads a list to its last page, as text and as one JSON result`() async throws {
        try await withFixtures("everything") {
            $0.pageSize = 3
        } _: { urls in
            let paged = await Run("call", urls[0], "tools/list")
            #expect(paged.results.split(separator: "\n").filter { !$0.hasPrefix(" ") }.count > 10)
            let json = await Run("call", "--json", urls[0], "tools/list")
            #expect(json.results.hasPrefix("{\"tools\":["))
            #expect(!json.results.contains("nextCursor"))
            let single = await Run("call", "--json", urls[0], "tools/list", "--params", "{\"cursor\":\"nonsense\"}")
            #expect(single.code == .findings)
        }
    }

    @Test(arguments: ["legacy", "modern"])
    func `shows progress, log messages and failures`(era: String) async throws {
        try await withFixtures("everything") { urls in
            let progress = await Run("call", "--era", era, urls[0], "tools/call", "test_tool_with_progress")
            #expect(progress.messages.contains("  progress 50/100 (50%)"))
            let logging = ["--log-level", "debug", urls[0], "tools/call", "test_tool_with_logging"]
            #expect(await Run(["call", "--era", era] + logging).messages.contains("  info "))
            let failed = await Run("call", "--era", era, urls[0], "tools/call", "test_error_handling")
            #expect(failed.code == .findings)
            #expect(failed.messages.contains("the tool test_error_handling says that it failed"))
            let unknown = await Run("call", "--era", era, urls[0], "tools/call", "nope")
            #expect(unknown.code == .findings)
            #expect(unknown.messages.contains("error -32602"))
            #expect(unknown.messages.contains("Try tools/list"))
        }
    }

    @Test(arguments: ["legacy", "modern"])
    func `answers questions from the command line`(era: String) async throws {
        try await withFixtures("everything") { urls in
            let call = ["call", "--era", era]
            let tool = [urls[0], "tools/call", "test_elicitation", "message=who?"]
            let answers = ["--answer", "username=ada", "--answer", "email=a@b.c"]
            let accepted = await Run(call + answers + tool)
            #expect(accepted.results.contains("accept"), "\(accepted)")
            #expect(accepted.messages.contains("? The server asks: who?"))
            #expect(await Run(call + ["--decline"] + tool).results.contains("decline"))
            let sampled = await Run(call + [urls[0], "tools/call", "test_sampling", "prompt=x"])
            #expect(sampled.code == .findings)
            #expect(sampled.messages.contains("has no model"))
        }
    }

    @Test func `traces what goes over the wire, and keeps secrets`() async throws {
        try await withFixtures("echo") { urls in
            let run = await Run("call", "--trace", "--token", "secret", urls[0], "tools/call", "echo", "text=hi")
            #expect(run.results == "hi\n")
            #expect(run.messages.contains("> head  POST /mcp HTTP/1.1\n"))
            #expect(run.messages.contains("Authorization: Bearer …\n"))
            #expect(!run.messages.contains("secret"))
            for line in run.messages.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        }
    }

    @Test func `starts a program, and tells how it died`() async throws {
        let dead = await Run("call", "ping", "--", "sh", "-c", "echo no luck >&2; exit 3")
        #expect(dead.code == .targetUnreachable)
        #expect(dead.messages.contains("exit code 3"))
        #expect(dead.messages.contains("no luck"))
        let missing = await Run("call", "ping", "--", "no-such-program-here")
        #expect(missing.code == .targetUnreachable)
        #expect(missing.messages.contains("no such program"))
        let silence = ["--", "sh", "-c", "cat >/dev/null"]
        let silent = await Run(["call", "--era", "legacy", "--timeout", "50ms", "ping"] + silence)
        #expect(silent.code == .targetUnreachable)
        #expect(silent.messages.contains("--timeout"))
    }

    @Test func `says what cannot be reached`() async {
        let refused = await Run("call", "http://127.0.0.1:1/mcp", "ping")
        #expect(refused.code == .targetUnreachable)
        #expect(refused.messages.contains("nobody accepts connections there"))
        #expect(refused.messages.contains("Is the server running there?"))
    }

    @Test(arguments: [
        (["call"], "expected 1 or more"), (["call", "http://h/"], "expected a METHOD behind the target"),
        (["call", "nothing", "ping"], "expected a URL"),
        (["call", "http://h/", "ping", "--", "x"], "expected a METHOD, saw"),
        (["call", "--server", "s", "ping", "--", "x"], "both say where to go"),
        (["call", "--params", "[1]", "http://h/", "ping"], "expected a JSON object"),
        (["call", "--params", "{", "http://h/", "ping"], "--params: expected"),
        (["call", "--answer", "x", "http://h/", "ping"], "expected NAME=TEXT"),
        (["call", "--era", "legacy", "--revision", "2026-07-28", "http://h/", "ping"], "has no revision"),
        (["call", "--config", "f", "http://h/", "ping"], "needs --server"),
        (["call", "--header", "bad", "http://h/", "ping"], "expected a field"),
        (["call", "http://h/", "tools/call"], "the name of a tool behind it"),
        (["call", "http://h/", "tools/call", "echo", "text"], "NAME=TEXT"),
    ])
    func `explains wrong usage`(line: [String], part: String) async {
        let run = await Run(line)
        #expect(run.code == .usage, "\(line)")
        #expect(run.messages.contains(part), "\(run.messages)")
        #expect(run.results.isEmpty)
    }

    @Test func `cancels the request when it is interrupted`() async throws {
        let printed = PrintedText()
        try await withFixtures("echo") {
            $0.latency = .seconds(30)
        } _: { urls in
            let words = ["call", "--trace", "--era", "legacy", urls[2], "tools/call", "echo", "text=late"]
            let call = Task { await Comport.run(words, environment: [:], console: printed.console()) }
            // The request is on its way once it stands in the trace.
            while !printed.messages.contains("\"tools/call\"") { await Task.yield() }
            call.cancel()
            #expect(await call.value == .interrupted)
        }
        #expect(printed.results.isEmpty)
        #expect(printed.messages.contains("notifications/can"))
    }

    @Test func `trusts whom it is told to`() async throws {
        let folder = try TemporaryDirectory()
        let (certificate, key) = ("\(folder.path)/cert.pem", "\(folder.path)/key.pem")
        let identity = try CertificateTemplate(commonName: "localhost", hosts: ["localhost"]).selfSigned()
        try FileSystem.replace(FilePath(certificate), with: identity.chain[0].pem())
        try FileSystem.replace(FilePath(key), with: identity.key.pem())
        try await withFixtures("echo") {
            ($0.certificate, $0.key) = (certificate, key)
        } _: { urls in
            let url = urls[0].replacing("http://127.0.0.1", with: "https://localhost")
            #expect(await Run("call", url, "ping").code == .targetUnreachable)
            #expect(await Run("call", "--insecure", url, "ping").code == .fine)
            #expect(await Run("call", "--ca", certificate, url, "ping").code == .fine)
            #expect(await Run("call", "--ca", "/nowhere.pem", url, "ping").code == .badInputFile)
        }
        try folder.remove()
    }

    @Test func `says which configuration was looked into`() async {
        let run = await Run("call", "--server", "s", "--config", "/nowhere/mcp.json", "ping")
        #expect(run.code == .badInputFile)
        #expect(run.messages.contains("/nowhere/mcp.json"))
    }
}
