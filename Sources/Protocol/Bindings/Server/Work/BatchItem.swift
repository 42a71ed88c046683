import JSON
import JSONRPC

/// One element of a batch: a message, or the answer to what is none.
enum BatchItem: Sendable {
    case message(Message)
    case invalid(Reply)

    /// Reads all elements.
    static func items(of batch: JSONArray) -> [BatchItem] {
        batch.map { element in
            do throws(MessageError) { return .message(try Message(element)) } catch {
                return .invalid(error.reply(nullID: true))
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
    static func array(of replies: [Reply]) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        for (place, reply) in replies.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += reply.bytes
        }
        bytes.append(UInt8(ascii: "]"))
        return bytes
    }
}

extension MessageError {
    /// The answer to what is no message.
    func reply(nullID: Bool) -> Reply {
        let error = ErrorObject(ErrorObject.invalidRequestCode, "Invalid request: \(self)")
        return Reply(
            MessageWriter.failure(id, error, nullID: nullID),
            .refused(code: ErrorObject.invalidRequestCode)
        )
    }
}
