import Crypto
import Glibc
import Reactor
import Testing

/// Handshakes with OpenSSL's own command, for which it must be installed.
@Suite(.enabled(if: OpenSSLTool.isInstalled, "the command openssl is not installed"), .timeLimit(.minutes(1)))
struct OpenSSLToolTests {
    @Test func `our client talks to openssl s_server`() async throws {
        try await withFolder { folder in
            let server = try Certified.server.get()
            let chain = try folder.write("chain.pem", server.certificate.pem())
            let key = try folder.write("key.pem", server.key.pem())
            let authority = try folder.write("authority.pem", Certified.authority.get().certificate.pem())
            for version in ["-tls1_2", "-tls1_3"] {
                let command = OpenSSLTool.command([
                    "s_server", "-accept", "127.0.0.1:0", "-naccept", "1", "-cert", chain, "-key", key, "-rev", version,
                    "-alpn", "http/1.1", "-Verify", "1", "-CAfile", authority, "-verify_return_error",
                ])
                try await LoopGroup.runOne { loop in
                    try await ChildProcess.with(command, on: loop) { child in
                        let port = try await OpenSSLTool.port(of: child)
                        let transport = try await Connector.connect(to: .loopback(port: port), on: loop)
                        var configuration = try Certified.clientConfiguration(identity: Certified.client.get())
                        configuration.applicationProtocols = ["http/1.1"]
                        let context = try TLSContext(configuration)
                        let stream = try await TLSStream.connect(over: transport, context, serverName: "localhost")
                        #expect(stream.session?.applicationProtocol == "http/1.1")
                        #expect(stream.session?.version == (version == "-tls1_2" ? .tls12 : .tls13))
                        try await stream.write(Array("straw\n".utf8))
                        var buffer = InputBuffer()
                        while buffer.count < 6 { _ = try await stream.read(into: &buffer) }
                        #expect(buffer.takeAll() == Array("warts\n".utf8))
                        stream.close()
                    }
                }
            }
        }
    }

    @Test func `openssl s_client talks to our server`() async throws {
        try await withFolder { folder in
            let authority = try folder.write("authority.pem", Certified.authority.get().certificate.pem())
            var configuration = try Certified.serverConfiguration()
            configuration.applicationProtocols = ["http/1.1"]
            let context = try TLSContext(configuration)
            for version in ["-tls1_2", "-tls1_3"] {
                try await LoopGroup.run(count: 1) { group in
                    let listener = try Listener.bind(to: .loopback(port: 0))
                    try await withThrowingTaskGroup(of: Void.self) { tasks in
                        tasks.addTask { await listener.serve(on: group) { await answer($0, context) } }
                        let command = OpenSSLTool.command([
                            "s_client", "-connect", listener.address.description, "-CAfile", authority,
                            "-verify_return_error", "-verify_hostname", "localhost", "-servername", "localhost",
                            "-alpn", "http/1.1", version, "-ign_eof",
                        ])
                        let loop = group.loops[0]
                        let result = try await loop.run {
                            try await ChildProcess.collect(
                                command,
                                input: Array("question\n".utf8),
                                limit: 1_000_000,
                                on: loop
                            )
                        }
                        let output = String(decoding: result.output, as: UTF8.self)
                        #expect(output.contains("Verify return code: 0 (ok)"))
                        #expect(output.contains("ALPN protocol: http/1.1"))
                        #expect(output.contains("answer to question"))
                        #expect(result.exit.isSuccess, "\(String(decoding: result.error, as: UTF8.self))")
                        listener.stopAccepting()
                        try await tasks.waitForAll()
                    }
                }
            }
        }
    }

    @Test func `keys and signatures are those that openssl knows`() async throws {
        try await withFolder { folder in
            let key = try PrivateKey.generate(.rsa(bits: 2048))
            let text = Array("signed by us".utf8)
            let publicKey = try folder.write("public.pem", key.publicKey().pem())
            let signature = try folder.write("signature", key.sign(text, using: .rs256))
            let content = try folder.write("text", text)
            let privateKey = try folder.write("private.pem", key.pem())
            try await LoopGroup.runOne { loop in
                let verified = try await ChildProcess.collect(
                    OpenSSLTool.command(["dgst", "-sha256", "-verify", publicKey, "-signature", signature, content]),
                    input: [],
                    limit: 10_000,
                    on: loop
                )
                #expect(verified.exit.isSuccess)
                let encrypted = try await ChildProcess.collect(
                    OpenSSLTool.command([
                        "pkcs8", "-topk8", "-in", privateKey, "-passout", "pass:open sesame", "-v2", "aes256",
                    ]),
                    input: [],
                    limit: 10_000,
                    on: loop
                )
                let again = try PrivateKey(pem: encrypted.output, passphrase: Array("open sesame".utf8))
                #expect(try again.publicKey() == key.publicKey())
                for passphrase in ["", "wrong"] {
                    let error = #expect(throws: CryptoError.self) {
                        _ = try PrivateKey(pem: encrypted.output, passphrase: Array(passphrase.utf8))
                    }
                    #expect(error?.code == .unreadable)
                }
            }
        }
    }
}

private enum OpenSSLTool {
    static let isInstalled = (try? ProgramSearch.locate("openssl", path: nil)) != nil

    static func command(_ arguments: [String]) -> ChildCommand { ChildCommand("openssl", arguments) }

    /// The port that s_server says it listens on.
    static func port(of child: ChildProcess) async throws -> UInt16 {
        var buffer = InputBuffer()
        while true {
            let text = String(decoding: buffer.bytes(0..<buffer.count), as: UTF8.self)
            for line in text.split(separator: "\n").dropLast(text.hasSuffix("\n") ? 0 : 1) {
                guard line.hasPrefix("ACCEPT"), let colon = line.lastIndex(of: ":") else { continue }
                if let port = UInt16(line[line.index(after: colon)...]) { return port }
            }
            guard let output = child.output, try await output.read(into: &buffer) > 0 else {
                throw TLSError(.failed, detail: "openssl s_server did not say where it listens: \(text)")
            }
        }
    }
}

/// Reads a line, answers it and says goodbye.
private func answer(_ transport: DescriptorStream, _ context: TLSContext) async {
    do {
        let stream = try await TLSStream.accept(over: transport, context)
        var buffer = InputBuffer()
        repeat { guard try await stream.read(into: &buffer) > 0 else { return } } while buffer[buffer.count - 1] != 10
        try await stream.write(Array("answer to ".utf8) + buffer.takeAll())
        try await stream.finishWriting()
        _ = try? await stream.read(into: &buffer)
        stream.close()
    } catch { Issue.record("\(error)") }
}

private struct Folder: Sendable {
    let path: String

    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = "\(path)/\(name)"
        guard let stream = fopen(file, "w") else { throw TLSError(.failed, detail: "cannot write \(file)") }
        fwrite(bytes, 1, bytes.count, stream)
        fclose(stream)
        return file
    }
}

private func withFolder(_ body: (Folder) async throws -> Void) async throws {
    var template = Array("/tmp/tls-tests-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TLSError(.failed, detail: "cannot make a folder") }
    let folder = Folder(path: String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
    defer {
        for name in ["chain.pem", "key.pem", "authority.pem", "public.pem", "private.pem", "signature", "text"] {
            unlink("\(folder.path)/\(name)")
        }
        rmdir(folder.path)
    }
    try await body(folder)
}
