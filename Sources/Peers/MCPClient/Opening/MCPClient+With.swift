internal import Bindings
public import Carriers
public import Reactor

extension MCPClient {
    /// Connects with a target as people write it, as the other form does.
    ///
    /// - Parameter observer: Sees every event on the wire.
    public static func with<Value>(
        _ target: Target,
        _ options: MCPClientOptions = MCPClientOptions(),
        observer: (any WireObserver)? = nil,
        on loop: EventLoop,
        _ body: (MCPClient) async throws -> Value
    ) async throws -> Value {
        try await with(.target(target, observer: observer), options, on: loop, body)
    }

    /// Connects with a server, finds out how it talks, runs `body` with the client, and says goodbye however `body` ends.
    ///
    /// `loop` must be the current one.
    public static func with<Value>(
        _ connector: ClientConnector,
        _ options: MCPClientOptions = MCPClientOptions(),
        on loop: EventLoop,
        _ body: (MCPClient) async throws -> Value
    ) async throws -> Value {
        loop.preconditionOnLoop()
        let background = BackgroundTasks(on: loop)
        // Not a child task: when this one is cancelled, servers must still be told so.
        let running = Task(executorPreference: loop) { await background.run() }
        let opener = Opener(connector, options, background, on: loop)
        let client = MCPClient(opener, options, background, on: loop)
        let result: Result<Value, any Error>
        do {
            try await client.open()
            result = .success(try await body(client))
        } catch {
            result = .failure(error)
        }
        await client.sayGoodbye()
        background.close()
        await running.value
        return try result.get()
    }

    func open() async throws(MCPClientError) {
        let (conversation, server) = try await opener.open(self)
        self.conversation = conversation
        self.server = server
    }

    /// Ends the conversation in order, even where the task was cancelled; bounded by the options.
    private func sayGoodbye() async {
        isClosed = true
        reopened.wakeAll()
        let closing = Task(executorPreference: loop) {
            await self.conversation?.close()
            self.finishFeeds()
        }
        await closing.value
    }
}
