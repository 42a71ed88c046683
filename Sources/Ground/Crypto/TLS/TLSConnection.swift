internal import Reactor
internal import SystemLibraries

/// OpenSSL's half of a machine, freed with it.
struct TLSConnection: ~Copyable {
    enum Outcome: Equatable {
        case success
        case wantsInput
        case ended
        /// With what OpenSSL calls the kind of failure.
        case failure(Int32)
    }

    /// What a call needs.
    struct Call {
        let tls: OpenSSL.TLS
        let pointer: OpaquePointer
    }

    let context: TLSContext
    let wire: TLSWire
    let pointer: OpaquePointer

    init(_ context: TLSContext, serverName: String?) throws(TLSError) {
        let (crypto, connections) = (context.crypto, context.tls.connections)
        crypto.errors.clear()
        let wire = TLSWire(crypto)
        guard let pointer = connections.make(context.pointer) else {
            throw TLSError(.failed, detail: "OpenSSL could not start a channel: \(crypto.takeReasons())")
        }
        guard let stream = wire.makeStream() else {
            connections.free(pointer)
            throw TLSError(.failed, detail: "OpenSSL could not make a stream: \(crypto.takeReasons())")
        }
        // One stream serves both directions; together they take one share in it.
        connections.setStreams(pointer, stream, stream)
        _ = connections.setExtraData(pointer, 0, Unmanaged.passUnretained(wire).toOpaque())
        if context.configuration.role == .server {
            connections.startAsServer(pointer)
        } else {
            connections.startAsClient(pointer)
            if let serverName {
                do throws(TLSError) { try Self.expect(serverName, pointer, context) } catch {
                    connections.free(pointer)
                    throw error
                }
            }
        }
        (self.context, self.wire, self.pointer) = (context, wire, pointer)
    }

    deinit { context.tls.connections.free(pointer) }

    /// Tells whom the certificate must be good for, and asks the server for it.
    private static func expect(_ name: String, _ pointer: OpaquePointer, _ context: TLSContext) throws(TLSError) {
        let (crypto, connections) = (context.crypto, context.tls.connections)
        // As URLs write an IPv6 address.
        let isInBrackets = name.hasPrefix("[") && name.hasSuffix("]") && name.utf8.count > 2
        let address = isInBrackets ? String(name.dropFirst().dropLast()) : name
        if SocketAddress(numeric: address, port: 0) != nil {
            guard crypto.verification.setAddress(connections.verificationParameters(pointer), address) == 1 else {
                throw TLSError(.badConfiguration, detail: "expected an address, saw '\(name)'")
            }
            return
        }
        let isUsable = !name.isEmpty && name.utf8.count <= 253 && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        let setHostName: Int32 = 55
        let noPartialWildcards: UInt32 = 4
        crypto.verification.setHostFlags(connections.verificationParameters(pointer), noPartialWildcards)
        // A dot at the end means the same host, but stands in no certificate.
        let host = name.hasSuffix(".") ? String(name.dropLast()) : name
        let isSet =
            isUsable
            && host.withCString { text in
                connections.expectHost(pointer, text) == 1
                    && connections.control(pointer, setHostName, 0, UnsafeMutableRawPointer(mutating: text)) == 1
            }
        guard isSet else {
            throw TLSError(
                .badConfiguration,
                detail: "expected a host name of 1 to 253 ASCII characters or a numeric address, saw '\(name)'"
            )
        }
    }

    /// Runs one call of OpenSSL's that may read ciphertext from the front of `received`.
    func using(_ received: inout InputBuffer, _ body: (Call) -> Int32) -> Outcome {
        let outcome = received.readable.withUnsafeBufferPointer { bytes in
            wire.input = bytes
            wire.consumed = 0
            return usingNothing(body)
        }
        wire.input = UnsafeBufferPointer(start: nil, count: 0)
        received.consume(wire.consumed)
        wire.consumed = 0
        return outcome
    }

    /// Runs one call that finds nothing to read.
    func usingNothing(_ body: (Call) -> Int32) -> Outcome {
        context.crypto.errors.clear()
        let result = body(Call(tls: context.tls, pointer: pointer))
        if result > 0 { return .success }
        let (wantsRead, saidGoodbye): (Int32, Int32) = (2, 6)
        switch context.tls.connections.outcome(pointer, result) {
        case wantsRead: return .wantsInput
        case saidGoodbye: return .ended
        case let kind: return .failure(kind)
        }
    }

    func applicationProtocol() -> String? {
        var name: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        context.tls.connections.selectedProtocol(pointer, &name, &count)
        guard count > 0 else { return nil }
        return String(decoding: UnsafeBufferPointer(start: name, count: Int(count)), as: UTF8.self)
    }

    func session() -> TLSSession {
        let connections = context.tls.connections
        let hostName: Int32 = 0
        return TLSSession(
            version: TLSVersion(rawValue: UInt16(truncatingIfNeeded: connections.version(pointer))) ?? .tls12,
            cipher: connections.cipherName(connections.cipher(pointer)).map { String(cString: $0) } ?? "unknown",
            applicationProtocol: applicationProtocol(),
            serverName: connections.serverName(pointer, hostName).map { String(cString: $0) },
            peerChain: peerChain(),
            isResumed: connections.isResumed(pointer) == 1
        )
    }

    private func peerChain() -> [Certificate] {
        let (crypto, connections) = (context.crypto, context.tls.connections)
        let operation = "read the peer's certificates"
        var chain: [Certificate] = []
        if let own = connections.peerCertificate(pointer),
            let certificate = try? Certificate(crypto, owning: own, operation)
        {
            chain.append(certificate)
        }
        guard let sent = connections.peerChain(pointer) else { return chain }
        for index in 0..<max(0, crypto.certificates.stackCount(sent)) {
            guard let next = crypto.certificates.stackValue(sent, index), crypto.certificates.retain(next) == 1,
                let certificate = try? Certificate(crypto, owning: next, operation), certificate != chain.first
            else { continue }
            chain.append(certificate)
        }
        return chain
    }
}
