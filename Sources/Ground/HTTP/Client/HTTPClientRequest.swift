public import HTTPWire

/// A request that a client sends.
public struct HTTPClientRequest: Sendable {
    /// What follows the head.
    public enum Content: Sendable {
        /// Nothing.
        case none
        /// These bytes, in one write with the head.
        case bytes([UInt8])
        /// What the closure writes; with a length exactly so many bytes, without one as chunks.
        case stream(length: Int?, @Sendable (HTTPRequestWriter) async throws -> Void)
    }

    /// Where the request goes.
    public var url: HTTPURL
    /// The method.
    public var method: HTTPMethod
    /// The fields; the client adds Host, and the length where there is content.
    public var fields: HTTPFields
    /// What follows the head.
    public var content: Content
    /// How long the head of the response may take; nil leaves it to the client.
    public var headTimeout: Duration?
    /// How long the next bytes of the response may take; nil leaves it to the client.
    ///
    /// Event streams want more.
    public var bodyIdleTimeout: Duration?

    /// A request for a URL.
    public init(
        _ method: HTTPMethod = .get,
        _ url: HTTPURL,
        fields: HTTPFields = HTTPFields(),
        content: Content = .none
    ) {
        self.url = url
        self.method = method
        self.fields = fields
        self.content = content
    }

    /// A request for a URL as text.
    public init(
        _ method: HTTPMethod = .get,
        _ url: String,
        fields: HTTPFields = HTTPFields(),
        content: Content = .none
    ) throws(HTTPError) {
        self.init(method, try HTTPURL(url), fields: fields, content: content)
    }

    /// Whether it can be sent again after a failure.
    var isRepeatable: Bool {
        if case .stream = content { return false }
        return true
    }

    /// The bytes of the head, and of the content where it is in memory.
    func serialized() throws(HTTPError) -> [UInt8] {
        var all = HTTPFields()
        if !fields.contains("Host") { all.append("Host", url.origin.hostField) }
        for position in 0..<fields.count { all.append(fields[position].name, bytes: fields[position].valueBytes) }
        let announced = fields.contains("Content-Length") || fields.contains("Transfer-Encoding")
        let length: HTTPSerializer.Content =
            switch content {
            case _ where announced: .asInFields
            case .none: method == .post || method == .put || method == .patch ? .length(0) : .asInFields
            case .bytes(let bytes): .length(bytes.count)
            case .stream(let length?, _): .length(length)
            case .stream(nil, _): .chunked
            }
        var output: [UInt8] = []
        do throws(HTTPWireError) {
            let head = HTTPRequestHead(method, url.target, fields: all)
            try HTTPSerializer.append(head, content: length, to: &output)
        } catch {
            throw HTTPError(error, operation: "write a request head")
        }
        return output
    }
}
