import Bindings
import JSON
import MCP

/// A message of the client that has come to an endpoint with a defect, and all that the defect may use.
struct Step: Sendable {
    /// What came.
    let message: JSON
    let era: Era
    let transport: TransportKind
    /// What a legacy session agreed on.
    let revision: Revision?
    let exchange: any ServerExchange
    /// The place for messages that belong to no request, in legacy sessions.
    let outlet: (any SessionOutlet)?
    let memory: Memory
    /// Has the endpoint handle a message.
    let handle: @Sendable (JSON) -> Handling

    var method: String? { message["method"]?.string }
    var id: JSON? { message["id"] }
    var params: JSON? { message["params"] }
    var isRequest: Bool { method != nil && id != nil }
    /// The name of the tool or prompt.
    var name: String? { params?["name"]?.string }

    /// Has the endpoint handle the message as it came.
    func proceed() -> Handling { handle(message) }

    /// An answer to the message.
    func result(_ result: JSON) -> Handling {
        .finished(Reply(.object([("jsonrpc", "2.0"), ("id", id ?? .null), ("result", result)])))
    }

    /// An error for an answer.
    func failure(_ code: Int, _ text: String) -> Handling {
        let error: JSON = ["code": JSON(code), "message": .string(text)]
        return .finished(Reply(.object([("jsonrpc", "2.0"), ("id", id ?? .null), ("error", error)])))
    }
}

extension Reply {
    /// A message as a reply.
    init(_ json: JSON, like old: Reply? = nil) {
        let code = json["error"]?["code"]?.number?.integer(Int.self)
        switch (code, old?.outcome) {
        case (let code?, .refused?): self.init(json.encoded(), .refused(code: code))
        case (let code?, _): self.init(json.encoded(), .error(code: code))
        case (nil, let outcome?) where json["error"] != nil: self.init(json.encoded(), outcome)
        case (nil, _): self.init(json.encoded(), .result)
        }
    }

    /// What it says.
    var json: JSON? { try? JSON(parsing: bytes) }
}

extension Handling {
    /// Changes the reply where there is one, and sends what is put before it.
    func changing(_ change: @escaping @Sendable (Reply) async -> Reply?) -> Handling {
        .working {
            guard let reply = await self.reply() else { return nil }
            return await change(reply)
        }
    }

    /// Waits for the reply.
    func reply() async -> Reply? {
        switch self {
        case .finished(let reply): reply
        case .working(let work): await work()
        }
    }

    /// Changes the reply at once, or when it is there.
    func mapping(_ change: @escaping @Sendable (Reply) -> Reply?) -> Handling {
        switch self {
        case .finished(let reply): .finished(reply.flatMap(change))
        case .working(let work): .working { await work().flatMap(change) }
        }
    }
}
