internal import Carriers
internal import CommandLineOptions
internal import JSON
internal import MCP

/// Makes one request of a server and prints what it answers.
struct CallVerb: Verb {
    let plan: CallPlan

    static let command = Command<any Verb>(
        "call",
        summary: "makes one request of a server and prints what it answers",
        discussion: """
            TARGET is a URL (http, https, ws, wss, sse+http, sse+https); it is left out where --server or a command \
            behind -- says where to go. Behind it comes a METHOD, and what it needs:

              tools/list, resources/list, resources/templates/list, prompts/list
              tools/call NAME ARGUMENT…     prompts/get NAME ARGUMENT…
              resources/read URI            completion/complete PROMPT|TEMPLATE NAME=START
              discover, ping                any other method, with --params or ARGUMENT…

            An ARGUMENT is NAME=TEXT, NAME:=JSON, NAME=@FILE, NAME:=@FILE, or @FILE or {JSON} for all at once. Lists \
            are read to their last page.

            Results go to standard output. Progress, log messages and questions of the server go to standard error; \
            questions are answered at the terminal, or by --answer and --decline.

            Exit codes: 0 fine, 1 the server answered with an error or the tool failed, 2 wrong usage, 3 a file cannot \
            be used, 4 the server cannot be reached, 130 interrupted.
            """,
        examples: [
            Example("comport call http://127.0.0.1:8080/mcp tools/list", "lists the tools of a server"),
            Example("comport call ws://127.0.0.1:8081/ws tools/call echo text=hi", "calls one of them"),
            Example("comport call discover -- python3 server.py", "starts a server and asks what it is"),
            Example("comport call --server git tools/call git_status repo_path=.", "takes a server of your mcp.json"),
            Example("comport call --trace --json ping -- ./server", "shows every event on the wire"),
        ]
    ) { form in
        let words = form.positionals("[TARGET] METHOD ARGUMENT", as: .call, atLeast: 1, help: "what to ask, and where")
        let command = form.rest("COMMAND", help: "starts a server that speaks on its standard streams")
        let params = form.option("params", as: .text.named("JSON"), help: "the parameters, as a JSON object")
        let printsJSON = form.flag("json", help: "prints the result as JSON")
        let trace = form.optionalValue(
            "trace",
            as: .choice(of: CallPlan.Trace.self),
            alone: .short,
            help: "shows each event on the wire on standard error"
        )
        let logLevel = form.option(
            "log-level",
            as: .choice(of: LogLevel.self).named("LEVEL"),
            help: "asks for log messages"
        )
        form.section("Questions of the server")
        let answers = form.repeated("answer", as: .word.named("NAME=TEXT"), help: "answers a field of a form")
        let declines = form.flag("decline", help: "says no to every question")
        let connection = ConnectionOptions.declare(in: &form)
        return { filled throws(UsageError) in
            var plan = CallPlan()
            plan.connection = try connection(filled)
            try plan.take(try filled[words], try filled[command], filled)
            if let text = try filled[params] { plan.params = try CallPlan.parameters(text, filled) }
            plan.printsJSON = try filled[printsJSON]
            plan.trace = try filled[trace]
            plan.logLevel = try filled[logLevel]
            plan.declines = try filled[declines]
            for word in try filled[answers] {
                guard let parts = try? ArgumentWords.parts(of: word) else {
                    throw filled.error(.malformedValue, "--answer: expected NAME=TEXT, saw \(word)")
                }
                plan.answers.append((parts.key, parts.value))
            }
            return CallVerb(plan: plan)
        }
    }

    func run(_ console: Console) async throws -> ExitCode { try await CallRun(plan, console).run() }
}

extension CallPlan {
    /// Finds target and method among the words.
    fileprivate mutating func take(
        _ words: [String],
        _ command: [String]?,
        _ filled: FilledForm
    ) throws(UsageError) {
        var words = words[...]
        if command != nil, connection.server != nil {
            throw filled.error(.conflict, "--server and a command behind -- both say where to go")
        }
        do throws(TargetError) {
            if let command {
                target = try Target(command: command)
            } else if connection.server == nil, let first = words.popFirst() {
                target = try Target(url: first)
            }
        } catch {
            throw filled.error(.malformedValue, error.description)
        }
        guard let method = words.popFirst() else {
            throw filled.error(.missingArgument, "expected a METHOD behind the target, such as tools/list; saw none")
        }
        guard !method.contains("://") else {
            throw filled.error(
                .conflict,
                "expected a METHOD, saw \(method); --server or a command behind -- already say where to go"
            )
        }
        (self.method, self.words) = (method, Array(words))
    }

    fileprivate static func parameters(_ text: String, _ filled: FilledForm) throws(UsageError) -> JSON {
        let value: JSON
        do throws(JSONError) { value = try JSON(parsing: Array(text.utf8)) } catch {
            throw filled.error(.malformedValue, "--params: expected \(error.expected), saw \(error.seen)")
        }
        guard value.object != nil else {
            throw filled.error(.malformedValue, "--params: expected a JSON object, saw \(value.kind.rawValue)")
        }
        return value
    }
}

extension ValueType where Value == String {
    /// Any word, an empty one too.
    fileprivate static let word = ValueType(placeholder: "WORD", expected: "a word", text: { $0 }, parse: { $0 })

    /// Any word; shells offer the methods.
    fileprivate static let call = ValueType(
        placeholder: "WORD",
        expected: "a word",
        completion: .words(CallRequest.known),
        text: { $0 },
        parse: { $0 }
    )
}
