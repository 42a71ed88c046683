import Crypto
import Testing

@Suite struct CertificateTests {
    @Test func `a certificate says what its template says`() throws {
        var template = CertificateTemplate(
            commonName: "Büro",
            hosts: ["example.com", "*.example.com", "127.0.0.1", "::1"]
        )
        template.validFrom = 1_700_000_000
        template.validUntil = 1_800_000_000
        let identity = try template.selfSigned()
        let certificate = identity.certificate
        #expect(certificate.subject == "CN=Büro" && certificate.issuer == "CN=Büro")
        #expect(certificate.hosts == ["example.com", "*.example.com", "127.0.0.1", "::1"])
        #expect(certificate.validFrom == 1_700_000_000)
        #expect(certificate.validUntil == 1_800_000_000)
        #expect(try certificate.publicKey() == identity.key.publicKey())
        #expect(try certificate.fingerprint().count == 32)
        #expect(certificate.description == "a certificate of CN=Büro for example.com, *.example.com, 127.0.0.1, ::1")
    }

    @Test func `certificates survive PEM and DER`() throws {
        let authority = try CertificateTemplate(commonName: "Root", isAuthority: true).selfSigned()
        let middle = try CertificateTemplate(commonName: "Middle", isAuthority: true).signed(by: authority)
        let leaf = try CertificateTemplate(commonName: "Leaf", hosts: ["localhost"]).signed(by: middle)
        #expect(leaf.chain.map(\.subject) == ["CN=Leaf", "CN=Middle"])
        #expect(leaf.certificate.issuer == "CN=Middle")
        let pem = try leaf.chain.flatMap { try $0.pem() }
        #expect(try Certificate.all(inPEM: Array("words before\n".utf8) + pem) == leaf.chain)
        #expect(try Certificate(der: leaf.certificate.der) == leaf.certificate)
        let again = try Identity(chainPEM: pem, keyPEM: leaf.key.pem())
        #expect(again.chain == leaf.chain)
    }

    @Test func `every kind of key can be certified`() throws {
        for kind: KeyKind in [.rsa(bits: 2048), .ellipticCurve(.p384), .ed25519] {
            let identity = try CertificateTemplate(commonName: "any", hosts: ["a.test"])
                .selfSigned(key: PrivateKey.generate(kind))
            #expect(try identity.certificate.publicKey().kind == kind)
        }
    }

    @Test func `a key of somebody else is no identity`() throws {
        let identity = try CertificateTemplate(commonName: "one").selfSigned()
        let other = try PrivateKey.generate(.ed25519)
        let error = #expect(throws: CryptoError.self) { _ = try Identity(chain: identity.chain, key: other) }
        #expect(error?.code == .wrongKey)
        #expect(throws: CryptoError.self) { _ = try Identity(chain: [], key: other) }
    }

    @Test func `what is no certificate is refused in words`() throws {
        let pem = try CertificateTemplate(commonName: "one").selfSigned().certificate.pem()
        var broken = pem
        broken[broken.count / 2] = UInt8(ascii: "!")
        for text in [[], Array("text".utf8), broken, pem + broken] {
            let error = #expect(throws: CryptoError.self) { _ = try Certificate.all(inPEM: text) }
            #expect(error?.code == .unreadable)
            #expect(error?.description.contains("expected '-----BEGIN CERTIFICATE-----'") == true)
        }
        #expect(throws: CryptoError.self) { _ = try Certificate(der: [1, 2, 3]) }
        for host in ["", "a,DNS:b", "a b", "x:y"] {
            #expect(throws: CryptoError.self, "\(host)") {
                _ = try CertificateTemplate(commonName: "x", hosts: [host]).selfSigned()
            }
        }
        #expect(throws: CryptoError.self) {
            _ = try CertificateTemplate(commonName: String(repeating: "x", count: 65)).selfSigned()
        }
    }
}
