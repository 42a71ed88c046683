import Eras
import JSON
import JSONRPC
import MCP

/// Short ways to write messages and to look at actions.
enum Wire {
    static func message(_ json: JSON) throws -> Message {
        try Message(JSONDocument(parsing: json.encoded()).root)
    }

    static func message(_ translated: TranslatedMessage) throws -> Message {
        try Message(JSONDocument(parsing: translated.bytes).root)
    }

    static func request(_ id: JSON, _ method: String, _ params: JSON? = nil) throws -> Message {
        var json: JSON = ["jsonrpc": "2.0", "id": id, "method": .string(method)]
        if let params { json["params"] = params }
        return try message(json)
    }

    static func notification(_ method: String, _ params: JSON? = nil) throws -> Message {
        var json: JSON = ["jsonrpc": "2.0", "method": .string(method)]
        if let params { json["params"] = params }
        return try message(json)
    }

    static func result(_ id: JSON, _ result: JSON) throws -> Message {
        try message(["jsonrpc": "2.0", "id": id, "result": result])
    }

    static func failure(_ id: JSON, _ code: Int, data: JSON? = nil) throws -> Message {
        var error: JSON = ["code": JSON(code), "message": "m"]
        if let data { error["data"] = data }
        return try message(["jsonrpc": "2.0", "id": id, "error": error])
    }

    /// A `_meta` that every modern request needs.
    static func meta(_ capabilities: JSON = [:], _ more: KeyValuePairs<String, JSON> = [:]) -> JSON {
        var meta: JSON = [MetadataKey.protocolVersion: "2026-07-28", MetadataKey.clientCapabilities: capabilities]
        for (key, value) in more { meta[key] = value }
        return meta
    }

    /// A seal that hides nothing, and notices what it did not seal.
    static let seal = StateSeal(
        seal: { "sealed:" + String(decoding: $0, as: UTF8.self) },
        open: { $0.hasPrefix("sealed:") ? Array($0.utf8.dropFirst(7)) : nil }
    )
}

extension [TranslationAction] {
    /// What goes to the client, from whomever.
    var toClient: [TranslatedMessage] {
        compactMap { action in
            switch action {
            case .toClient(let message, _), .answerClient(let message): message
            default: nil
            }
        }
    }

    /// What goes to the server, from whomever.
    var toServer: [TranslatedMessage] {
        compactMap { action in
            switch action {
            case .toServer(let message), .answerServer(let message): message
            default: nil
            }
        }
    }

    var losses: [String] {
        compactMap { action in
            if case .lost(let loss) = action { loss.subject } else { nil }
        }
    }
}

extension TranslatedMessage {
    /// The error of a failure.
    var failure: ErrorObject? { if case .failure(_, let error) = self { error } else { nil } }
    /// The result of an answer.
    var result: JSON? { if case .result(_, let result) = self { result } else { nil } }
}
