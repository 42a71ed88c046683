import Crypto
import SystemLibraries
import Testing

/// Each test runs in a process of its own, as a library is looked for once only.
@Suite struct MissingLibraryTests {
    @Test func `without libcrypto one clear error says what to do, and random bytes go on`() async {
        await #expect(processExitsWith: .success) {
            LibraryReplacement.replaceFiles(of: .crypto, by: ["libabsent-for-tests.so.3"])
            #expect(SecureRandom.bytes(8).count == 8)
            #expect(constantTimeEqual([1], [1]))
            for _ in 0..<2 {
                let error = #expect(throws: CryptoError.self) { _ = try Digest.of([], .sha256) }
                #expect(error?.code == .libraryMissing)
                let text = error?.description ?? ""
                #expect(text.hasPrefix("compute a digest: OpenSSL 3 (libcrypto) is needed for digests, sealing, "))
                #expect(text.contains("libabsent-for-tests.so.3"))
                #expect(text.contains("apt-get install libssl3"))
            }
            #expect(throws: CryptoError.self) { _ = try SealingKey.random().seal([1]) }
            #expect(throws: CryptoError.self) { _ = try PrivateKey.generate(.ed25519) }
            let error = #expect(throws: TLSError.self) { _ = try TLSContext(.client()) }
            #expect(error?.code == .libraryMissing)
        }
    }

    @Test func `without libssl only TLS is missing`() async {
        await #expect(processExitsWith: .success) {
            LibraryReplacement.replaceFiles(of: .tls, by: ["libabsent-for-tests.so.3"])
            #expect((try? Digest.of([], .sha1))?.count == 20)
            let error = #expect(throws: TLSError.self) { _ = try TLSContext(.client()) }
            #expect(error?.code == .libraryMissing)
            #expect(error?.description.contains("OpenSSL 3 (libssl) is needed for TLS, so for https and wss") == true)
        }
    }
}
