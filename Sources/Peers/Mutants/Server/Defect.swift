import Bindings
import HTTP
import JSON
import Reactor

/// How a defect gets into a server: each factory is one place where it can sit.
struct Defect: Sendable {
    let apply: @Sendable (inout ServerSetup) -> Void

    // MARK: Bytes

    /// Changes the bytes of every connection.
    static func stream(_ alteration: @escaping @Sendable () -> StreamAlteration) -> Defect {
        Defect { setup in setup.addStreamWrapper { AlteredStream($0, alteration()) } }
    }

    /// Changes the pieces that the server sends; the closure is made anew for each connection.
    static func sentPieces(_ make: @escaping @Sendable () -> (WirePiece) -> [UInt8]) -> Defect {
        stream { .pieces(make()) }
    }

    /// Changes the pieces that the client sent.
    static func receivedPieces(_ make: @escaping @Sendable () -> (WirePiece) -> [UInt8]) -> Defect {
        stream { .receivedPieces(make()) }
    }

    /// Changes the head of what the client sent over HTTP, with its body in sight.
    static func receivedRequests(_ change: @escaping @Sendable (inout HeadLines, JSON?) -> Void) -> Defect {
        stream { .receivedRequests(change) }
    }

    // MARK: HTTP

    /// Takes the place of the handler.
    static func handler(_ body: @escaping @Sendable (HTTPRequest, HTTPHandler) async throws -> HTTPResponse) -> Defect {
        Defect { setup in setup.addHandlerWrapper { next in { request in try await body(request, next) } } }
    }

    /// Changes responses.
    static func responses(_ change: @escaping @Sendable (inout HTTPResponse, HTTPRequest) -> Void) -> Defect {
        handler { request, next in
            var response = try await next(request)
            change(&response, request)
            return response
        }
    }

    // MARK: Messages

    private static func endpoint(_ defect: EndpointDefect) -> Defect {
        Defect { setup in setup.endpoint = EditedEndpoint(setup.endpoint, defect) }
    }

    /// Takes the place of handling a message.
    static func around(
        sent: (@Sendable (JSON, Step?, Memory) -> [[UInt8]])? = nil,
        _ body: @escaping @Sendable (Step) -> Handling
    ) -> Defect {
        endpoint(EndpointDefect(around: body, sent: sent))
    }

    /// Changes what clients sent, before it is handled.
    static func received(_ change: @escaping @Sendable (inout JSON, Step) -> Void) -> Defect {
        around { step in
            var message = step.message
            change(&message, step)
            return step.handle(message)
        }
    }

    /// Changes replies.
    static func replies(
        to methods: String...,
        by change: @escaping @Sendable (inout JSON, Step) -> Void
    ) -> Defect {
        around { step in
            guard step.isRequest, methods.isEmpty || methods.contains(step.method ?? "") else { return step.proceed() }
            return step.proceed().mapping { reply in
                guard var json = reply.json else { return reply }
                change(&json, step)
                return Reply(json, like: reply)
            }
        }
    }

    /// Changes results, of all methods or some.
    static func results(
        of methods: String...,
        by change: @escaping @Sendable (inout JSON, Step) -> Void
    ) -> Defect {
        around { step in
            guard step.isRequest, methods.isEmpty || methods.contains(step.method ?? "") else { return step.proceed() }
            return step.proceed().mapping { reply in
                guard var json = reply.json, json["result"] != nil else { return reply }
                json.change("result") { change(&$0, step) }
                return Reply(json, like: reply)
            }
        }
    }

    /// Changes results of the methods in a list.
    static func results(of methods: [String], by change: @escaping @Sendable (inout JSON, Step) -> Void) -> Defect {
        results { result, step in if methods.contains(step.method ?? "") { change(&result, step) } }
    }

    /// Changes replies as bytes.
    static func rawReplies(_ change: @escaping @Sendable ([UInt8], Step) -> [UInt8]) -> Defect {
        around { step in
            step.proceed().mapping { Reply(change($0.bytes, step), $0.outcome) }
        }
    }

    /// Changes notifications of a method; none, one or several take the place of each.
    static func notifications(
        _ method: String,
        by change: @escaping @Sendable (JSON, Step?, Memory) -> [JSON]
    ) -> Defect {
        endpoint(
            EndpointDefect(sent: { message, step, memory in
                guard message["method"]?.string == method else { return [message.encoded()] }
                return change(message, step, memory).map { $0.encoded() }
            })
        )
    }

    /// Changes everything that the server sends of its own accord.
    static func sent(_ change: @escaping @Sendable (JSON, Step?, Memory) -> [JSON]) -> Defect {
        endpoint(EndpointDefect(sent: { change($0, $1, $2).map { $0.encoded() } }))
    }
}

extension ServerMutant {
    init(
        _ name: String,
        _ area: MutantArea,
        _ requirement: String,
        _ summary: String,
        on scope: MutantScope,
        _ defect: Defect
    ) {
        self.init(name, area, requirement, summary, on: scope) { defect.apply(&$0) }
    }
}
