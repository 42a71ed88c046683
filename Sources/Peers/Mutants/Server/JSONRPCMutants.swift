import Bindings
import JSON
import MCP

/// Defects in ids, versions, results and errors.
enum JSONRPCMutants {
    static let all: [ServerMutant] = ids + envelopes + errors + requests

    private static let ids: [ServerMutant] = [
        ServerMutant(
            "id-as-string",
            .jsonrpc,
            "jsonrpc.result.id-echo",
            "Sends numeric ids back as strings",
            on: .everywhere,
            .replies { reply, _ in
                if let number = reply["id"]?.number { reply["id"] = .string(number.lexeme) }
            }
        ),
        ServerMutant(
            "id-through-double",
            .jsonrpc,
            "jsonrpc.id.type-preserved",
            "Rounds ids to 53 bits",
            on: .everywhere,
            .replies { reply, _ in
                guard let number = reply["id"]?.number, let integer = Int64(exactly: number.double.rounded()) else {
                    return
                }
                reply["id"] = JSON(integer)
            }
        ),
        ServerMutant(
            "error-id-missing",
            .jsonrpc,
            "jsonrpc.error.id-echo",
            "Leaves the id out of errors",
            on: .everywhere,
            .replies { reply, _ in if reply["error"] != nil { reply["id"] = nil } }
        ),
        ServerMutant(
            "result-id-null",
            .jsonrpc,
            "jsonrpc.response.id-match",
            "Sends results with the id null",
            on: .everywhere,
            .replies { reply, _ in if reply["result"] != nil { reply["id"] = .null } }
        ),
        ServerMutant(
            "notification-with-id",
            .jsonrpc,
            "jsonrpc.notification.no-id",
            "Gives its notifications an id",
            on: .everywhere,
            .sent { message, _, _ in
                var message = message
                if message["id"] == nil { message["id"] = "n-1" }
                return [message]
            }
        ),
    ]

    private static let envelopes: [ServerMutant] = [
        ServerMutant(
            "wrong-jsonrpc-version",
            .jsonrpc,
            "jsonrpc.message.version-2.0",
            "Says that it speaks JSON-RPC 1.0",
            on: .everywhere,
            .replies { reply, _ in reply["jsonrpc"] = "1.0" }
        ),
        ServerMutant(
            "result-and-error",
            .jsonrpc,
            "jsonrpc.response.not-both",
            "Sends an error beside each result",
            on: .everywhere,
            .replies { reply, _ in
                if reply["result"] != nil { reply["error"] = ["code": 0, "message": "no error"] }
            }
        ),
        ServerMutant(
            "neither-result-nor-error",
            .jsonrpc,
            "jsonrpc.result.has-result",
            "Leaves empty results out",
            on: .everywhere,
            .replies { reply, _ in if reply["result"] != nil { reply["result"] = nil } }
        ),
        ServerMutant(
            "result-not-an-object",
            .jsonrpc,
            "jsonrpc.result.is-object",
            "Puts each result into an array",
            on: .everywhere,
            .replies { reply, _ in if let result = reply["result"] { reply["result"] = [result] } }
        ),
        ServerMutant(
            "replies-twice",
            .jsonrpc,
            "jsonrpc.response.exactly-one",
            "Sends each reply twice",
            on: .everywhere,
            .around { step in
                guard step.isRequest else { return step.proceed() }
                return step.proceed()
                    .changing { reply in
                        try? await step.exchange.send(reply.bytes)
                        return reply
                    }
            }
        ),
        ServerMutant(
            "answers-notifications",
            .jsonrpc,
            "jsonrpc.notification.no-response",
            "Answers notifications with a result",
            on: .connections,
            .around { step in
                guard step.method != nil, step.id == nil else { return step.proceed() }
                _ = step.proceed()
                return .finished(Reply(["jsonrpc": "2.0", "id": .null, "result": [:]]))
            }
        ),
    ]

