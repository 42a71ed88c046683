public import HTTPWire

/// From which web pages a server accepts connections.
///
/// Browsers send `Origin` and let any page connect anywhere, so a server that trusts its network or cookies must look.
public enum WebSocketOriginPolicy: Sendable {
    /// Pages of the server itself, and clients that send no origin, as programs other than browsers do.
    case sameOriginOrAbsent
    /// Pages of these origins (`https://example.org`), the server's own, and clients that send none.
    case oneOf([String])
    /// Everybody.
    case any
    /// Whom the closure accepts.
    case custom(@Sendable (_ origin: String?, _ request: HTTPRequestHead) -> Bool)

    /// Whether a request may come in.
    public func accepts(_ request: HTTPRequestHead) -> Bool {
        let origin = request.fields["Origin"]
        switch self {
        case .any: return true
        case .custom(let accepts): return accepts(origin, request)
        case .sameOriginOrAbsent: return origin.map { Self.isSame($0, host: request.fields["Host"]) } ?? true
        case .oneOf(let allowed):
            guard let origin else { return true }
            let folded = origin.lowercased()
            return allowed.contains { $0.lowercased() == folded } || Self.isSame(origin, host: request.fields["Host"])
        }
    }

    /// Whether an origin's host and port are those that the request was sent to.
    ///
    /// The scheme only decides about the port: a server behind a TLS proxy does not know how it was reached.
    static func isSame(_ origin: String, host: String?) -> Bool {
        guard let host else { return false }
        let folded = origin.lowercased()
        for (scheme, port) in [("http://", ":80"), ("https://", ":443")] where folded.hasPrefix(scheme) {
            let authority = folded.dropFirst(scheme.count)
            return withoutPort(authority, port) == withoutPort(host.lowercased()[...], port)
        }
        return false
    }

    private static func withoutPort(_ authority: Substring, _ port: String) -> Substring {
        authority.hasSuffix(port) ? authority.dropLast(port.count) : authority
    }
}
