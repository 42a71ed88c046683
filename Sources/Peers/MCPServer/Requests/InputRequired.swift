public import JSON
public import MCP

/// Thrown by a handler that cannot answer before the client answered something.
///
/// Modern clients get it as a result and come back with the answers, and the handler runs anew. Legacy clients are asked
/// on the spot, and the handler runs anew as well. What the handler needs the next time it leaves in `state`.
public struct InputRequired: Error, Sendable {
    /// What is asked, each under a name that the answer will have.
    public let requests: InputRequests
    /// Given back to the handler as ``RequestContext/state``; it travels sealed.
    public let state: JSON?

    /// At least one of the two should be given; with state alone the client comes back at once.
    public init(_ requests: InputRequests = InputRequests(), state: JSON? = nil) {
        (self.requests, self.state) = (requests, state)
    }

    /// One request.
    public init(_ key: String, _ request: InputRequest, state: JSON? = nil) {
        var requests = InputRequests()
        requests.add(key, request)
        self.init(requests, state: state)
    }
}

extension InputRequests {
    /// The requests as a revision knows them.
    func restricted(to revision: Revision) -> InputRequests {
        var restricted = InputRequests()
        for (key, request) in self { restricted.add(key, request.restricted(to: revision)) }
        return restricted
    }
}

extension InputRequest {
    /// The request as a revision knows it.
    func restricted(to revision: Revision) -> InputRequest {
        var request = self
        if let elicitation { request.json["params"] = elicitation.json(for: revision) }
        if let sampling { request.json["params"] = sampling.json(for: revision) }
        return request
    }
}
