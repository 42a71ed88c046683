public import HTTP
internal import Text

/// Where a WebSocket is: a `ws` or `wss` URL, taken apart (RFC 6455 section 3).
public struct WebSocketURL: Sendable, Hashable, CustomStringConvertible {
    /// The host and the port, and whether the stream is encrypted.
    public let origin: HTTPOrigin
    /// Path and query as written; at least `/`.
    public let target: String

    /// Takes a URL apart; fragments and user names are refused.
    public init(_ text: String) throws(WebSocketError) {
        func fault(_ detail: String) -> WebSocketError {
            WebSocketError(.url, "\(detail) in '\(text.prefix(200))'")
        }
        let uri: URI
        do throws(TextError) { uri = try URI(text) } catch { throw fault(error.description) }
        let scheme = uri.scheme?.lowercased()
        guard scheme == "ws" || scheme == "wss" else { throw fault("expected ws://host[:port]/path or wss://") }
        guard uri.fragment == nil else { throw fault("expected no fragment (#)") }
        guard uri.userInformation == nil, let host = uri.host, !host.isEmpty else {
            throw fault("expected a host without a user name")
        }
        guard uri.portText.map({ $0.isEmpty || (UInt16($0) ?? 0) > 0 }) ?? true else {
            throw fault("expected a port of 1 to 65535")
        }
        let isBracketed = host.utf8.first == UInt8(ascii: "[")
        origin = HTTPOrigin(
            host: isBracketed ? String(host.dropFirst().dropLast()) : host,
            port: uri.port,
            isSecure: scheme == "wss"
        )
        target = (uri.path.isEmpty ? "/" : uri.path) + (uri.query.map { "?" + $0 } ?? "")
    }

    /// The URL as text.
    public var description: String { (origin.isSecure ? "wss://" : "ws://") + origin.hostField + target }
}
