internal import Reactor
internal import SystemLibraries

/// A certificate inside of OpenSSL, freed with its last owner.
///
/// `@unchecked Sendable`: a certificate that is only read may be read from all threads.
final class CertificateHandle: @unchecked Sendable {
    let crypto: OpenSSL.Crypto
    let pointer: OpaquePointer

    init(_ crypto: OpenSSL.Crypto, owning pointer: OpaquePointer) {
        self.crypto = crypto
        self.pointer = pointer
    }

    deinit { crypto.certificates.free(pointer) }

    /// A name on one line, as RFC 2253 writes it.
    func name(_ name: OpaquePointer?) -> String {
        // As in RFC 2253, but in the certificate's order and with other scripts as UTF-8 instead of escapes.
        let flags = 0x0001_0313
        // An empty name is no failure: it prints 0 characters.
        let text = try? crypto.written("write a name") { crypto.certificates.printName($0, name, 0, flags) + 1 }
        return String(decoding: text ?? [], as: UTF8.self)
    }

    /// A time as seconds since 1970.
    func seconds(_ time: OpaquePointer?) -> Int64 {
        guard let epoch = crypto.certificates.makeTime(nil, 0) else { return 0 }
        defer { crypto.certificates.freeTime(epoch) }
        var (days, seconds): (Int32, Int32) = (0, 0)
        guard crypto.certificates.timeDifference(&days, &seconds, epoch, time) == 1 else { return 0 }
        return Int64(days) * 86_400 + Int64(seconds)
    }

    func hosts() -> [String] {
        let alternativeNames: Int32 = 85
        let (dnsName, address): (Int32, Int32) = (2, 7)
        let certificates = crypto.certificates
        guard let names = certificates.extensionValue(pointer, alternativeNames, nil, nil) else { return [] }
        defer { certificates.freeGeneralNames(names) }
        var hosts: [String] = []
        for index in 0..<max(0, certificates.stackCount(names)) {
            var kind: Int32 = 0
            guard let value = certificates.generalNameValue(certificates.stackValue(names, index), &kind),
                kind == dnsName || kind == address
            else { continue }
            let start = certificates.stringBytes(value)
            let bytes = Array(UnsafeBufferPointer(start: start, count: Int(certificates.stringLength(value))))
            hosts.append(kind == dnsName ? String(decoding: bytes, as: UTF8.self) : Self.address(bytes))
        }
        return hosts
    }

    private static func address(_ bytes: [UInt8]) -> String {
        switch bytes.count {
        case 4:
            SocketAddress.ipv4(address: bytes.reduce(0) { $0 << 8 | UInt32($1) }, port: 0).host
        case 16:
            SocketAddress.ipv6(address: bytes.reduce(0) { $0 << 8 | UInt128($1) }, port: 0).host
        default:
            "an address of \(bytes.count) bytes"
        }
    }
}
