internal import SystemLibraries

extension OpenSSL.Crypto {
    /// Lets a function read text from memory.
    func reading<Result>(
        _ text: [UInt8],
        _ operation: String,
        _ body: (OpaquePointer) throws(CryptoError) -> Result
    ) throws(CryptoError) -> Result {
        try text.span.withCBytes { base, count throws(CryptoError) in
            guard let length = Int32(exactly: count) else {
                throw CryptoError(.badArgument, operation: operation, detail: "expected less than 2 GiB, saw \(count)")
            }
            let stream = try require(streams.overBytes(base, length), operation)
            defer { _ = streams.free(stream) }
            return try body(stream)
        }
    }

    /// What a function writes to a stream of OpenSSL.
    func written(_ operation: String, _ body: (OpaquePointer) -> Int32) throws(CryptoError) -> [UInt8] {
        let pendingCount: Int32 = 10
        let stream = try require(streams.make(streams.memoryMethod()), operation)
        defer { _ = streams.free(stream) }
        guard body(stream) > 0 else { throw failure(.failed, operation) }
        let count = streams.control(stream, pendingCount, 0, nil)
        return bytes(capacity: count) { room in count > 0 ? Int(streams.read(stream, room, Int32(count))) : 0 }
    }

    /// What one of OpenSSL's DER writers gives.
    func encoded(_ operation: String, _ write: (OpenSSL.RoomPlace) -> Int32) throws(CryptoError) -> [UInt8] {
        let count = write(nil)
        guard count > 0 else { throw failure(.failed, operation) }
        return bytes(capacity: Int(count)) { room in
            var place: UnsafeMutablePointer<UInt8>? = room
            return Int(write(&place))
        }
    }

    /// An object that one of OpenSSL's DER readers finds, if it takes all bytes.
    func decoded(
        _ bytes: [UInt8],
        _ operation: String,
        _ expected: String,
        free: (OpaquePointer) -> Void,
        _ read: (OpenSSL.BytesPlace, Int) -> OpaquePointer?
    ) throws(CryptoError) -> OpaquePointer {
        try bytes.span.withCBytes { base, count throws(CryptoError) in
            var place: UnsafePointer<UInt8>? = base
            guard let object = read(&place, count) else {
                throw failure(.unreadable, operation, "expected \(expected) in DER")
            }
            guard place == base + count else {
                free(object)
                let used = place.map { $0 - base } ?? 0
                throw CryptoError(
                    .unreadable,
                    operation: operation,
                    detail: "byte \(used): expected the end behind \(expected), saw \(count - used) bytes more"
                )
            }
            return object
        }
    }
}

/// Hands a passphrase to OpenSSL, which would ask at the terminal otherwise.
let fillPassphrase: OpenSSL.PassphraseCallback = { room, capacity, _, data in
    guard let room, let data else { return -1 }
    let passphrase = data.assumingMemoryBound(to: [UInt8].self).pointee
    guard !passphrase.isEmpty, passphrase.count <= capacity else { return -1 }
    room.update(from: passphrase, count: passphrase.count)
    return Int32(passphrase.count)
}
