public import JSON

/// One JSON-RPC 2.0 message: views into the document it was read from, so that nothing is lost.
public enum Message: Sendable {
    case request(Request)
    case notification(Notification)
    case result(ResultResponse)
    case failure(ErrorResponse)

    /// A message that wants an answer.
    public struct Request: Sendable {
        /// What the answer must carry.
        public let id: RequestID
        /// What is asked for.
        public let method: String
        /// An object, or absent.
        public let params: JSONObject?
        /// The whole message.
        public let value: JSONValue
    }

    /// A message that wants none.
    public struct Notification: Sendable {
        /// What happened.
        public let method: String
        /// An object, or absent.
        public let params: JSONObject?
        /// The whole message.
        public let value: JSONValue
    }

    /// An answer with a result, which MCP wants to be an object and JSON-RPC lets be anything.
    public struct ResultResponse: Sendable {
        /// Which request it answers.
        public let id: RequestID
        /// The answer.
        public let result: JSONValue
        /// The whole message.
        public let value: JSONValue
    }

    /// An answer with an error; without an id where the request could not be read.
    public struct ErrorResponse: Sendable {
        /// Which request it answers, where that could be read.
        public let id: RequestID?
        /// What went wrong.
        public let error: ErrorObject
        /// The error as it was written.
        public let errorValue: JSONValue
        /// The whole message.
        public let value: JSONValue
    }

    /// The whole message.
    public var value: JSONValue {
        switch self {
        case .request(let request): request.value
        case .notification(let notification): notification.value
        case .result(let response): response.value
        case .failure(let response): response.value
        }
    }

    /// The method of a request or a notification.
    public var method: String? {
        switch self {
        case .request(let request): request.method
        case .notification(let notification): notification.method
        case .result, .failure: nil
        }
    }

    /// The parameters of a request or a notification.
    public var params: JSONObject? {
        switch self {
        case .request(let request): request.params
        case .notification(let notification): notification.params
        case .result, .failure: nil
        }
    }

    /// The id of everything but a notification.
    public var id: RequestID? {
        switch self {
        case .request(let request): request.id
        case .notification: nil
        case .result(let response): response.id
        case .failure(let response): response.id
        }
    }

    /// Whether it answers a request.
    public var isResponse: Bool {
        switch self {
        case .request, .notification: false
        case .result, .failure: true
        }
    }
}

/// Why a JSON value is no message.
public struct MessageError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    public enum Code: Sendable, Equatable {
        /// No object.
        case notAnObject
        /// `jsonrpc` is not `"2.0"`.
        case version
        /// Neither a method nor a result nor an error, or several of them.
        case kind
        /// The id is of a type that ids cannot have.
        case id
        /// The method is no string.
        case method
        /// The parameters are no object.
        case params
        /// The error is no object with a code and a message.
        case error
        /// A member stands twice, so that two readers would read two messages.
        case duplicate
    }

    /// What is wrong.
    public let code: Code
    /// The id, where it could be read, to answer with.
    public let id: RequestID?
    /// Whether it looks like a request or a notification, which get an answer, or like a response, which gets none.
    public let isResponse: Bool
    /// The member that is wrong.
    public let pointer: JSONPointer
    /// What the protocol wants there.
    public let expected: String
    /// What stood there.
    public let seen: String

    /// All in one sentence.
    public var description: String {
        "expected \(expected), saw \(seen)\(pointer.isRoot ? "" : " at \(pointer)")"
    }
}
