internal import CLinux
internal import Glibc

/// Where a socket lives: an IPv4 or IPv6 address with a port, or the path of a Unix socket.
public enum SocketAddress: Hashable, Sendable, CustomStringConvertible {
    /// Four address bytes, most significant first, and a port.
    case ipv4(address: UInt32, port: UInt16)
    /// Sixteen address bytes, a port, and the interface number of a link-local address.
    case ipv6(address: UInt128, port: UInt16, scope: UInt32 = 0)
    /// A path; one that starts with `@` is in Linux's abstract name space.
    case unix(path: String)

    /// 127.0.0.1; port 0 lets the kernel choose.
    public static func loopback(port: UInt16) -> SocketAddress { .ipv4(address: 0x7F00_0001, port: port) }

    /// ::1; port 0 lets the kernel choose.
    public static func loopbackIPv6(port: UInt16) -> SocketAddress { .ipv6(address: 1, port: port) }

    /// Reads a numeric address without brackets, such as `127.0.0.1` or `::1`; nil for a name.
    public init?(numeric host: String, port: UInt16) {
        var v4 = in_addr()
        if inet_pton(AF_INET, host, &v4) == 1 {
            self = .ipv4(address: UInt32(bigEndian: v4.s_addr), port: port)
            return
        }
        var v6 = in6_addr()
        guard inet_pton(AF_INET6, host, &v6) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: &v6) { $0.loadUnaligned(as: UInt128.self) }
        self = .ipv6(address: UInt128(bigEndian: bytes), port: port)
    }

    /// The port, or nil for a Unix socket.
    public var port: UInt16? {
        switch self {
        case .ipv4(_, let port), .ipv6(_, let port, _): port
        case .unix: nil
        }
    }

    /// The same address with another port; a Unix socket stays as it is.
    public func with(port: UInt16) -> SocketAddress {
        switch self {
        case .ipv4(let address, _): .ipv4(address: address, port: port)
        case .ipv6(let address, _, let scope): .ipv6(address: address, port: port, scope: scope)
        case .unix: self
        }
    }

    /// Whether only programs of this machine can reach it.
    public var isLoopback: Bool {
        switch self {
        case .ipv4(let address, _): address >> 24 == 127
        case .ipv6(let address, _, _): address == 1 || (address >> 32 == 0xFFFF && (address >> 24) & 0xFF == 127)
        case .unix: true
        }
    }

    /// The numeric host, without brackets; the path of a Unix socket.
    public var host: String {
        switch self {
        case .ipv4(let address, _):
            return (0..<4).map { String((address >> (24 - 8 * $0)) & 0xFF) }.joined(separator: ".")
        case .ipv6(let address, _, _):
            var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
            var raw = address.bigEndian
            guard inet_ntop(AF_INET6, &raw, &text, socklen_t(text.count)) != nil else { return "?" }
            return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        case .unix(let path):
            return path
        }
    }

    /// `127.0.0.1:80`, `[::1]:80` or `unix:/path`.
    public var description: String {
        switch self {
        case .ipv4(_, let port): "\(host):\(port)"
        case .ipv6(_, let port, _): "[\(host)]:\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }

    package var family: Int32 {
        switch self {
        case .ipv4: AF_INET
        case .ipv6: AF_INET6
        case .unix: AF_UNIX
        }
    }

    /// The longest path that fits into `sockaddr_un`.
    package static let longestUnixPath = 107

    init?(_ pointer: UnsafePointer<sockaddr>, length: socklen_t) {
        switch Int32(pointer.pointee.sa_family) {
        case AF_INET:
            let address = UnsafeRawPointer(pointer).loadUnaligned(as: sockaddr_in.self)
            self = .ipv4(
                address: UInt32(bigEndian: address.sin_addr.s_addr),
                port: UInt16(bigEndian: address.sin_port)
            )
        case AF_INET6:
            var address = UnsafeRawPointer(pointer).loadUnaligned(as: sockaddr_in6.self)
            let bytes = withUnsafeBytes(of: &address.sin6_addr) { $0.loadUnaligned(as: UInt128.self) }
            self = .ipv6(
                address: UInt128(bigEndian: bytes),
                port: UInt16(bigEndian: address.sin6_port),
                scope: address.sin6_scope_id
            )
        case AF_UNIX:
            let offset = MemoryLayout<sockaddr_un>.offset(of: \sockaddr_un.sun_path) ?? 2
            let count = max(0, Int(length) - offset)
            var bytes = [UInt8](
                UnsafeRawBufferPointer(start: UnsafeRawPointer(pointer) + offset, count: count)
            )
            if bytes.first == 0, bytes.count > 1 {
                bytes[0] = UInt8(ascii: "@")
            } else {
                bytes = Array(bytes.prefix { $0 != 0 })
            }
            self = .unix(path: String(decoding: bytes, as: UTF8.self))
        default:
            return nil
        }
    }

    func withSockaddr<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        switch self {
        case .ipv4(let address, let port):
            var raw = sockaddr_in()
            raw.sin_family = sa_family_t(AF_INET)
            raw.sin_port = port.bigEndian
            raw.sin_addr.s_addr = address.bigEndian
            return Self.rebound(&raw, MemoryLayout<sockaddr_in>.size, body)
        case .ipv6(let address, let port, let scope):
            var raw = sockaddr_in6()
            raw.sin6_family = sa_family_t(AF_INET6)
            raw.sin6_port = port.bigEndian
            raw.sin6_scope_id = scope
            withUnsafeMutableBytes(of: &raw.sin6_addr) {
                $0.storeBytes(of: address.bigEndian, as: UInt128.self)
            }
            return Self.rebound(&raw, MemoryLayout<sockaddr_in6>.size, body)
        case .unix(let path):
            var raw = sockaddr_un()
            raw.sun_family = sa_family_t(AF_UNIX)
            var bytes = Array(path.utf8.prefix(Self.longestUnixPath))
            let isAbstract = bytes.first == UInt8(ascii: "@")
            if isAbstract { bytes[0] = 0 }
            withUnsafeMutableBytes(of: &raw.sun_path) { $0.copyBytes(from: bytes) }
            let offset = MemoryLayout<sockaddr_un>.offset(of: \sockaddr_un.sun_path) ?? 2
            return Self.rebound(&raw, offset + bytes.count + (isAbstract ? 0 : 1), body)
        }
    }

    private static func rebound<Raw, Result>(
        _ raw: inout Raw,
        _ length: Int,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        withUnsafePointer(to: &raw) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(length)) }
        }
    }
}
