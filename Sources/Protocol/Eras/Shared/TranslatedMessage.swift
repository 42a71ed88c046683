public import JSON
public import JSONRPC

/// A message that a translator composed.
public enum TranslatedMessage: Sendable, Equatable {
    case request(RequestID, String, JSON?)
    case notification(String, JSON?)
    case result(RequestID, JSON)
    case failure(RequestID?, ErrorObject)

    /// The message as one line, without its end.
    public var bytes: [UInt8] {
        switch self {
        case .request(let id, let method, let params): MessageWriter.request(id, method, params: params)
        case .notification(let method, let params): MessageWriter.notification(method, params: params)
        case .result(let id, let result): MessageWriter.result(id, result)
        case .failure(let id, let error): MessageWriter.failure(id, error)
        }
    }

    /// The method of a request or a notification.
    public var method: String? {
        switch self {
        case .request(_, let method, _), .notification(let method, _): method
        case .result, .failure: nil
        }
    }

    /// The id of everything but a notification.
    public var id: RequestID? {
        switch self {
        case .request(let id, _, _), .result(let id, _): id
        case .failure(let id, _): id
        case .notification: nil
        }
    }

    /// The parameters of a request or a notification.
    public var params: JSON? {
        switch self {
        case .request(_, _, let params), .notification(_, let params): params
        case .result, .failure: nil
        }
    }
}

/// What is to be done after a message was translated, in this order.
public enum TranslationAction: Sendable, Equatable {
    /// Send this to the client, on the stream of its request `within`, if there is one.
    ///
    /// Results and errors end that request.
    case toClient(TranslatedMessage, within: RequestID? = nil)
    /// Send this to the server; `notifications/cancelled` means, to a modern server over HTTP: close that stream.
    case toServer(TranslatedMessage)
    /// Answer the client without asking the server.
    case answerClient(TranslatedMessage)
    /// Answer the server without asking the client.
    case answerServer(TranslatedMessage)
    /// Something has no counterpart on the other side; nothing is to be done.
    case lost(TranslationLoss)
}

/// What could not be carried from one era to the other, and why.
public struct TranslationLoss: Sendable, Equatable, CustomStringConvertible {
    /// The method or feature, as ``Translation/coverage`` names it.
    public let subject: String
    /// Why there is nothing on the other side to carry it.
    public let reason: String

    /// A loss.
    public init(_ subject: String, _ reason: String) { (self.subject, self.reason) = (subject, reason) }
    /// Both in one sentence.
    public var description: String { "\(subject): \(reason)" }
}
