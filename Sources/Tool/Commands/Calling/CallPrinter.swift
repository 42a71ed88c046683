internal import Carriers
internal import HTTPWire
internal import JSON
internal import JSONRPC
internal import MCP
internal import MCPClient
internal import Reactor
internal import Text

/// Prints what comes of a call: results to standard output, all else to standard error.
struct CallPrinter: Sendable {
    private let console: Console
    private let printsJSON: Bool

    init(_ console: Console, printsJSON: Bool) { (self.console, self.printsJSON) = (console, printsJSON) }

    private var text: ResultText {
        ResultText(columns: console.results.columns ?? 80, isTerminal: console.results.columns != nil)
    }

    private func say(_ line: String) { console.printMessage(line + "\n") }

    // MARK: Results

    /// Prints a result.
    func show(_ result: JSON, _ request: CallRequest) throws {
        guard !printsJSON else { return try console.printResult(text.json(result) + "\n") }
        let shown = text.text(of: result, request.answer)
        guard shown.isEmpty else { return try console.printResult(shown) }
        say("(\(request.method): the answer is empty)")
    }

    /// Prints the result of a tool, which may say that it failed.
    func showTool(_ result: JSON, _ request: CallRequest) throws -> ExitCode {
        try show(result, request)
        guard result["isError"]?.bool == true else { return .fine }
        console.printError("the tool \(printable(request.params["name"]?.string ?? "")) says that it failed")
        return .findings
    }

    /// Prints how long an answer takes.
    func showTime(of client: MCPClient, _ options: RequestOptions) async throws {
        let start = MonotonicInstant.now
        let isModern = client.server.era == .modern
        if isModern { _ = try await client.discover(options) } else { try await client.ping(options) }
        let time = (MonotonicInstant.now - start) / .microseconds(1)
        let milliseconds = "\(Int(time) / 1000).\(String(1000 + Int(time) % 1000).dropFirst())"
        guard !printsJSON else { return try console.printResult("{\"milliseconds\":\(milliseconds)}\n") }
        let how = isModern ? "server/discover, since \(client.server.revision) has no ping" : "ping"
        try console.printResult("answered in \(milliseconds) ms (\(how))\n")
    }

    // MARK: On the way

    /// Prints progress.
    func show(_ update: ProgressNotification) { say(NotificationText.line(update)) }

    /// Prints a notification.
    func show(_ notification: ServerNotification) {
        if let line = NotificationText.line(notification) { say(line) }
    }

    /// Prints what the server did against the rules.
    func show(_ finding: ClientFinding) { say("  note: \(printable(finding.description))") }

    // MARK: Errors

    /// Prints why there is no result, and what to do about it.
    func show(_ error: MCPClientError, _ target: Target, _ request: CallRequest) -> ExitCode {
        if error.code == .cancelled { return .interrupted }
        if let answer = error.answer {
            if printsJSON { try? console.printResult(text.json(Self.value(of: answer)) + "\n") }
            console.printError(
                printable("the server answered \(request.method) with error \(answer.code): \(answer.message)")
            )
            if let data = answer.data { say("  data: \(printable("\(data)"))") }
            if let hint = hint(answer, request) { say(hint) }
            return .findings
        }
        console.printError(PrintableText.escape("\(target): \(error)", keepingNewlines: true))
        if let hint = hint(error, target) { say(hint) }
        switch error.code {
        case .unreachable, .closed, .lost, .sessionLost, .timeout: return .targetUnreachable
        default: return .findings
        }
    }

    private static func value(of error: ErrorObject) -> JSON {
        .object(
            [("code", JSON(error.code)), ("message", .string(error.message))]
                + (error.data.map { [("data", $0)] } ?? [])
        )
    }

    private func hint(_ answer: ErrorObject, _ request: CallRequest) -> String? {
        switch answer.code {
        case ErrorObject.methodNotFoundCode: "Try discover to see what the server offers."
        case ErrorObject.invalidParamsCode where request.method == "tools/call":
            "Try tools/list to see the tools and their arguments; NAME:=JSON gives a number, a list or an object."
        case ErrorObject.invalidParamsCode where request.method == "prompts/get":
            "Try prompts/list to see the prompts and their arguments."
        case -32021: "The server wants something of this client that it does not have."
        default: nil
        }
    }

    private func hint(_ error: MCPClientError, _ target: Target) -> String? {
        switch error.code {
        case .unreachable:
            if case .command = target.place { return "Try the command by itself: it must stay and wait for input." }
            return "Is the server running there? Is the path right (often /mcp, /sse or /ws)?"
        case .refused where error.status?.code == 401 || error.status?.code == 403:
            return "Give credentials with --token TOKEN or --header NAME:VALUE."
        case .timeout: return "Give it more time with --timeout, or see with --trace what comes."
        case .closed, .lost, .violation: return "See with --trace what goes over the wire."
        case .noCommonRevision: return "Ask for another revision with --revision, or another era with --era."
        default: return nil
        }
    }

    private func printable(_ text: String) -> String { PrintableText.escape(text) }
}
