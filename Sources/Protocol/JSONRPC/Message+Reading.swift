public import JSON

/// How strictly messages are read.
public enum MessageReading: Sendable, Equatable {
    /// As a receiver that keeps to the texts: what is no valid message is refused.
    case strict
    /// As one who must live with what others send: strange ids, absent versions, nulls and odd errors are let through
    /// where the meaning is clear.
    case tolerant
}

extension Message {
    /// Reads one message; a batch is taken apart before.
    public init(_ value: JSONValue, reading: MessageReading = .strict) throws(MessageError) {
        var members = try MessageMembers(value)
        if reading == .strict {
            guard members.version?.string == "2.0" else {
                throw members.error(.version, "jsonrpc", "\"2.0\"", members.version)
            }
        } else {
            members.forgetNulls()
        }
        if let method = members.method {
            self = try Message.call(method, members)
        } else if let error = members.error {
            guard members.result == nil || reading == .tolerant else {
                throw members.error(.kind, nil, "either a result or an error", "both")
            }
            self = try Message.failure(error, members, reading)
        } else if let result = members.result {
            guard let idValue = members.id, let id = RequestID(idValue), reading == .tolerant || id.isStringOrInteger
            else {
                throw members.error(.id, "id", "the id of a request", members.id)
            }
            self = .result(ResultResponse(id: id, result: result, value: value))
        } else {
            throw members.error(.kind, nil, "a method, a result or an error", "none of them")
        }
    }

    private static func call(_ method: JSONValue, _ members: MessageMembers) throws(MessageError) -> Message {
        guard members.result == nil, members.error == nil else {
            throw members.error(.kind, nil, "a method without a result or an error", "both")
        }
        guard let name = method.string else { throw members.error(.method, "method", "a string", method) }
        var params: JSONObject?
        if let value = members.params {
            guard let object = value.object else { throw members.error(.params, "params", "an object", value) }
            params = object
        }
        guard let idValue = members.id else {
            return .notification(Notification(method: name, params: params, value: members.value))
        }
        guard let id = RequestID(idValue), id.isStringOrInteger else {
            throw members.error(.id, "id", "a string or an integer", idValue)
        }
        return .request(Request(id: id, method: name, params: params, value: members.value))
    }

    private static func failure(
        _ error: JSONValue,
        _ members: MessageMembers,
        _ reading: MessageReading
    ) throws(MessageError) -> Message {
        let id = members.id.flatMap(RequestID.init)
        if reading == .strict, let idValue = members.id, !(id?.isStringOrInteger ?? idValue.isNull) {
            throw members.error(.id, "id", "the id of a request", idValue)
        }
        let code = error["code"]?.number?.integer(Int.self)
        let text = error["message"]?.string
        guard error.object != nil, reading == .tolerant || (code != nil && text != nil) else {
            throw members.error(.error, "error", "an object with an integer code and a message", error)
        }
        // A copy nests no deeper than what was just read.
        let data = error["data"].flatMap { try? JSON($0) }
        return .failure(
            ErrorResponse(
                id: id,
                error: ErrorObject(code ?? 0, text ?? "", data: data),
                errorValue: error,
                value: members.value
            )
        )
    }
}

/// The members that make a message, found in one pass.
private struct MessageMembers {
    let value: JSONValue
    var version: JSONValue?
    var id: JSONValue?
    var method: JSONValue?
    var params: JSONValue?
    var result: JSONValue?
    var error: JSONValue?

    init(_ value: JSONValue) throws(MessageError) {
        self.value = value
        guard let object = value.object else {
            throw MessageError(
                code: .notAnObject,
                id: nil,
                isResponse: false,
                pointer: .root,
                expected: "an object",
                seen: value.kind.rawValue
            )
        }
        var twice: String?
        for member in object {
            if member.hasKey("jsonrpc") {
                MessageMembers.take(member, "jsonrpc", &version, &twice)
            } else if member.hasKey("id") {
                MessageMembers.take(member, "id", &id, &twice)
            } else if member.hasKey("method") {
                MessageMembers.take(member, "method", &method, &twice)
            } else if member.hasKey("params") {
                MessageMembers.take(member, "params", &params, &twice)
            } else if member.hasKey("result") {
                MessageMembers.take(member, "result", &result, &twice)
            } else if member.hasKey("error") {
                MessageMembers.take(member, "error", &error, &twice)
            }
        }
        if let twice { throw error(.duplicate, twice, "one member of this name", "two") }
    }

    /// Some write every member that a message can have, and null into those that it has not.
    mutating func forgetNulls() {
        if params?.isNull == true { params = nil }
        if error?.isNull == true { error = nil }
        // Null can be a result, if not one of MCP; it is none beside an error or a method.
        if result?.isNull == true, error != nil || method != nil { result = nil }
        if method?.isNull == true, error != nil || result != nil { method = nil }
    }

    private static func take(_ member: JSONMember, _ name: String, _ place: inout JSONValue?, _ twice: inout String?) {
        if place != nil { twice = name }
        place = member.value
    }

    func error(_ code: MessageError.Code, _ name: String?, _ expected: String, _ seen: JSONValue?) -> MessageError {
        error(code, name, expected, seen.map { JSONExcerpt.text(of: $0) } ?? "nothing")
    }

    func error(_ code: MessageError.Code, _ name: String?, _ expected: String, _ seen: String) -> MessageError {
        MessageError(
            code: code,
            id: id.flatMap(RequestID.init),
            isResponse: method == nil && (result != nil || error != nil),
            pointer: name.map { JSONPointer([$0]) } ?? .root,
            expected: expected,
            seen: seen
        )
    }
}
