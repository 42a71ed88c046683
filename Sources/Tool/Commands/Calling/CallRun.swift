internal import Carriers
internal import JSON
internal import MCP
internal import MCPClient
internal import Reactor
internal import Storage

/// Connects, asks, shows what comes, and ends in order.
struct CallRun {
    private let plan: CallPlan
    private let console: Console
    private let printer: CallPrinter
    /// Asks a person; replaced by tests.
    var ask: Interviewer.Asker?
    /// Whether a person is at standard input.
    var hasPerson = Terminal.isTerminal(.input)

    init(_ plan: CallPlan, _ console: Console) {
        (self.plan, self.console) = (plan, console)
        printer = CallPrinter(console, printsJSON: plan.printsJSON)
    }

    /// Does all of it, and says how it went.
    func run() async throws -> ExitCode {
        let request: CallRequest
        let target: Target
        var carrying = CarrierOptions()
        do {
            request = try CallRequest(plan.method, plan.words, base: plan.params) { path in
                try FileSystem.read(FilePath(path), limit: 64 << 20)
            }
            target = try self.target()
            carrying.tls = try plan.connection.security()
        } catch let problem as ArgumentWords.Problem {
            console.printError("\(problem)\nRun comport call --help to see what it accepts.")
            return .usage
        } catch let error as TargetError {
            console.printError(error.description)
            return error.code == .url || error.code == .command ? .usage : .badInputFile
        } catch {
            console.printError("--ca: expected a file of certificates (PEM), saw: \(error)")
            return .badInputFile
        }
        return try await LoopGroup.runOne { [carrying] loop in
            try await Interruptible.run(on: loop, console) {
                try await self.call(request, target, carrying, on: loop)
            }
        }
    }

    private func target() throws(TargetError) -> Target {
        if let target = plan.target { return target }
        let search = ConfigurationSearch(
            file: plan.connection.configuration,
            directory: ProcessEnvironment.currentDirectory ?? "/",
            environment: ProcessEnvironment.all
        )
        return try search.target(named: plan.connection.server ?? "")
    }

    // MARK: The call

    private func call(
        _ request: CallRequest,
        _ target: Target,
        _ carrying: CarrierOptions,
        on loop: EventLoop
    ) async throws -> ExitCode {
        var tracer: TracePrinter?
        if let trace = plan.trace {
            let columns = console.messages.columns ?? 80
            tracer = TracePrinter(columns: columns, isFull: trace == .full) { [console] in
                console.printMessage($0 + "\n")
            }
        }
        let connector = ClientConnector.target(target, observer: tracer, carrying)
        do {
            return try await MCPClient.with(connector, options(on: loop), on: loop) { client in
                let feed = client.notifications()
                return try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask(executorPreference: loop) { [printer] in
                        for await notification in feed { printer.show(notification) }
                    }
                    // What came before the answer is still shown.
                    defer { feed.finish() }
                    return try await answer(to: request, client)
                }
            }
        } catch let error as MCPClientError {
            return printer.show(error, target, request)
        }
    }

    private func options(on loop: EventLoop) -> MCPClientOptions {
        var options = plan.connection.client
        var interviewer = Interviewer(answers: plan.answers, declines: plan.declines) { [console] in
            console.printMessage($0 + "\n")
        }
        interviewer.ask = ask ?? (hasPerson ? TerminalReader(console, on: loop).asker : nil)
        let person = interviewer
        options.handlers.form = { await person.fill($0) }
        options.handlers.url = { await person.visit($0) }
        options.handlers.sampling = { try person.sample($0) }
        options.report = { [printer] in printer.show($0) }
        // Whoever calls something by name wants to see what the server makes of it.
        options.asksForUndeclared = true
        return options
    }

    private func answer(to request: CallRequest, _ client: MCPClient) async throws -> ExitCode {
        var options = RequestOptions()
        options.progress = { [printer] in printer.show($0) }
        options.logLevel = plan.logLevel
        if let level = plan.logLevel, client.server.era == .legacy, client.server.offers("logging") {
            try await client.setLogLevel(level)
        }
        switch request.answer {
        case .description: try printer.show(try await describe(client, request, options), request)
        case .time: try await printer.showTime(of: client, options)
        case .list(let key) where request.params.object?.isEmpty ?? true:
            try printer.show(try await all(key, of: request.method, client, options), request)
        case .toolResult where isPlain(request):
            let result = try await client.callTool(
                request.params["name"]?.string ?? "",
                request.params["arguments"],
                options
            )
            return try printer.showTool(result.json, request)
        case .toolResult:
            return try printer.showTool(try await client.request(request.method, request.params, options), request)
        default:
            try await notify(or: request, client, options)
        }
        return .fine
    }

    private func notify(or request: CallRequest, _ client: MCPClient, _ options: RequestOptions) async throws {
        let isEmpty = request.params.object?.isEmpty ?? true
        let params = isEmpty ? nil : request.params
        guard request.method.hasPrefix("notifications/") else {
            return try printer.show(try await client.request(request.method, params, options), request)
        }
        try await client.notify(request.method, params)
    }

    /// Whether a call holds nothing but what the typed call takes.
    private func isPlain(_ request: CallRequest) -> Bool {
        (request.params.object ?? []).allSatisfy { $0.key == "name" || $0.key == "arguments" }
    }

    /// What a legacy server said at its opening, and a modern one says now.
    private func describe(
        _ client: MCPClient,
        _ request: CallRequest,
        _ options: RequestOptions
    ) async throws -> JSON {
        guard client.server.era == .modern else { return client.server.result }
        return try await client.discover(options).json
    }

    /// All pages as one result: the first one with the items of the others.
    private func all(
        _ key: String,
        of method: String,
        _ client: MCPClient,
        _ options: RequestOptions
    ) async throws -> JSON {
        var items: [JSON] = []
        var first: JSON?
        for try await page in client.pages(of: method, options) {
            items += page[key]?.array ?? []
            if first == nil { first = page }
        }
        let others = (first?.object ?? []).filter { $0.key != key && $0.key != "nextCursor" }
        return .object([(key, .array(items))] + others)
    }
}
