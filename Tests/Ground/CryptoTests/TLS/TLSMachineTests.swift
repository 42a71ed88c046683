import Crypto
import Reactor
import TestKit
import Testing

@Suite struct TLSMachineTests {
    @Test func `two machines agree and understand each other, however their bytes are split`() throws {
        for seed in UInt64(1)...20 {
            var random = SeededRandom(seed: seed)
            var server = try Certified.serverConfiguration()
            var client = try Certified.clientConfiguration()
            if seed % 2 == 0 { server.versions = .tls12 ... .tls12 }
            client.applicationProtocols = ["h2", "http/1.1"]
            server.applicationProtocols = ["http/1.1"]
            let pair = try MachinePair(client: client, server: server, seed: seed)
            try pair.shakeHands()
            let session = try #require(pair.clientSession)
            #expect(session.version == (seed % 2 == 0 ? .tls12 : .tls13))
            #expect(session.applicationProtocol == "http/1.1")
            #expect(session.peerChain.map(\.subject) == ["CN=server"])
            #expect(pair.serverSession?.serverName == "localhost")
            #expect(pair.serverSession?.applicationProtocol == "http/1.1")
            #expect(pair.serverSession?.peerChain.isEmpty == true)

            let question = SecureRandom.bytes(Int.random(in: 0...40_000, using: &random))
            let answer = SecureRandom.bytes(Int.random(in: 0...40_000, using: &random))
            try pair.client.write(question.span)
            try pair.server.write(answer.span)
            pair.client.finish()
            var (atServer, atClient): ([UInt8], [UInt8]) = ([], [])
            var hasEnded = false
            while pair.deliver() {
                let read = try pair.readAtServer()
                atServer += read.bytes
                hasEnded = read.hasEnded
                atClient += try pair.readAtClient().bytes
            }
            #expect(atServer == question && atClient == answer && hasEnded, "seed \(seed)")
            // Only one direction has ended.
            try pair.server.write([1, 2, 3].span)
            pair.server.finish()
            var more: [UInt8] = []
            while pair.deliver() { more += try pair.readAtClient().bytes }
            let last = try pair.readAtClient()
            #expect(more == [1, 2, 3] && last.hasEnded)
        }
    }

