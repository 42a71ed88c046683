internal import SystemLibraries

/// One use of a cipher.
struct SealingPass: ~Copyable {
    private let algorithm: SealingAlgorithm
    private let operation: String
    private let crypto: OpenSSL.Crypto
    private let method: OpaquePointer
    private let context: OpaquePointer

    private static let getTag: Int32 = 0x10
    private static let setTag: Int32 = 0x11

    init(
        _ algorithm: SealingAlgorithm,
        _ operation: String,
        _ contentCount: Int,
        _ contextCount: Int
    ) throws(CryptoError) {
        let most = Int(Int32.max) - 64
        guard contentCount <= most, contextCount <= most else {
            throw CryptoError(
                .badArgument,
                operation: operation,
                detail: "expected at most \(most) bytes at once, saw \(max(contentCount, contextCount))"
            )
        }
        let crypto = try OpenSSL.crypto(for: operation)
        let method = try algorithm.method(crypto, operation)
        let context = try crypto.require(crypto.ciphers.newContext(), operation)
        (self.algorithm, self.operation, self.crypto, self.method, self.context) =
            (algorithm, operation, crypto, method, context)
    }

    deinit { crypto.ciphers.freeContext(context) }

    func seal(
        _ contents: [UInt8],
        nonce: [UInt8],
        secret: [UInt8],
        context associated: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        let ciphers = crypto.ciphers
        try crypto.check(ciphers.encryptInitialise(context, method, nil, secret, nonce), operation)
        var length: Int32 = 0
        if !associated.isEmpty {
            try crypto.check(
                ciphers.encryptUpdate(context, nil, &length, associated, Int32(associated.count)),
                operation
            )
        }
        let tagCount = SealingAlgorithm.tagByteCount
        return try bytes(capacity: nonce.count + contents.count + tagCount) { room throws(CryptoError) in
            room.update(from: nonce, count: nonce.count)
            let hidden = room + nonce.count
            if !contents.isEmpty {
                try crypto.check(
                    ciphers.encryptUpdate(context, hidden, &length, contents, Int32(contents.count)),
                    operation
                )
            }
            let tag = hidden + contents.count
            try crypto.check(ciphers.encryptFinish(context, tag, &length), operation)
            try crypto.check(ciphers.control(context, Self.getTag, Int32(tagCount), tag), operation)
            return nonce.count + contents.count + tagCount
        }
    }

    func open(
        _ sealed: [UInt8],
        secret: [UInt8],
        context associated: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        let ciphers = crypto.ciphers
        let nonceCount = SealingAlgorithm.nonceByteCount
        let contentCount = sealed.count - SealingKey.overhead
        var tag = Array(sealed.suffix(SealingAlgorithm.tagByteCount))
        try crypto.check(ciphers.decryptInitialise(context, method, nil, secret, sealed), operation)
        try crypto.check(ciphers.control(context, Self.setTag, Int32(tag.count), &tag), operation)
        var length: Int32 = 0
        if !associated.isEmpty {
            try crypto.check(
                ciphers.decryptUpdate(context, nil, &length, associated, Int32(associated.count)),
                operation
            )
        }
        let hidden = sealed.span.extracting(nonceCount..<nonceCount + contentCount)
        // Room for one byte more at least: the last call wants a place even when it writes nothing.
        return try bytes(capacity: contentCount + 16) { room throws(CryptoError) in
            if contentCount > 0 {
                let result = hidden.withCBytes {
                    ciphers.decryptUpdate(context, room, &length, $0, Int32($1))
                }
                try crypto.check(result, operation)
            }
            guard ciphers.decryptFinish(context, room + contentCount, &length) == 1 else {
                crypto.errors.clear()
                // What is in the room was not authenticated: nobody may see it.
                room.update(repeating: 0, count: contentCount)
                throw CryptoError(
                    .notAuthentic,
                    operation: operation,
                    detail: "expected bytes sealed by this key for this context, saw others or changed ones"
                )
            }
            return contentCount
        }
    }
}
