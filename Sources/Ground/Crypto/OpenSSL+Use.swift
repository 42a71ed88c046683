internal import SystemLibraries

extension OpenSSL {
    /// libcrypto's functions, with this thread's list of errors empty.
    static func crypto(for operation: String) throws(CryptoError) -> Crypto {
        do throws(SystemLibraryError) {
            let crypto = try Crypto.bound()
            crypto.errors.clear()
            return crypto
        } catch {
            throw CryptoError(error, operation: operation)
        }
    }
}

extension OpenSSL.Crypto {
    /// What this thread's failed operation complained about, the cause first; the list is empty afterwards.
    func takeReasons() -> [String] {
        var reasons: [String] = []
        while reasons.count < 8, case let number = errors.next(), number != 0 {
            let reason = errors.reason(number).map { String(cString: $0) } ?? "error \(String(number, radix: 16))"
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        errors.clear()
        return reasons
    }

    /// An error that tells what OpenSSL complained about.
    func failure(
        _ code: CryptoError.Code = .failed,
        _ operation: String,
        _ expectation: String? = nil
    ) -> CryptoError {
        let reasons = takeReasons()
        let seen = reasons.isEmpty ? "OpenSSL gave no reason" : "OpenSSL says: \(reasons.joined(separator: ", "))"
        return CryptoError(code, operation: operation, detail: expectation.map { "\($0); \(seen)" } ?? seen)
    }

    /// Throws unless a function reported success, which is 1 throughout OpenSSL.
    func check(_ result: Int32, _ operation: String) throws(CryptoError) {
        guard result == 1 else { throw failure(.failed, operation) }
    }

    /// An object that a function made, or an error that tells why it did not.
    func require(_ object: OpaquePointer?, _ operation: String) throws(CryptoError) -> OpaquePointer {
        guard let object else { throw failure(.failed, operation) }
        return object
    }
}

extension Span<UInt8> {
    /// Lends the bytes to C: never null, which OpenSSL takes for an absent value where it means no bytes.
    func withCBytes<Result, Failure: Error>(
        _ body: (UnsafePointer<UInt8>, Int) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withUnsafeBufferPointer { bytes throws(Failure) in
            if let base = bytes.baseAddress { return try body(base, bytes.count) }
            var nothing: UInt8 = 0
            return try withUnsafePointer(to: &nothing) { empty throws(Failure) in try body(empty, 0) }
        }
    }
}

/// An array that a C function fills; `fill` returns how many bytes it wrote, of `capacity` at most.
func bytes<Failure: Error>(
    capacity: Int,
    _ fill: (UnsafeMutablePointer<UInt8>) throws(Failure) -> Int
) throws(Failure) -> [UInt8] {
    var result: [UInt8] = []
    try result.append(addingCapacity: max(1, capacity)) { span throws(Failure) in
        try span.withUnsafeMutableBufferPointer { room, filled throws(Failure) in
            guard let base = room.baseAddress else { return }
            filled = try fill(base)
        }
    }
    return result
}
