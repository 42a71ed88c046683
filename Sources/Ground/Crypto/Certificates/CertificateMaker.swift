internal import Reactor
internal import SystemLibraries

/// Fills a certificate in and signs it.
struct CertificateMaker {
    private let template: CertificateTemplate
    private let operation: String
    private let crypto: OpenSSL.Crypto

    init(_ template: CertificateTemplate, _ operation: String) throws(CryptoError) {
        self.template = template
        self.operation = operation
        crypto = try OpenSSL.crypto(for: operation)
    }

    /// Makes the certificate of a key; without a signer it is signed by that key itself.
    func make(for key: PrivateKey, signer: Identity?) throws(CryptoError) -> Certificate {
        let issuing = crypto.issuing
        let subjectAlternatives = try alternativeNames()
        let pointer = try crypto.require(issuing.make(), operation)
        let certificate = CertificateHandle(crypto, owning: pointer)
        let thirdVersion = 2
        try crypto.check(issuing.setVersion(pointer, thirdVersion), operation)
        var random = SecureRandom()
        try crypto.check(issuing.setInteger(issuing.serialNumber(pointer), random.next() >> 1 | 1), operation)
        _ = try crypto.require(issuing.setTime(issuing.notBefore(pointer), Int(template.validFrom)), operation)
        _ = try crypto.require(issuing.setTime(issuing.notAfter(pointer), Int(template.validUntil)), operation)
        try crypto.check(issuing.setPublicKey(pointer, key.handle.pointer), operation)
        let subject = crypto.certificates.subject(pointer)
        let name = Array(template.commonName.utf8)
        let utf8: Int32 = 0x1000
        guard issuing.addNameEntry(subject, "CN", utf8, name, Int32(clamping: name.count), -1, 0) == 1 else {
            throw crypto.failure(.badArgument, operation, "expected a common name of 1 to 64 characters")
        }
        let issuer = signer?.certificate.handle.pointer ?? pointer
        try crypto.check(issuing.setIssuer(pointer, crypto.certificates.subject(issuer)), operation)
        try addExtensions(to: pointer, issuer: issuer, key.kind, subjectAlternatives)
        return try sign(certificate, with: signer?.key ?? key)
    }

    private func sign(_ certificate: CertificateHandle, with key: PrivateKey) throws(CryptoError) -> Certificate {
        let method = key.kind == .ed25519 ? nil : try DigestAlgorithm.sha256.method(crypto, operation)
        guard crypto.issuing.sign(certificate.pointer, key.handle.pointer, method) > 0 else {
            throw crypto.failure(.failed, operation)
        }
        _ = crypto.certificates.retain(certificate.pointer)
        return try Certificate(crypto, owning: certificate.pointer, operation)
    }

    private func addExtensions(
        to certificate: OpaquePointer,
        issuer: OpaquePointer,
        _ kind: KeyKind,
        _ alternativeNames: String
    ) throws(CryptoError) {
        let usage =
            switch kind {
            case _ where template.isAuthority: "critical,keyCertSign,cRLSign,digitalSignature"
            case .rsa: "critical,digitalSignature,keyEncipherment"
            default: "critical,digitalSignature"
            }
        // The numbers are OpenSSL's for the kinds of extension.
        try add(82, "hash", certificate, issuer)
        try add(90, "keyid:always", certificate, issuer)
        try add(87, template.isAuthority ? "critical,CA:TRUE" : "critical,CA:FALSE", certificate, issuer)
        try add(83, usage, certificate, issuer)
        if !template.isAuthority { try add(126, "serverAuth,clientAuth", certificate, issuer) }
        if !alternativeNames.isEmpty { try add(85, alternativeNames, certificate, issuer) }
    }

    private func add(
        _ kind: Int32,
        _ value: String,
        _ certificate: OpaquePointer,
        _ issuer: OpaquePointer
    ) throws(CryptoError) {
        // The context is a struct of eight fields; twice that room, and zeros, suit later versions as well.
        let context = UnsafeMutableRawBufferPointer.allocate(byteCount: 128, alignment: 16)
        defer { context.deallocate() }
        context.initializeMemory(as: UInt8.self, repeating: 0)
        crypto.issuing.setExtensionContext(context.baseAddress, issuer, certificate, nil, nil, 0)
        let made = crypto.issuing.makeExtension(nil, context.baseAddress, kind, value)
        let pointer = try crypto.require(made, operation)
        defer { crypto.issuing.freeExtension(pointer) }
        try crypto.check(crypto.issuing.addExtension(certificate, pointer, -1), operation)
    }

    /// The hosts in OpenSSL's notation, in which commas separate: other characters than those of names are refused.
    private func alternativeNames() throws(CryptoError) -> String {
        var names: [String] = []
        for host in template.hosts {
            if SocketAddress(numeric: host, port: 0) != nil {
                names.append("IP:\(host)")
                continue
            }
            let isName = host.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "*"),
                    UInt8(ascii: "_"):
                    true
                default: false
                }
            }
            guard isName, !host.isEmpty else {
                throw CryptoError(
                    .badArgument,
                    operation: operation,
                    detail: "expected a host name or a numeric address, saw '\(host)'"
                )
            }
            names.append("DNS:\(host)")
        }
        return names.joined(separator: ",")
    }
}
