internal import SystemLibraries

/// A configuration made ready for use, shared by all channels that follow it.
///
/// `@unchecked Sendable`: nothing changes after it was made, and OpenSSL counts its uses in a way that is safe for threads.
public final class TLSContext: @unchecked Sendable {
    /// What it was made from.
    public let configuration: TLSConfiguration
    let tls: OpenSSL.TLS
    let crypto: OpenSSL.Crypto
    let pointer: OpaquePointer
    /// The application protocols as they travel, each behind its length; OpenSSL's choice points into it.
    private let protocolList: UnsafeMutableBufferPointer<UInt8>

    /// Makes a configuration ready; contradictions in it show here.
    public init(_ configuration: TLSConfiguration) throws(TLSError) {
        do throws(SystemLibraryError) {
            crypto = try .bound()
            tls = try .bound()
        } catch {
            throw TLSError(.libraryMissing, detail: error.description)
        }
        self.configuration = configuration
        let list = try Self.protocolList(configuration.applicationProtocols)
        crypto.errors.clear()
        guard let pointer = tls.contexts.make(tls.contexts.method()) else {
            throw TLSError(.failed, detail: "OpenSSL could not prepare TLS: \(crypto.takeReasons())")
        }
        self.pointer = pointer
        protocolList = .allocate(capacity: max(1, list.count))
        protocolList.initialize(repeating: 0)
        _ = protocolList.update(from: list)
        try setUp(protocolCount: list.count)
    }

    deinit {
        tls.contexts.free(pointer)
        protocolList.deallocate()
    }

    private func setUp(protocolCount: Int) throws(TLSError) {
        setOptions()
        try setIdentity()
        try setAuthorities()
        let isServer = configuration.role == .server
        tls.contexts.setVerification(
            pointer,
            verificationFlags,
            configuration.verification == .off ? nil : noteRejection
        )
        guard protocolCount > 0 else { return }
        if isServer {
            let list = Unmanaged.passUnretained(self).toOpaque()
            tls.contexts.setProtocolSelection(pointer, selectProtocol, list)
        } else if tls.contexts.offerProtocols(pointer, protocolList.baseAddress, UInt32(protocolCount)) != 0 {
            // The one function that reports success by 0.
            throw failure("offer application protocols")
        }
    }

    private func setOptions() {
        let contexts = tls.contexts
        _ = contexts.control(pointer, Control.minimumVersion, Int(configuration.versions.lowerBound.rawValue), nil)
        _ = contexts.control(pointer, Control.maximumVersion, Int(configuration.versions.upperBound.rawValue), nil)
        _ = contexts.control(pointer, Control.mode, Control.releaseBuffers | Control.chainAsGiven, nil)
        // Tickets resume sessions; a cache beside them would only grow.
        _ = contexts.control(pointer, Control.sessionCache, 0, nil)
        _ = contexts.setOptions(pointer, Control.noCompression | Control.noRenegotiation | Control.ownPreference)
        let name = Array("comport".utf8)
        _ = contexts.setSessionContext(pointer, name, UInt32(name.count))
    }

    private func setIdentity() throws(TLSError) {
        guard let identity = configuration.identity else {
            guard configuration.role == .client else {
                throw TLSError(.badConfiguration, detail: "expected an identity for a TLS server, saw none")
            }
            return
        }
        let contexts = tls.contexts
        guard contexts.useCertificate(pointer, identity.certificate.handle.pointer) == 1,
            contexts.useKey(pointer, identity.key.handle.pointer) == 1
        else { throw failure("use \(identity.certificate)") }
        for certificate in identity.chain.dropFirst() {
            let shared = 1
            guard
                contexts.control(
                    pointer,
                    Control.addToChain,
                    shared,
                    UnsafeMutableRawPointer(certificate.handle.pointer)
                ) == 1
            else { throw failure("use \(certificate) in a chain") }
        }
    }

    private func setAuthorities() throws(TLSError) {
        guard configuration.verification != .off else { return }
        let certificates: [Certificate]
        switch configuration.authorities {
        case .system: certificates = []
        case .only(let own), .systemAnd(let own): certificates = own
        }
        if case .only = configuration.authorities {
            guard !certificates.isEmpty else {
                throw TLSError(
                    .badConfiguration,
                    detail: "expected at least one authority to verify the peer with, saw none; "
                        + "pass certificates or use those of the system"
                )
            }
        } else if tls.contexts.useSystemAuthorities(pointer) != 1 {
            throw failure("use the system's authorities")
        }
        let store = tls.contexts.store(pointer)
        for certificate in certificates {
            guard crypto.verification.addAuthority(store, certificate.handle.pointer) == 1 else {
                throw failure("trust \(certificate)")
            }
            if configuration.role == .server {
                _ = tls.contexts.announceAuthority(pointer, certificate.handle.pointer)
            }
        }
    }

    private var verificationFlags: Int32 {
        let (verifyPeer, failWithoutCertificate): (Int32, Int32) = (1, 2)
        return switch configuration.verification {
        case .required: verifyPeer | failWithoutCertificate
        case .ifPresented: verifyPeer
        case .off: 0
        }
    }

    private func failure(_ operation: String) -> TLSError {
        TLSError(
            .badConfiguration,
            detail: "could not \(operation): OpenSSL says: \(crypto.takeReasons().joined(separator: ", "))"
        )
    }

    private static func protocolList(_ names: [String]) throws(TLSError) -> [UInt8] {
        var list: [UInt8] = []
        for name in names {
            let bytes = Array(name.utf8)
            guard (1...255).contains(bytes.count) else {
                throw TLSError(
                    .badConfiguration,
                    detail: "expected an application protocol of 1 to 255 bytes, saw \(bytes.count)"
                )
            }
            list.append(UInt8(bytes.count))
            list += bytes
        }
        guard list.count <= 65_535 else {
            throw TLSError(.badConfiguration, detail: "expected application protocols of at most 65535 bytes together")
        }
        return list
    }

    /// Chooses the first protocol of ours that the client offers.
    fileprivate func choose(
        _ choice: OpenSSL.BytesPlace,
        _ length: OpenSSL.Room,
        _ offered: OpenSSL.Bytes,
        _ count: UInt32
    ) -> Bool {
        let negotiated: Int32 = 1
        let own = protocolList
        return tls.contexts.selectProtocol(choice, length, own.baseAddress, UInt32(own.count), offered, count)
            == negotiated
    }

    private enum Control {
        static let mode: Int32 = 33
        static let sessionCache: Int32 = 44
        static let addToChain: Int32 = 89
        static let minimumVersion: Int32 = 123
        static let maximumVersion: Int32 = 124
        /// An idle channel gives its buffers back.
        static let releaseBuffers = 0x10
        /// No certificates of authorities are added to the chain that the identity has.
        static let chainAsGiven = 0x8
        static let noCompression: UInt64 = 1 << 17
        static let ownPreference: UInt64 = 1 << 22
        static let noRenegotiation: UInt64 = 1 << 30
    }
}

private let selectProtocol: OpenSSL.SelectProtocolCallback = { _, choice, length, offered, count, context in
    let (fine, fatalAlert): (Int32, Int32) = (0, 2)
    guard let context else { return fatalAlert }
    let isChosen = Unmanaged<TLSContext>.fromOpaque(context).takeUnretainedValue()
        .choose(choice, length, offered, count)
    return isChosen ? fine : fatalAlert
}
