public import JSON

/// Several messages in one array, which of all revisions 2025-03-26 alone has.
///
/// Each element is read for itself: one that is no message spoils none of the others.
public struct MessageBatch: Sendable {
    /// One element.
    public enum Element: Sendable {
        /// A message.
        case message(Message)
        /// Something that is none, and why.
        case invalid(MessageError)

        /// Whether JSON-RPC wants an answer to it: to requests, and to what is no message unless it looks like an answer.
        public var wantsReply: Bool {
            switch self {
            case .message(.request): true
            case .message: false
            case .invalid(let error): !error.isResponse
            }
        }
    }

    /// What a batch consists of.
    public enum Content: Sendable, Equatable {
        /// Nothing, which is no batch: it gets one error instead of an array.
        case nothing
        /// Requests, notifications, and what is no message.
        case calls
        /// Responses.
        case responses
        /// Responses among other things, which Streamable HTTP forbids.
        case mixture
    }

    /// The elements in their order.
    public let elements: [Element]

    /// Reads the elements of an array.
    public init(_ array: JSONArray, reading: MessageReading = .strict) {
        elements = array.map { value in
            do throws(MessageError) { return .message(try Message(value, reading: reading)) } catch {
                return .invalid(error)
            }
        }
    }

    /// What it consists of.
    public var content: Content {
        var responses = 0
        for element in elements {
            switch element {
            case .message(let message): if message.isResponse { responses += 1 }
            case .invalid(let error): if error.isResponse { responses += 1 }
            }
        }
        if elements.isEmpty { return .nothing }
        return responses == 0 ? .calls : responses == elements.count ? .responses : .mixture
    }

    /// The messages among the elements.
    public var messages: [Message] {
        elements.compactMap { if case .message(let message) = $0 { message } else { nil } }
    }

    /// How many answers it wants; without any, not even an empty array is sent.
    public var repliesDue: Int { elements.count { $0.wantsReply } }

    /// The ids that more than one of its requests has, each once: their answers could not be told apart.
    public var repeatedIDs: [RequestID] {
        var seen: Set<RequestID> = []
        var repeated: [RequestID] = []
        for case .message(.request(let request)) in elements {
            if !seen.insert(request.id).inserted, !repeated.contains(request.id) { repeated.append(request.id) }
        }
        return repeated
    }
}

extension MessageWriter {
    /// A batch of messages that are written already, such as the answers to one.
    public static func batch(_ messages: some Sequence<[UInt8]>) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        for message in messages {
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            bytes += message
        }
        bytes.append(UInt8(ascii: "]"))
        return bytes
    }

    /// The answer to what is no message; null stands for an id that could not be read, where the revision wants one.
    public static func failure(_ error: MessageError, nullID: Bool = false) -> [UInt8] {
        let id = error.id.flatMap { $0.isStringOrInteger ? $0 : nil }
        return failure(id, ErrorObject(ErrorObject.invalidRequestCode, "Invalid request: \(error)"), nullID: nullID)
    }
}
