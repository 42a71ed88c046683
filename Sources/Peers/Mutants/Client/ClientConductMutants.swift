import JSON

/// Defects of a client in state, timing and semantics.
enum ClientConductMutants {
    static let all: [ClientMutant] = state + timing + semantics

    private typealias Message = ClientMessageMutants

    private static let state: [ClientMutant] = [
        Message.mutant(
            "initialized-missing",
            .state,
            "lifecycle.initialized.sent",
            "Never says that it is ready",
            .legacy
        ) {
            .dropping { message, _ in message["method"]?.string == "notifications/initialized" }
        },
        Message.mutant(
            "early-requests",
            .state,
            "lifecycle.client.early-requests",
            "Lists tools before it initialises",
            .legacy
        ) {
            .messages(sent: { message, _ in
                guard message["method"]?.string == "initialize" else { return [message] }
                return [["jsonrpc": "2.0", "id": "early", "method": "tools/list"], message]
            })
        },
        Message.mutant("initialize-twice", .state, "lifecycle.initialize.first", "Initialises again", .legacy) {
            .messages(sent: { message, memory in
                if message["method"]?.string == "initialize" { memory["initialize"] = message }
                guard message["method"]?.string == "notifications/initialized", var again = memory["initialize"] else {
                    return [message]
                }
                again["id"] = "again"
                return [message, again]
            })
        },
        Message.mutant(
            "capabilities-undeclared",
            .state,
            "elicit.capability.declared",
            "Answers what it did not declare"
        ) {
            .messages(
                sent: { message, _ in
                    var message = message
                    if message["method"]?.string == "initialize" { message.set("params", "capabilities", to: [:]) }
                    if Message.isModern(message), message["params"]?["inputResponses"] != nil {
                        message.set("params", "_meta", Message.key("clientCapabilities"), to: [:])
                    }
                    return [message]
                }
            )
        },
        Message.mutant(
            "request-state-changed",
            .state,
            "mrtr.client.state-echo-exact",
            "Changes the state of the server",
            .modern
        ) {
            .sent { message, _ in
                message.change("params", "requestState") { $0 = .string(($0.string ?? "") + " ") }
            }
        },
        Message.mutant(
            "request-state-kept",
            .state,
            "mrtr.client.no-cross-use",
            "Sends old state with other calls",
            .modern
        ) {
            .sent("tools/call") { message, memory in
                if let state = message["params"]?["requestState"] { memory["state"] = state }
                if let state = memory["state"] { message.set("params", "requestState", to: state) }
            }
        },
        Message.mutant("retry-same-id", .state, "mrtr.client.retry-new-id", "Tries again under the same id", .modern) {
            .ids { id, message, memory in
                let isRetry = message["params"]?["inputResponses"] != nil || message["params"]?["requestState"] != nil
                guard message["method"]?.string == "tools/call" else { return id }
                if !isRetry { memory["first"] = id }
                return memory["first"] ?? id
            }
        },
    ]

