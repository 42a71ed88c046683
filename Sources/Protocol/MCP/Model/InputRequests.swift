public import JSON

/// Something that a server needs from the client before it can answer; since 2026-07-28.
public struct InputRequest: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// A request of the server, without an id.
    public init(method: String, params: JSON? = nil) {
        json = .object(of: [("method", .string(method)), ("params", params)])
    }

    /// Something for a person.
    public static func elicitation(_ request: ElicitationRequest) -> InputRequest {
        InputRequest(method: "elicitation/create", params: request.json)
    }
    /// Something for a model.
    public static func sampling(_ request: SamplingRequest) -> InputRequest {
        InputRequest(method: "sampling/createMessage", params: request.json)
    }
    /// Where the server may work.
    public static let roots = InputRequest(method: "roots/list")

    /// What is asked for.
    public var method: String { string("method") ?? "" }
    /// With what.
    public var params: JSON? { json["params"] }
    /// What a person is asked.
    public var elicitation: ElicitationRequest? {
        method == "elicitation/create" ? params.map { ElicitationRequest(json: $0) } : nil
    }
    /// What a model is asked.
    public var sampling: SamplingRequest? {
        method == "sampling/createMessage" ? params.map { SamplingRequest(json: $0) } : nil
    }
    /// Whether roots are asked for.
    public var isRoots: Bool { method == "roots/list" }

    /// What the client must have declared for it to be asked.
    public var requiredCapabilities: ClientCapabilities {
        var required = ClientCapabilities()
        switch method {
        case "elicitation/create":
            if elicitation?.mode == .url { required.elicitationURLs = true } else { required.elicitationForms = true }
        case "sampling/createMessage":
            required.sampling = true
            if sampling?.tools != nil || params?["toolChoice"] != nil { required.samplingTools = true }
        case "roots/list": required.roots = true
        default: break
        }
        return required
    }
}

/// All that a server needs, each under a name of the server's choice.
public struct InputRequests: JSONModel, Sequence {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }
    /// Nothing yet: add requests.
    public init() { json = .emptyObject }

    /// Names and requests, in order.
    public var all: [(key: String, request: InputRequest)] {
        (json.object ?? []).map { ($0.key, InputRequest(json: $0.value)) }
    }
    /// Names and requests, in order.
    public func makeIterator() -> IndexingIterator<[(key: String, request: InputRequest)]> { all.makeIterator() }
    /// The request of this name.
    public func request(_ key: String) -> InputRequest? { json[key].map { InputRequest(json: $0) } }
    /// Adds a request, or replaces the one of this name.
    public mutating func add(_ key: String, _ request: InputRequest) { json[key] = request.json }
    /// Whether nothing is needed.
    public var isEmpty: Bool { json.object?.isEmpty ?? true }
}

/// What a client answers to them, under the same names.
public struct InputResponses: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }
    /// Nothing yet: add responses.
    public init() { json = .emptyObject }

    /// The names.
    public var keys: [String] { (json.object ?? []).map(\.key) }
    /// The answer of a person.
    public func elicitation(_ key: String) -> ElicitationResult? { model(key) }
    /// The answer of a model.
    public func sampling(_ key: String) -> SamplingResult? { model(key) }
    /// Where the server may work.
    public func roots(_ key: String) -> [Root]? { json[key]?["roots"]?.array.map { $0.map { Root(json: $0) } } }
    /// Adds an answer: an elicitation result, a sampling result, an object with roots.
    public mutating func add(_ key: String, _ response: JSON) { json[key] = response }
}

/// A result that says: answer these, and ask again.
public struct InputRequiredResult: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// At least one of the two must be given.
    public init(_ requests: InputRequests? = nil, requestState: String? = nil) {
        json = .object(of: [
            ("resultType", .string(ResultType.inputRequired.rawValue)), ("inputRequests", requests?.json),
            ("requestState", requestState.map(JSON.string)),
        ])
    }

    /// What is needed.
    public var inputRequests: InputRequests? { model("inputRequests") }
    /// What the client sends back as it is.
    public var requestState: String? { string("requestState") }
}
