/// Scheme, host and port, which together decide whom a web page belongs to (RFC 6454).
public struct URIOrigin: Sendable, Hashable, CustomStringConvertible {
    /// The scheme in small letters.
    public let scheme: String
    /// The host in small letters, with brackets where it is an IP literal.
    public let host: String
    /// The port, written or implied by the scheme.
    public let port: UInt16

    /// The origin of a URI; nil when its scheme implies no port, or it has no host.
    public init?(_ uri: URI) {
        guard let scheme = uri.scheme.map(URI.lowercased), let defaultPort = Self.defaultPort(of: scheme),
            let host = uri.normalized().host, !host.isEmpty
        else { return nil }
        let written = uri.portText.flatMap { $0.isEmpty ? nil : $0 }
        guard written == nil || uri.port != nil else { return nil }
        self.scheme = scheme
        self.host = host
        port = uri.port ?? defaultPort
    }

    /// Reads the value of an `Origin` field: a scheme, a host and perhaps a port, and nothing else; `null` gives nil.
    public init?(serialized text: String) {
        guard let uri = try? URI(text), uri.userInformation == nil, uri.path.isEmpty, uri.query == nil,
            uri.fragment == nil, uri.portText?.isEmpty != true
        else { return nil }
        self.init(uri)
    }

    /// The port that `http`, `https`, `ws`, `wss` and `ftp` imply.
    public static func defaultPort(of scheme: String) -> UInt16? {
        switch scheme {
        case "http", "ws": 80
        case "https", "wss": 443
        case "ftp": 21
        default: nil
        }
    }

    /// The value of an `Origin` field.
    public var description: String {
        port == Self.defaultPort(of: scheme) ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(port)"
    }
}

extension URI {
    /// Scheme, host and port, where there are all three.
    public var origin: URIOrigin? { URIOrigin(self) }

    /// Whether both have an origin and it is the same.
    public func hasSameOrigin(as other: URI) -> Bool {
        guard let origin else { return false }
        return origin == other.origin
    }
}
