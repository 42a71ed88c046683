import Text

/// An `http` or `https` URL, taken apart into what a connection and a request line need.
public struct HTTPURL: Hashable, Sendable, CustomStringConvertible {
    /// Where requests go.
    public let origin: HTTPOrigin
    /// Path and query as written; at least `/`.
    public let target: String

    /// A URL from its parts.
    public init(origin: HTTPOrigin, target: String) {
        self.origin = origin
        self.target = target.utf8.first == UInt8(ascii: "/") ? target : "/" + target
    }

    /// Reads an absolute URL; a fragment is dropped, and user names are refused.
    public init(_ text: String) throws(HTTPError) {
        let uri: URI
        do throws(TextError) { uri = try URI(text) } catch {
            throw HTTPError(.invalidURL, operation: "read the URL \"\(text.prefix(200))\"", detail: error.description)
        }
        try self.init(uri, unixPath: nil)
    }

    /// The URL that a reference such as the value of a Location field means here.
    public func resolving(_ reference: String) throws(HTTPError) -> HTTPURL {
        let base: URI
        let uri: URI
        do throws(TextError) {
            base = try URI(description)
            uri = try base.resolving(reference)
        } catch {
            throw HTTPError(
                .invalidURL,
                operation: "resolve \"\(reference.prefix(200))\"",
                detail: error.description
            )
        }
        return try HTTPURL(uri, unixPath: uri.hasSameOrigin(as: base) ? origin.unixPath : nil)
    }

    /// The URL as text.
    public var description: String { (origin.isSecure ? "https://" : "http://") + origin.hostField + target }

    private init(_ uri: URI, unixPath: String?) throws(HTTPError) {
        let scheme = uri.scheme?.lowercased()
        guard scheme == "http" || scheme == "https", uri.userInformation == nil, let host = uri.host, !host.isEmpty,
            uri.portText.map({ $0.isEmpty || UInt16($0) != nil }) ?? true
        else {
            throw HTTPError(
                .invalidURL,
                operation: "read the URL \"\(uri.text.prefix(200))\"",
                detail: "expected http://host[:port]/path or https://host[:port]/path without a user name"
            )
        }
        let isBracketed = host.utf8.first == UInt8(ascii: "[")
        let origin = HTTPOrigin(
            host: isBracketed ? String(host.dropFirst().dropLast()) : host,
            port: uri.port,
            isSecure: scheme == "https",
            unixPath: unixPath
        )
        self.init(origin: origin, target: uri.path + (uri.query.map { "?" + $0 } ?? ""))
    }
}
