/// Where requests go: a scheme, a host and a port, or a Unix socket.
public struct HTTPOrigin: Hashable, Sendable, CustomStringConvertible {
    /// Whether connections are encrypted.
    public let isSecure: Bool
    /// The host in lower case, without brackets.
    public let host: String
    /// The port.
    public let port: UInt16
    /// The path of a Unix socket that is connected to instead of the host.
    public let unixPath: String?

    /// An origin; without a port the usual one of the scheme.
    public init(host: String, port: UInt16? = nil, isSecure: Bool = false, unixPath: String? = nil) {
        self.host = host.lowercased()
        self.port = port ?? (isSecure ? 443 : 80)
        self.isSecure = isSecure
        self.unixPath = unixPath
    }

    /// The value of the Host field: brackets around an IPv6 address, and no port where it is the usual one.
    public var hostField: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// `http://host:port`.
    public var description: String {
        (isSecure ? "https://" : "http://") + hostField + (unixPath.map { " by \($0)" } ?? "")
    }
}
