internal import Bindings
public import JSON
internal import JSONRPC
public import MCP
internal import Reactor

extension RequestContext {
    /// Reports how far the work is, if the client wants to know.
    ///
    /// Progress that is no more than before is not sent. Throws when nobody can receive it any more.
    public func report(_ value: Double, of total: Double? = nil, message: String? = nil) async throws {
        guard let token = progressToken, value.isFinite else { return }
        let isNews = progress.withLock { progress in
            guard !progress.isOver, !progress.isCancelled, progress.last.map({ value > $0 }) ?? true else {
                return false
            }
            progress.last = value
            return true
        }
        guard isNews else { return }
        let notification = ProgressNotification(
            token: token,
            progress: value,
            total: total.flatMap { $0.isFinite ? $0 : nil },
            message: message
        )
        try await send("notifications/progress", notification.json(for: revision))
    }

    /// Sends a log message, if the client wants messages of this level.
    public func log(_ level: LogLevel, _ data: JSON, logger: String? = nil) async throws {
        guard wantsLog(level) else { return }
        try await send("notifications/message", LogMessage(level, data, logger: logger).json)
    }

    /// Whether a log message of this level would be sent.
    public func wantsLog(_ level: LogLevel) -> Bool {
        guard server.options.logging else { return false }
        if let session { return level >= session.logLevel }
        return metadata?.logLevel.map { level >= $0 } ?? false
    }

    /// Sends a notification that belongs to this request, unless it is over.
    package func send(_ method: String, _ params: JSON?) async throws {
        guard !progress.withLock({ $0.isOver || $0.isCancelled }) else { return }
        if let exchange = exchange as? TaskExchange {
            let related = taskID.map { TaskStateMachine.relate(params ?? .emptyObject, to: $0) } ?? params
            return await exchange.notify(MessageWriter.notification(method, params: related))
        }
        do throws(BindingError) {
            try await exchange.send(MessageWriter.notification(method, params: params))
        } catch {
            // A client that takes no stream gets the reply alone.
            guard error.code == .refused else { throw error }
        }
    }

    /// Ends the connection of the reply where the client can come back for the rest; elsewhere nothing happens.
    public func closeForResumption(retry: Duration) async { await exchange.closeForResumption(retry: retry) }
}
