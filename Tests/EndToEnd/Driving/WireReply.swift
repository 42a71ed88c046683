import HTTPWire
import JSON

/// Everything that came back for one POST.
struct WireReply: Sendable {
    let status: Int
    let fields: HTTPFields
    /// Whether it came as a stream of events.
    let isStream: Bool
    /// All messages in the order in which they came.
    let messages: [JSON]
    /// What came instead of messages.
    let text: String
    /// The ids of events, those without data too, and the waits that the stream asked for.
    var eventIDs: [String] = []
    var retries: [Int] = []

    /// The response among the messages.
    var response: JSON? { messages.last { $0["method"] == nil } }
    var result: JSON? { response?["result"] }
    var error: JSON? { response?["error"] }
    var code: Int? { error?["code"]?.number?.integer(Int.self) }
    /// The content blocks of a tool's result.
    var content: [JSON] { result?["content"]?.array ?? [] }
    /// The text of the first block.
    var contentText: String? { content.first?["text"]?.string }
    /// Whether a modern result is whole.
    var isComplete: Bool { result != nil && result?["resultType"]?.string == "complete" }
    var isInputRequired: Bool { result?["resultType"]?.string == "input_required" }
    var inputRequests: [(key: String, value: JSON)] { result?["inputRequests"]?.object ?? [] }
    /// What the server sent of its own.
    func sent(_ method: String) -> [JSON] { messages.filter { $0["method"]?.string == method } }
}

extension JSON {
    /// An object with one member.
    static func member(_ key: String, _ value: JSON) -> JSON { .object([(key: key, value: value)]) }
}
