internal import SystemLibraries

/// An object of OpenSSL that is never freed and that all threads may use.
struct SharedObject: @unchecked Sendable {
    let object: OpaquePointer?

    /// One object for each case, made once; none when OpenSSL is missing, which its users find out by themselves.
    static func all<Key: CaseIterable & Hashable>(
        _ keys: Key.Type,
        _ make: (OpenSSL.Crypto, Key) -> OpaquePointer?
    ) -> [Key: SharedObject] {
        guard let crypto = try? OpenSSL.Crypto.bound() else { return [:] }
        return Dictionary(uniqueKeysWithValues: keys.allCases.map { ($0, SharedObject(object: make(crypto, $0))) })
    }
}
