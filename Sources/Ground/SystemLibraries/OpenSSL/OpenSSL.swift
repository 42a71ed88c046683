/// OpenSSL 3, bound when it is first needed and without its headers.
///
/// The tables name each function by what it does; the string beside it is the name to look up in OpenSSL's manual. The
/// types are those of the manual with every object an opaque pointer, so that a wrong object is not caught here: callers
/// wrap each kind once.
package enum OpenSSL {
    package typealias Object = OpaquePointer?
    package typealias ObjectPlace = UnsafeMutablePointer<OpaquePointer?>?
    package typealias Bytes = UnsafePointer<UInt8>?
    package typealias BytesPlace = UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    package typealias Room = UnsafeMutablePointer<UInt8>?
    package typealias RoomPlace = UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?
    package typealias CString = UnsafePointer<CChar>?
    package typealias Raw = UnsafeMutableRawPointer?
    package typealias Int32Place = UnsafeMutablePointer<Int32>?
    package typealias UInt32Place = UnsafeMutablePointer<UInt32>?
    package typealias LengthPlace = UnsafeMutablePointer<Int>?

    /// Fills in a passphrase and returns its length, or -1 for none.
    package typealias PassphraseCallback = (@convention(c) (Room, _ room: Int32, _ writing: Int32, Raw) -> Int32)?
    package typealias ReadCallback = (@convention(c) (Object, Room, Int32) -> Int32)?
    package typealias WriteCallback = (@convention(c) (Object, Bytes, Int32) -> Int32)?
    package typealias ControlCallback = (@convention(c) (Object, Int32, Int, Raw) -> Int)?
    package typealias VerifyCallback = (@convention(c) (_ isFine: Int32, Object) -> Int32)?
    package typealias SelectProtocolCallback =
        (@convention(c) (Object, BytesPlace, Room, Bytes, UInt32, Raw) -> Int32)?

    /// libcrypto's functions.
    ///
    /// `@unchecked Sendable`: nothing in it changes, and OpenSSL 3 locks what it shares.
    package final class Crypto: @unchecked Sendable {
        package let errors: Errors
        package let digests: Digests
        package let ciphers: Ciphers
        package let numbers: Numbers
        package let keys: Keys
        package let signatures: Signatures
        package let encodings: Encodings
        package let streams: Streams
        package let certificates: Certificates
        package let issuing: Issuing
        package let verification: Verification

        /// Binds a library; another one than OpenSSL's usual only in tests.
        package init(_ library: SystemLibrary = .crypto) throws(SystemLibraryError) {
            let loaded = try LoadedLibrary(library)
            errors = try Errors(loaded)
            digests = try Digests(loaded)
            ciphers = try Ciphers(loaded)
            numbers = try Numbers(loaded)
            keys = try Keys(loaded)
            signatures = try Signatures(loaded)
            encodings = try Encodings(loaded)
            streams = try Streams(loaded)
            certificates = try Certificates(loaded)
            issuing = try Issuing(loaded)
            verification = try Verification(loaded)
            let initialise: @convention(c) (UInt64, Object) -> Int32 = try loaded.function("OPENSSL_init_crypto")
            // Without its clean-up at exit: threads of ours may still be inside then.
            _ = initialise(0x0008_0000, nil)
        }

        private static let shared = Result { () throws(SystemLibraryError) in try Crypto() }

        /// The functions of the system's libcrypto.
        package static func bound() throws(SystemLibraryError) -> Crypto { try shared.get() }
    }

    /// libssl's functions.
    ///
    /// `@unchecked Sendable`: nothing in it changes, and OpenSSL 3 locks what it shares.
    package final class TLS: @unchecked Sendable {
        package let contexts: Contexts
        package let connections: Connections

        /// Binds a library; another one than OpenSSL's usual only in tests.
        package init(_ library: SystemLibrary = .tls) throws(SystemLibraryError) {
            let loaded = try LoadedLibrary(library)
            contexts = try Contexts(loaded)
            connections = try Connections(loaded)
        }

        private static let shared = Result { () throws(SystemLibraryError) in try TLS() }

        /// The functions of the system's libssl.
        package static func bound() throws(SystemLibraryError) -> TLS { try shared.get() }
    }
}
