import HTTPWire
import Reactor

/// One request and its response on a connection.
struct HTTPExchange {
    private let request: HTTPClientRequest
    private let connection: HTTPClientConnection
    private let deadline: Deadline
    /// Opens when the server says that it wants the content, or after a while.
    private let gate: HTTPContinueGate?

    init(_ request: HTTPClientRequest, _ connection: HTTPClientConnection, _ deadline: Deadline) {
        self.request = request
        self.connection = connection
        self.deadline = deadline
        gate = request.fields.hasToken("100-continue", in: "Expect") ? HTTPContinueGate() : nil
    }

    /// Content above this size is written while the response is awaited, since the server may answer early.
    private static let longest = 64 * 1024

    /// Sends the request, and runs `body` with the response.
    func run<Result>(_ body: (HTTPClientResponse) async throws -> Result) async throws -> Result {
        var head = try request.serialized()
        connection.begin(request, until: deadline)
        switch request.content {
        case .none:
            try await connection.write(head)
        case .bytes(let bytes) where bytes.count <= Self.longest && gate == nil:
            head += bytes
            try await connection.write(head)
        case .bytes, .stream:
            try await connection.write(head)
            return try await runBothWays(body)
        }
        return try await body(try await response())
    }

    /// Reads the response while a child task writes the content.
    private func runBothWays<Result>(_ body: (HTTPClientResponse) async throws -> Result) async throws -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask(executorPreference: connection.stream.loop) { try await writeContent() }
            let response: HTTPClientResponse
            do {
                response = try await self.response()
            } catch {
                group.cancelAll()
                // When the content's own closure failed, that is the reason.
                try await group.waitForAll()
                throw error
            }
            let wantsContent = response.status.isSuccess && response.head.keepsAlive
            if !wantsContent { group.cancelAll() }
            let result = try await body(response)
            if wantsContent { try await group.waitForAll() }
            return result
        }
    }

    private func response() async throws(HTTPError) -> HTTPClientResponse {
        var interim: [HTTPResponseHead] = []
        while true {
            let head = try await connection.nextHead()
            guard head.isInterim else {
                gate?.open(head.status.isSuccess)
                return HTTPClientResponse(head, interim: interim, url: request.url, connection)
            }
            if head.status == .continue { gate?.open(true) }
            guard interim.count < 32 else {
                throw HTTPError(
                    .limitReached,
                    operation: HTTPClientConnection.readingHead,
                    detail: "expected a final response after 32 interim ones, saw another"
                )
            }
            interim.append(head)
        }
    }

    /// Writes the content; failures of the connection are left for the response to explain.
    private func writeContent() async throws {
        connection.writeFailure = HTTPError(
            .connection,
            operation: "write a request",
            detail: "the content was not written whole"
        )
        do {
            if let gate {
                let loop = connection.stream.loop
                let limit = min(deadline, .after(connection.options.continueTimeout))
                guard await gate.wait(on: loop, until: limit) else { return }
            }
            switch request.content {
            case .none: break
            case .bytes(let bytes): try await connection.write(bytes)
            case .stream(let length, let write):
                let writer = HTTPRequestWriter(connection, length: length)
                try await write(writer)
                try await writer.finish()
            }
            connection.writeFailure = nil
        } catch let error as HTTPError where error.code == .connection || error.code == .cancelled {
            connection.writeFailure = error
        } catch {
            // The response will never be whole: end the wait for it.
            connection.close()
            throw error
        }
    }
}

/// Holds the content of a request back until the server wants it.
///
/// `@unchecked Sendable`: confined to the thread of the loop.
final class HTTPContinueGate: @unchecked Sendable {
    private var decision: Bool?
    private let waiters = WaitPoint()

    func open(_ wantsContent: Bool) {
        if decision == nil { decision = wantsContent }
        waiters.wakeAll()
    }

    /// Whether to send the content; a silent server gets it after a while.
    func wait(on loop: EventLoop, until deadline: Deadline) async -> Bool {
        while decision == nil {
            switch await waiters.wait(on: loop, until: deadline) {
            case .timedOut: return true
            case .cancelled, .closed: return false
            case .ready: continue
            }
        }
        return decision ?? true
    }
}