    @Test func `addresses and wildcards are verified as names are`() throws {
        for name in ["127.0.0.1", "::1", "[::1]", "a.wild.test", "localhost."] {
            let pair = try MachinePair(
                client: Certified.clientConfiguration(),
                server: Certified.serverConfiguration(),
                serverName: name
            )
            try pair.shakeHands()
            let isAddress = name.contains("1")
            #expect(pair.serverSession?.serverName == (isAddress ? nil : name == "localhost." ? "localhost" : name))
        }
        for name in ["wrong.test", "a.b.wild.test", "127.0.0.2", "::2"] {
            let failure = try fails(serverName: name)
            #expect(failure.client?.code == .certificateRejected)
            let text = failure.client?.description ?? ""
            #expect(
                text.hasPrefix("expected a certificate for '\(name)', saw the certificate of CN=server for localhost")
            )
            #expect(failure.server?.code == .peerRefused && failure.server?.alert != nil, "\(failure)")
        }
    }

    @Test func `strangers and their authorities are refused`() throws {
        var server = try TLSConfiguration.server(Certified.stranger.get())
        var failure = try fails(server: server)
        #expect(failure.client?.code == .certificateRejected)
        #expect(failure.client?.description.contains("that a known authority vouches for") == true)
        #expect(failure.client?.description.contains("pass the authority of a private certificate") == true)
        #expect(failure.server?.alert == 48)
        server = try Certified.serverConfiguration()
        failure = try fails(client: .client(), server: server)
        #expect(failure.client?.code == .certificateRejected, "the system trusts no private authority")
        failure = try fails(client: .client(authorities: .only([Certified.stranger.get().certificate])), server: server)
        #expect(failure.client?.code == .certificateRejected)
    }

    @Test func `a chain leads to its authority, and only as a whole`() throws {
        let middle = try CertificateTemplate(commonName: "Middle", isAuthority: true)
            .signed(by: Certified.authority.get())
        let leaf = try CertificateTemplate(commonName: "leaf", hosts: ["localhost"]).signed(by: middle)
        let pair = try MachinePair(client: Certified.clientConfiguration(), server: .server(leaf))
        try pair.shakeHands()
        #expect(pair.clientSession?.peerChain.map(\.subject) == ["CN=leaf", "CN=Middle"])
        let lone = try Identity(chain: [leaf.certificate], key: leaf.key)
        #expect(try fails(server: .server(lone)).client?.code == .certificateRejected)
        // A certificate that may not sign others cannot vouch for any.
        let usurper = try CertificateTemplate(commonName: "usurped", hosts: ["localhost"]).signed(by: leaf)
        #expect(try fails(server: .server(usurper)).client?.code == .certificateRejected)
    }

    @Test func `every kind of key can serve`() throws {
        for kind: KeyKind in [.rsa(bits: 2048), .ellipticCurve(.p384), .ed25519] {
            let identity = try CertificateTemplate(commonName: "any", hosts: ["localhost"])
                .signed(by: Certified.authority.get(), key: PrivateKey.generate(kind))
            let pair = try MachinePair(client: Certified.clientConfiguration(), server: .server(identity))
            try pair.shakeHands()
            #expect(try pair.clientSession?.peerChain.first?.publicKey().kind == kind)
        }
    }

    @Test func `certificates out of date are refused`() throws {
        for (from, until) in [(Int64(1_000_000_000), Int64(1_100_000_000)), (Int64(4_000_000_000), 4_100_000_000)] {
            var template = CertificateTemplate(commonName: "old", hosts: ["localhost"])
            (template.validFrom, template.validUntil) = (from, until)
            let failure = try fails(server: .server(template.signed(by: Certified.authority.get())))
            #expect(failure.client?.code == .certificateRejected)
            #expect(failure.client?.description.contains("that is valid now, saw the certificate of CN=old") == true)
        }
    }

    @Test func `a client that opts out believes anybody`() throws {
        let pair = try MachinePair(
            client: .clientWithoutVerification(),
            server: .server(Certified.stranger.get()),
            serverName: "other.test"
        )
        try pair.shakeHands()
        #expect(pair.clientSession?.peerChain.first?.subject == "CN=stranger")
        let nameless = try MachinePair(
            client: .clientWithoutVerification(),
            server: Certified.serverConfiguration(),
            serverName: nil
        )
        try nameless.shakeHands()
        #expect(nameless.serverSession?.serverName == nil)
    }

    @Test func `a server that wants certificates gets them, or refuses`() throws {
        for version in TLSVersion.allCases {
            var server = try TLSConfiguration.server(
                Certified.server.get(),
                clientAuthorities: [Certified.authority.get().certificate]
            )
            server.versions = version...version
            let pair = try MachinePair(
                client: Certified.clientConfiguration(identity: Certified.client.get()),
                server: server
            )
            try pair.shakeHands()
            #expect(pair.serverSession?.peerChain.map(\.subject) == ["CN=client"])

            var failure = try fails(server: server)
            #expect(failure.server?.code == .certificateRejected)
            #expect(failure.server?.description == "expected a certificate from the client, saw none")
            #expect(failure.client?.code == .peerRefused)
            failure = try fails(
                client: Certified.clientConfiguration(identity: Certified.stranger.get()),
                server: server
            )
            #expect(failure.server?.code == .certificateRejected)
            #expect(failure.client?.alert == 48)

            server.verification = .ifPresented
            let without = try MachinePair(client: Certified.clientConfiguration(), server: server)
            try without.shakeHands()
            #expect(without.serverSession?.peerChain.isEmpty == true)
        }
    }

    @Test func `versions and application protocols must overlap`() throws {
        var (client, server) = (try Certified.clientConfiguration(), try Certified.serverConfiguration())
        client.versions = .tls13 ... .tls13
        server.versions = .tls12 ... .tls12
        var failure = try fails(client: client, server: server)
        #expect(failure.server?.code == .noCommonVersion, "\(failure)")
        #expect(failure.client?.code == .noCommonVersion && failure.client?.alert == 70)
        failure = try fails(client: server.swapped(client), server: client.swapped(server))
        #expect(failure.client?.code == .noCommonVersion || failure.server?.code == .noCommonVersion, "\(failure)")

        (client, server) = (try Certified.clientConfiguration(), try Certified.serverConfiguration())
        client.applicationProtocols = ["mqtt"]
        server.applicationProtocols = ["h2", "http/1.1"]
        failure = try fails(client: client, server: server)
        #expect(failure.server?.code == .noCommonProtocol)
        #expect(failure.server?.description.contains("h2, http/1.1") == true)
        #expect(failure.client?.code == .noCommonProtocol && failure.client?.alert == 120)

        server.applicationProtocols = []
        client.applicationProtocolIsRequired = true
        failure = try fails(client: client, server: server)
        #expect(failure.client?.code == .noCommonProtocol && failure.server == nil)
    }

    @Test func `a changed byte ends the channel`() throws {
        let pair = try MachinePair(client: Certified.clientConfiguration(), server: Certified.serverConfiguration())
        try pair.shakeHands()
        try pair.client.write(Array("something".utf8).span)
        pair.damage()
        var seen: TLSError?
        while pair.deliver() {
            do throws(TLSError) { _ = try pair.readAtServer() } catch { seen = error }
        }
        do throws(TLSError) { _ = try pair.readAtServer() } catch { seen = error }
        #expect(seen?.code == .failed)
        #expect(!pair.serverIsOpen)
        do throws(TLSError) {
            try pair.server.write([1].span)
            Issue.record("a failed channel took bytes")
        } catch { #expect(error == seen) }
    }

    @Test func `an end without goodbye is told apart from one with it`() throws {
        let unborn = try MachinePair(client: Certified.clientConfiguration(), server: Certified.serverConfiguration())
        let early = unborn.server.endOfInput()
        #expect(early.code == .truncated && early.description.contains("handshake"))
        let pair = try MachinePair(client: Certified.clientConfiguration(), server: Certified.serverConfiguration())
        try pair.shakeHands()
        let late = pair.server.endOfInput()
        #expect(late.code == .truncated && late.description.contains("close_notify"))
    }

    @Test func `a peer without TLS is recognised`() throws {
        var client = try TLSMachine(TLSContext(Certified.clientConfiguration()), serverName: "localhost")
        var none = InputBuffer()
        let isDone = try client.shakeHands(&none)
        #expect(!isDone)
        var received = InputBuffer(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
        do throws(TLSError) {
            _ = try client.shakeHands(&received)
            Issue.record("text was taken for TLS")
        } catch { #expect(error.code == .notTLS) }
        var server = try TLSMachine(TLSContext(Certified.serverConfiguration()))
        received = InputBuffer(Array("GET / HTTP/1.1\r\n\r\n".utf8))
        do throws(TLSError) {
            _ = try server.shakeHands(&received)
            Issue.record("text was taken for TLS")
        } catch { #expect(error.description.contains("does the peer speak without TLS?")) }
    }

    @Test func `noise never traps`() throws {
        let (client, server) = (try Certified.clientConfiguration(), try Certified.serverConfiguration())
        let contexts = (client: try TLSContext(client), server: try TLSContext(server))
        for seed in UInt64(1)...200 {
            var random = SeededRandom(seed: seed)
            var bytes: [UInt8] = seed % 2 == 0 ? [22, 3, 3, 0, 60, seed % 4 == 0 ? 1 : 2, 0, 0, 56, 3, 3] : []
            for _ in 0..<100 { bytes.append(.random(in: 0...255, using: &random)) }
            var machine =
                try seed % 4 == 2
                ? TLSMachine(contexts.client, serverName: "localhost") : TLSMachine(contexts.server)
            var received = InputBuffer()
            _ = try? machine.shakeHands(&received)
            received = InputBuffer(bytes)
            _ = try? machine.shakeHands(&received)
        }
    }

    @Test func `configurations that contradict themselves are refused`() throws {
        refuses { _ = try TLSMachine(TLSContext(.client())) }
        refuses { _ = try TLSContext(.client(authorities: .only([]))) }
        for name in ["", "a b", String(repeating: "x", count: 300), "bü.test"] {
            refuses { _ = try TLSMachine(TLSContext(.client()), serverName: name) }
        }
        for name in ["", String(repeating: "p", count: 256)] {
            var configuration = try Certified.serverConfiguration()
            configuration.applicationProtocols = [name]
            refuses { _ = try TLSContext(configuration) }
        }
        var configuration = try Certified.serverConfiguration()
        configuration.identity = nil
        refuses { _ = try TLSContext(configuration) }
    }

    private func refuses(_ body: () throws -> Void) {
        let error = #expect(throws: TLSError.self) { try body() }
        #expect(error?.code == .badConfiguration)
    }

    private func fails(
        client: TLSConfiguration? = nil,
        server: TLSConfiguration? = nil,
        serverName: String = "localhost"
    ) throws -> HandshakeFailure {
        let pair = try MachinePair(
            client: client ?? Certified.clientConfiguration(),
            server: server ?? Certified.serverConfiguration(),
            serverName: serverName
        )
        do throws(HandshakeFailure) { try pair.shakeHands() } catch { return error }
        Issue.record("the handshake went well")
        return HandshakeFailure()
    }
}

extension TLSConfiguration {
    /// The other configuration with the versions of this one.
    fileprivate func swapped(_ other: TLSConfiguration) -> TLSConfiguration {
        var result = other
        result.versions = versions
        return result
    }
}
