internal import SystemLibraries

/// What OpenSSL reads from and writes to instead of a socket, and what it tells about certificates on the way.
///
/// OpenSSL takes ciphertext straight out of the caller's buffer during a call and leaves what it produces in `output`,
/// so that an idle channel owns no buffers here.
final class TLSWire {
    let crypto: OpenSSL.Crypto
    var input = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var consumed = 0
    var output: [UInt8] = []
    var rejection: Rejection?

    /// A certificate that was refused.
    struct Rejection {
        let number: Int32
        let certificate: CertificateHandle?
    }

    init(_ crypto: OpenSSL.Crypto) { self.crypto = crypto }

    /// A stream of OpenSSL's over this wire, which must live longer.
    func makeStream() -> OpaquePointer? {
        guard let stream = crypto.streams.make(Self.method?.object) else { return nil }
        crypto.streams.setData(stream, Unmanaged.passUnretained(self).toOpaque())
        crypto.streams.setReady(stream, 1)
        return stream
    }

    private static let method: SharedObject? = {
        guard let crypto = try? OpenSSL.Crypto.bound() else { return nil }
        let sourceAndSink: Int32 = 0x0400
        let method = crypto.streams.newMethod(sourceAndSink, "comport")
        _ = crypto.streams.setRead(method, readWire)
        _ = crypto.streams.setWrite(method, writeWire)
        _ = crypto.streams.setControl(method, controlWire)
        return SharedObject(object: method)
    }()

    fileprivate static func of(_ stream: OpaquePointer?, _ crypto: OpenSSL.Crypto) -> TLSWire? {
        crypto.streams.data(stream).map { Unmanaged<TLSWire>.fromOpaque($0).takeUnretainedValue() }
    }

    fileprivate func read(into room: UnsafeMutablePointer<UInt8>, _ capacity: Int) -> Int {
        let count = min(capacity, input.count - consumed)
        guard count > 0, let base = input.baseAddress else { return 0 }
        room.update(from: base + consumed, count: count)
        consumed += count
        return count
    }

    fileprivate func write(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        output.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
    }
}

private let readWire: OpenSSL.ReadCallback = { stream, room, capacity in
    guard let crypto = try? OpenSSL.Crypto.bound(), let room, let wire = TLSWire.of(stream, crypto) else { return -1 }
    let (retryFlags, readAndRetry): (Int32, Int32) = (0x0F, 0x09)
    crypto.streams.clearFlags(stream, retryFlags)
    let count = wire.read(into: room, Int(capacity))
    if count > 0 { return Int32(count) }
    crypto.streams.setFlags(stream, readAndRetry)
    return -1
}

private let writeWire: OpenSSL.WriteCallback = { stream, bytes, count in
    guard let crypto = try? OpenSSL.Crypto.bound(), let bytes, let wire = TLSWire.of(stream, crypto) else { return -1 }
    wire.write(bytes, Int(count))
    return count
}

private let controlWire: OpenSSL.ControlCallback = { _, command, _, _ in
    let flush: Int32 = 11
    return command == flush ? 1 : 0
}

/// Notes which certificate was refused and why; OpenSSL's own list of errors names neither.
let noteRejection: OpenSSL.VerifyCallback = { isFine, context in
    guard isFine != 1, let crypto = try? OpenSSL.Crypto.bound(), let tls = try? OpenSSL.TLS.bound(),
        let connection = crypto.verification.extraData(context, tls.connections.extraDataIndexInVerification()),
        let data = tls.connections.extraData(OpaquePointer(connection), 0)
    else { return isFine }
    let wire = Unmanaged<TLSWire>.fromOpaque(data).takeUnretainedValue()
    var certificate: CertificateHandle?
    if let current = crypto.verification.currentCertificate(context), crypto.certificates.retain(current) == 1 {
        certificate = CertificateHandle(crypto, owning: current)
    }
    wire.rejection = TLSWire.Rejection(number: crypto.verification.error(context), certificate: certificate)
    return isFine
}
