import HTTPWire

extension HTTPClientRequest {
    /// The request that a redirect asks for; nil when the response is none.
    func redirected(by head: HTTPResponseHead) throws(HTTPError) -> HTTPClientRequest? {
        guard [301, 302, 303, 307, 308].contains(head.status.code), let location = head.fields["Location"] else {
            return nil
        }
        var next = self
        next.url = try url.resolving(location)
        let becomesGet: Bool =
            switch head.status.code {
            case 303: method != .head
            case 301, 302: method == .post
            default: false
            }
        if becomesGet {
            next.method = .get
            next.content = .none
            for name in ["Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding", "Expect"] {
                next.fields.remove(name)
            }
        } else if !isRepeatable {
            return nil
        }
        if next.url.origin != url.origin {
            // Secrets are for the origin that they were given to.
            for name in ["Authorization", "Cookie", "Proxy-Authorization", "Host"] { next.fields.remove(name) }
        }
        return next
    }
}
