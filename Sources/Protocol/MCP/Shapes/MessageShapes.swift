public import JSON
public import JSONRPC

/// Holds messages against what their revision says they look like.
public enum MessageShapes {
    /// Where a message is not what the revision says.
    ///
    /// A response is held against the result of the method that it answers; without one, against what all results share.
    /// In 2025-11-25 results do not say what they are: `asTask` tells whether the request asked for a task, where that is
    /// known.
    public static func findings(
        in message: Message,
        revision: Revision,
        sender: Side,
        answering method: String? = nil,
        asTask: Bool? = nil,
        options: ShapeOptions = .init()
    ) -> [ShapeFinding] {
        var judge = MessageJudge(revision, message.value, options)
        switch message {
        case .request(let request): judge.judge(request: request, from: sender)
        case .notification(let notification): judge.judge(notification: notification, from: sender)
        case .result(let response): judge.judge(result: response, answering: method, asTask)
        case .failure(let response): judge.judge(failure: response)
        }
        if options.findsDuplicates { judge.walk.findDuplicates(in: message.value, of: "message") }
        return judge.walk.findings
    }

    /// Where a value is not of a shape: `Tool`, `CallToolResult`, `ContentBlock`.
    public static func findings(
        of value: JSONValue,
        as shape: String,
        revision: Revision,
        options: ShapeOptions = .init()
    ) -> [ShapeFinding] {
        ShapeLibrary.of(revision).findings(of: value, as: shape, options: options)
    }

    /// The names of all shapes of a revision, sorted.
    public static func names(in revision: Revision) -> [String] { ShapeLibrary.of(revision).names }
}

/// Holds one message against the shapes of its envelope and of its method.
private struct MessageJudge {
    let revision: Revision
    var walk: ShapeWalk

    init(_ revision: Revision, _ message: JSONValue, _ options: ShapeOptions) {
        self.revision = revision
        walk = ShapeWalk(ShapeLibrary.of(revision), message, options)
    }

    mutating func judge(request: Message.Request, from sender: Side) {
        walk.check(request.value, as: "JSONRPCRequest")
        judgeCall(request.value, request.method, .request, from: sender)
    }

    mutating func judge(notification: Message.Notification, from sender: Side) {
        walk.check(notification.value, as: "JSONRPCNotification")
        judgeCall(notification.value, notification.method, .notification, from: sender)
    }

    private mutating func judgeCall(_ value: JSONValue, _ name: String, _ kind: Method.Kind, from sender: Side) {
        guard let method = Method.named(name, in: revision) else {
            let known = MethodTable.history(of: name).map(\.validity.description)
            let seen = known.isEmpty ? "\"\(name)\"" : "\"\(name)\" (\(known.joined(separator: ", ")))"
            return walk.add(.unknownMethod, ["method"], "a method of \(revision)", seen)
        }
        if method.kind != kind {
            walk.add(.misplacedMethod, ["method"], "\(name) as \(method.kind.phrase)", kind.phrase)
        } else if !method.isSent(by: sender) {
            walk.add(
                .misplacedMethod,
                ["method"],
                "a \(kind.rawValue) that a \(sender.rawValue) sends",
                "\(name), which a \(sender.other.rawValue) sends"
            )
        }
        if let params = value["params"] {
            walk.check(params, as: method.params)
        } else if method.needsParams {
            walk.add(.missing, ["params"], "an object (\(method.params))", "nothing")
        }
    }

    mutating func judge(result response: Message.ResultResponse, answering name: String?, _ asTask: Bool?) {
        walk.check(response.value, as: "JSONRPCResultResponse")
        guard let name, let method = Method.named(name, kind: .request, in: revision), method.result != nil else {
            return
        }
        let shapes = MethodShapes.results(of: method)
        if revision.era == .modern, let type = response.result["resultType"]?.string {
            judge(response.result, ofType: type, method, shapes)
        } else {
            // By its looks a task is what has a task, and nothing that answers the method.
            let looksLikeTask =
                response.result["task"] != nil && response.result["content"] == nil && response.result["action"] == nil
            let isTask = shapes.contains("CreateTaskResult") && (asTask ?? looksLikeTask)
            walk.check(response.result, as: isTask ? "CreateTaskResult" : shapes[0])
        }
    }

    private mutating func judge(_ result: JSONValue, ofType type: String, _ method: Method, _ shapes: [String]) {
        let shape: String? =
            switch type {
            case "complete": shapes[0]
            case "input_required": "InputRequiredResult"
            case "task": "CreateTaskResult"
            // What an extension invents is its own business; the envelope has seen to what all results share.
            default: nil
            }
        guard let shape else { return }
        if shapes.contains(shape) { return walk.check(result, as: shape) }
        walk.add(
            .value,
            ["result", "resultType"],
            ShapeLibrary.list(shapes.map { MessageJudge.resultType(of: $0) }) + " in answer to \(method.name)",
            "\"\(type)\""
        )
    }

    private static func resultType(of shape: String) -> String {
        switch shape {
        case "InputRequiredResult": "\"input_required\""
        case "CreateTaskResult": "\"task\""
        default: "\"complete\""
        }
    }

    mutating func judge(failure response: Message.ErrorResponse) {
        walk.check(response.value, as: "JSONRPCErrorResponse")
        guard let code = response.errorValue["code"]?.number?.integer(Int.self),
            let shape = ErrorCodeTable.meaning(of: code, in: revision)?.shape
        else { return }
        walk.check(response.value, as: shape)
    }
}

extension Method.Kind {
    fileprivate var phrase: String {
        switch self {
        case .request: "a request"
        case .notification: "a notification"
        case .inputRequest: "a request inside of a result"
        }
    }
}
