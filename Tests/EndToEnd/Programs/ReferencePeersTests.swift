import Reactor
import Testing

/// The two reference peers as users start them.
@Suite(.timeLimit(.minutes(2))) struct ReferencePeersTests {
    @Test(arguments: ["everything", "echo", "domain"])
    func `the client finds nothing wrong with the server`(set: String) async throws {
        try await LoopGroup.runOne { loop in
            for revision in ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"] {
                let server = [try Comport.command([]).program, "serve", set, "--revision", revision]
                let result = try await Comport.run(["client", "--"] + server, on: loop)
                let (printed, messages) = (
                    String(decoding: result.output, as: UTF8.self), String(decoding: result.error, as: UTF8.self)
                )
                #expect(printed.contains("revision \(revision)"), "\(printed)\(messages)")
                #expect(!messages.contains("finding"), "\(messages)")
            }
        }
    }

    @Test func `a look that calls only what is safe ends well`() async throws {
        try await LoopGroup.runOne { loop in
            let server = [try Comport.command([]).program, "serve", "everything"]
            let result = try await Comport.run(["client", "--"] + server, on: loop)
            #expect(result.exit == .exited(0), "\(String(decoding: result.output + result.error, as: UTF8.self))")
        }
    }
}