    private static let errors: [ServerMutant] = [
        ServerMutant(
            "unknown-method-internal",
            .jsonrpc,
            "jsonrpc.error.code.method-not-found",
            "Calls an unknown method an internal error",
            on: .everywhere,
            .errorCode(-32601, becomes: -32603)
        ),
        ServerMutant(
            "invalid-params-internal",
            .jsonrpc,
            "jsonrpc.error.code.invalid-params",
            "Calls wrong parameters an internal error",
            on: .everywhere,
            .errorCode(-32602, becomes: -32603)
        ),
        ServerMutant(
            "parse-error-as-invalid",
            .jsonrpc,
            "jsonrpc.error.code.parse",
            "Calls what is no JSON an invalid request",
            on: .everywhere,
            .wireErrorCode(-32700, becomes: -32600)
        ),
        ServerMutant(
            "invalid-request-as-parse",
            .jsonrpc,
            "jsonrpc.error.code.invalid-request",
            "Calls an invalid request no JSON",
            on: .everywhere,
            .wireErrorCode(-32600, becomes: -32700)
        ),
        ServerMutant(
            "error-code-as-string",
            .jsonrpc,
            "jsonrpc.error.code-integer",
            "Writes the codes of errors as strings",
            on: .everywhere,
            .replies { reply, _ in
                reply.change("error", "code") { if let code = $0.number { $0 = .string(code.lexeme) } }
            }
        ),
        ServerMutant(
            "error-message-missing",
            .jsonrpc,
            "jsonrpc.error.shape",
            "Leaves the message out of errors",
            on: .everywhere,
            .replies { reply, _ in reply.set("error", "message", to: nil) }
        ),
        ServerMutant(
            "error-as-result",
            .jsonrpc,
            "jsonrpc.error.method-not-found",
            "Sends errors as results",
            on: .everywhere,
            .replies { reply, _ in
                guard let error = reply["error"] else { return }
                reply["error"] = nil
                reply["result"] = ["error": error]
            }
        ),
        ServerMutant(
            "reserved-error-code",
            .jsonrpc,
            "jsonrpc.error.reserved-range-defined-only",
            "Uses a reserved code of its own invention",
            on: .everywhere,
            .errorCode(-32602, becomes: -32050)
        ),
    ]

    private static let requests: [ServerMutant] = [
        ServerMutant(
            "request-in-modern",
            .jsonrpc,
            "jsonrpc.request.server-initiated-none",
            "Sends a ping of its own before each reply",
            on: .modern,
            .around { step in
                guard step.era == .modern, step.isRequest else { return step.proceed() }
                return step.proceed()
                    .changing { reply in
                        let ping: JSON = ["jsonrpc": "2.0", "id": "server-1", "method": "ping"]
                        try? await step.exchange.send(ping.encoded())
                        return reply
                    }
            }
        ),
        ServerMutant(
            "wrong-version-taken",
            .jsonrpc,
            "jsonrpc.message.reject-bad-version",
            "Takes requests of any version of JSON-RPC",
            on: .everywhere,
            .receivedMessages { message in
                if case .object = message, message["method"] != nil { message["jsonrpc"] = "2.0" }
            }
        ),
        ServerMutant(
            "batch-taken",
            .jsonrpc,
            "jsonrpc.batch.none",
            "Takes the first message of an array",
            on: .everywhere,
            .receivedMessages { message in if let first = message.array?.first { message = first } }
        ),
    ]
}

extension Defect {
    /// Changes the code of errors.
    fileprivate static func errorCode(_ code: Int, becomes other: Int) -> Defect {
        replies { reply, _ in
            reply.change("error", "code") { if $0.number?.integer(Int.self) == code { $0 = JSON(other) } }
        }
    }

    /// Changes the code of errors wherever they arise.
    fileprivate static func wireErrorCode(_ code: Int, becomes other: Int) -> Defect {
        stream {
            WireMessages.sent { message in
                var message = message
                message.change("error", "code") { if $0.number?.integer(Int.self) == code { $0 = JSON(other) } }
                return [message.encoded()]
            }
        }
    }

    /// Changes messages of the client before they are judged.
    static func receivedMessages(_ change: @escaping @Sendable (inout JSON) -> Void) -> Defect {
        stream {
            WireMessages.received { message in
                var message = message
                change(&message)
                return [message.encoded()]
            }
        }
    }
}
