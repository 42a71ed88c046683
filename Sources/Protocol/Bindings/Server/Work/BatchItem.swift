import JSON
import JSONRPC

/// One element of a batch: a message, or the answer to what is none.
enum BatchItem: Sendable {
    case message(Message)
    case invalid(Reply)

    /// Reads all elements.
    static func items(of batch: JSONArray) -> [BatchItem] {
        MessageBatch(batch).elements.map { element in
            switch element {
            case .message(let message): .message(message)
            case .invalid(let error): .invalid(error.reply(nullID: true))
            }
        }
    }

    /// What forbids the batch as a whole; nil when nothing does.
    static func problem(of items: [BatchItem]) -> String? {
        if items.isEmpty { return "at least one message" }
        var responses = 0
        for case .message(let message) in items {
            if message.method == "initialize" { return "initialize on its own" }
            if message.isResponse { responses += 1 }
        }
        return responses == 0 || responses == items.count ? nil : "responses apart from requests and notifications"
    }

    /// Whether there will be a reply.
    var wantsReply: Bool {
        switch self {
        case .message(let message): message.isRequest
        case .invalid: true
        }
    }

    /// Several replies in one array.
    static func array(of replies: [Reply]) -> [UInt8] { MessageWriter.batch(replies.lazy.map(\.bytes)) }
}

extension MessageError {
    /// The answer to what is no message.
    func reply(nullID: Bool) -> Reply {
        Reply(MessageWriter.failure(self, nullID: nullID), .refused(code: ErrorObject.invalidRequestCode))
    }
}