    private static let timing: [ClientMutant] = [
        Message.mutant("cancel-not-told", .timing, "cancel.client.should-signal", "Does not tell that it gave up") {
            .dropping { message, _ in message["method"]?.string == "notifications/cancelled" }
        },
        Message.mutant(
            "cancels-what-ended",
            .timing,
            "cancel.client.own-requests",
            "Cancels each request that was answered"
        ) {
            .messages(
                sent: { message, memory in
                    guard message["id"] != nil, message["method"] != nil, let ended = memory.take("ended") else {
                        return [message]
                    }
                    let cancel: JSON = [
                        "jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": ended],
                    ]
                    return [cancel, message]
                },
                received: { message, memory in
                    if message["result"] != nil { memory["ended"] = message["id"] }
                    return [message]
                }
            )
        },
        Message.mutant("cancels-initialize", .timing, "cancel.not-initialize", "Cancels its own handshake", .legacy) {
            .messages(sent: { message, _ in
                guard message["method"]?.string == "initialize", let id = message["id"] else { return [message] }
                let cancel: JSON = ["jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": id]]
                return [message, cancel]
            })
        },
        Message.mutant("pings-unanswered", .timing, "ping.respond", "Never answers pings", .legacy) {
            .unanswering("ping")
        },
        Message.mutant(
            "questions-unanswered",
            .timing,
            "jsonrpc.response.exactly-one",
            "Never answers questions",
            .legacy
        ) {
            .unanswering("elicitation/create")
        },
        Message.mutant("answers-twice", .timing, "schema.response.exclusive", "Answers each question twice", .legacy) {
            .messages(sent: { message, _ in message["result"] == nil ? [message] : [message, message] })
        },
    ]

    private static let semantics: [ClientMutant] = [
        Message.mutant(
            "answers-other-keys",
            .semantics,
            "mrtr.client.response-keys",
            "Answers under keys of its own",
            .modern
        ) {
            .sent { message, _ in
                message.change("params", "inputResponses") { responses in
                    responses = .object((responses.object ?? []).map { ("my-" + $0.key, $0.value) })
                }
            }
        },
        Message.mutant(
            "retry-without-arguments",
            .semantics,
            "mrtr.client.original-params",
            "Leaves arguments out of retries",
            .modern
        ) {
            .sent { message, _ in
                if message["params"]?["inputResponses"] != nil { message.set("params", "arguments", to: nil) }
            }
        },
        Message.mutant(
            "declines-with-content",
            .semantics,
            "elicitation.result.content-only-on-accept",
            "Declines, and sends content"
        ) {
            .answers(to: "elicitation/create") { answer in
                answer["action"] = "decline"
                answer["content"] = ["name": "nobody"]
            }
        },
        Message.mutant("cancels-by-string", .semantics, "cancel.params.requestId", "Cancels by ids of another type") {
            .sent("notifications/cancelled") { message, _ in
                message.change("params", "requestId") { id in
                    id = id.number.map { .string($0.lexeme) } ?? .number(.init(7))
                }
            }
        },
        Message.mutant("first-page-only", .semantics, "page.client.both-flows", "Reads only the first page of lists") {
            .messages(received: { message, _ in
                var message = message
                message.set("result", "nextCursor", to: nil)
                return [message]
            })
        },
        Message.mutant("cursor-changed", .semantics, "page.client.opaque", "Changes cursors") {
            .sent { message, _ in
                message.change("params", "cursor") { $0 = .string(($0.string ?? "").uppercased()) }
            }
        },
        Message.mutant(
            "unknown-version-offered",
            .semantics,
            "lifecycle.version.client-supported",
            "Asks for a revision that is none",
            .legacy
        ) {
            .sent("initialize") { message, _ in message.set("params", "protocolVersion", to: "1.0") }
        },
        Message.mutant("roots-not-files", .semantics, "roots.uri.file", "Lists roots that are no files") {
            .answers(to: "roots/list") { answer in
                answer.changeEach("roots") { $0["uri"] = "https://example.com/" }
            }
        },
        Message.mutant(
            "elicit-content-misfits",
            .semantics,
            "elicit.form.client-validates",
            "Answers questions beside their schema"
        ) {
            .answers(to: "elicitation/create") { answer in
                answer.change("content") { content in
                    for (name, value) in content.object ?? [] { content[name] = value.bool == nil ? true : "yes" }
                }
            }
        },
    ]
}

extension ClientDefect {
    /// Leaves messages out.
    fileprivate static func dropping(_ isDropped: @escaping @Sendable (JSON, Memory) -> Bool) -> ClientDefect {
        messages(sent: { isDropped($0, $1) ? [] : [$0] })
    }

    /// Leaves out the answers to requests of the server of a method.
    fileprivate static func unanswering(_ method: String) -> ClientDefect {
        messages(
            sent: { message, memory in
                guard message["method"] == nil, let id = message["id"], memory["asked \(id)"]?.string == method else {
                    return [message]
                }
                return []
            },
            received: { message, memory in
                if let id = message["id"], let asked = message["method"] { memory["asked \(id)"] = asked }
                return [message]
            }
        )
    }
}
