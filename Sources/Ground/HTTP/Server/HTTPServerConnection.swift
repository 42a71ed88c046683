import HTTPWire
import Reactor

/// One connection of a server: reads requests, has them answered and writes the responses in order.
///
/// `@unchecked Sendable`: confined to the thread of the stream's loop.
final class HTTPServerConnection: @unchecked Sendable {
    let stream: any ByteStream
    let isSecure: Bool
    let options: HTTPServerOptions
    let state: HTTPLoopState

    var input: HTTPRequestInput
    /// Responses that were not written yet.
    var output: [UInt8] = []
    /// Counts requests, so that a body is not read after its time.
    var number = 0
    var bodyState = HTTPServerBody()

    private let canceller = TaskCanceller()
    private var isWaitingForRequest = false
    private var isHandling = false
    private(set) var isReadingHead = false
    private(set) var isDisconnected = false
    /// Set when the handler's task was cancelled because of the peer; what it answers is still written.
    private(set) var isCancelled = false

    init(_ stream: any ByteStream, isSecure: Bool, _ options: HTTPServerOptions, _ state: HTTPLoopState) {
        self.stream = stream
        self.isSecure = isSecure
        self.options = options
        self.state = state
        input = HTTPRequestInput(options.reading)
    }

    /// Serves requests until one side has had enough.
    func serve(_ handler: HTTPHandler) async {
        state.add(self)
        if !options.toleratesHalfClose { stream.whenDisconnected { [unowned self] in peerDisconnected() } }
        do throws(HTTPError) {
            while let head = try await nextHead() {
                guard try await answer(head, handler) else { break }
            }
            try await sendOutput()
            try await flushBeforeClosing()
            stream.close()
        } catch {
            await end(after: error)
        }
        stream.whenDisconnected(nil)
        canceller.forget()
        state.remove(self)
    }

    // MARK: Reading heads

    /// The next request; nil when the connection ends in peace.
    private func nextHead() async throws(HTTPError) -> HTTPRequestHead? {
        isReadingHead = true
        var deadline: Deadline?
        while true {
            if let head = try parseHead() {
                isReadingHead = false
                return head
            }
            try await sendOutput()
            if input.buffer.isEmpty {
                if state.isStopping { return nil }
                isWaitingForRequest = true
            } else if deadline == nil {
                deadline = .after(options.headTimeout)
            }
            let count = try await read(until: deadline ?? .after(options.idleTimeout), Self.readingHead)
            isWaitingForRequest = false
            guard count > 0 else { return try finishReading() }
        }
    }

    /// Reads a head from what is there; nil when more bytes must come.
    private func parseHead() throws(HTTPError) -> HTTPRequestHead? {
        guard !input.buffer.isEmpty else { return nil }
        do throws(HTTPWireError) {
            guard case .head(let head) = try input.next() else { return nil }
            return head
        } catch {
            throw HTTPError(error, operation: Self.readingHead)
        }
    }

    private func finishReading() throws(HTTPError) -> HTTPRequestHead? {
        do throws(HTTPWireError) { _ = try input.finish() } catch {
            throw HTTPError(error, operation: Self.readingHead)
        }
        return nil
    }

    /// Reads more bytes; 0 at the end of what the peer sends.
    func read(until deadline: Deadline, _ operation: String) async throws(HTTPError) -> Int {
        do throws(ReactorError) { return try await stream.read(into: &input.buffer, until: deadline) } catch {
            throw HTTPError(error, operation: operation)
        }
    }

    // MARK: Answering

    /// Has a request answered; false when the connection ends after it.
    private func answer(_ head: HTTPRequestHead, _ handler: HTTPHandler) async throws(HTTPError) -> Bool {
        number += 1
        bodyState.begin(head)
        let request = HTTPRequest(head: head, connection: self, number: number)
        guard !head.connection.expectsOther else {
            try append(HTTPResponse(.expectationFailed), to: request, keepsAlive: false)
            return false
        }
        guard let response = await run(handler, request) else { throw Self.disconnected }
        guard case .bytes = response.content else { return try await answerUnusually(request, response) }
        let mayRead = try await finishBody()
        let keepsAlive = mayRead && mayKeepAlive(request, response)
        try append(response, to: request, keepsAlive: keepsAlive)
        // Further requests are here already: their responses go out in the same write.
        if output.count >= 64 * 1024 { try await sendOutput() }
        if !mayRead { try await endWithLinger() }
        return keepsAlive
    }

    func mayKeepAlive(_ request: HTTPRequest, _ response: HTTPResponse) -> Bool {
        request.head.keepsAlive && !response.closesConnection && !state.isStopping
            && number < options.maximumRequestsPerConnection
    }

    /// Runs the handler; a failure becomes a response, or nil when there is nobody to tell.
    private func run(_ handler: HTTPHandler, _ request: HTTPRequest) async -> HTTPResponse? {
        isHandling = true
        defer { isHandling = false }
        if isDisconnected { cancelHandler() }
        do {
            return try await handler(request)
        } catch {
            if isCancelled {
                options.report?(.disconnected)
                return nil
            }
            return Task.isCancelled ? nil : failure(error)
        }
    }

    private func failure(_ error: any Error) -> HTTPResponse {
        guard let error = error as? HTTPError else {
            options.report?(.handlerFailed(error))
            return Self.refusal(.internalServerError, "the server failed to answer")
        }
        if let violation = error.wireError?.violation {
            options.report?(.refused(violation))
            return Self.refusal(violation.status, "\(violation)")
        }
        switch error.code {
        case .timedOut where error.operation == Self.readingBody:
            options.report?(.timedOut(error.operation))
            return Self.refusal(.requestTimeout, "\(error)")
        case .limitReached where error.operation == Self.readingBody:
            return Self.refusal(.contentTooLarge, "\(error)")
        default:
            options.report?(.handlerFailed(error))
            return Self.refusal(.internalServerError, "the server failed to answer")
        }
    }

    static let readingHead = "read a request head"
    static let readingBody = "read a request's content"

    static func refusal(_ status: HTTPStatus, _ text: String) -> HTTPResponse {
        var response = HTTPResponse(status, text: text + "\n")
        response.closesConnection = status != .internalServerError
        return response
    }

    static let disconnected = HTTPError(
        .cancelled,
        operation: "answer a request",
        detail: "the client closed the connection before the response"
    )

    // MARK: What others do to the connection

    private func peerDisconnected() {
        isDisconnected = true
        if isHandling { cancelHandler() }
    }

    private func cancelHandler() {
        isCancelled = true
        canceller.cancel()
    }

    /// The server stops: nothing is under way here.
    func closeIfIdle() {
        if isWaitingForRequest { stream.close() }
    }

    /// The server has waited long enough.
    func endNow() {
        canceller.cancel()
        stream.reset()
    }

    /// Runs the part of a handler that writes, under the same watch.
    func whileHandling(_ body: () async throws -> Void) async throws {
        isHandling = true
        defer { isHandling = false }
        if isDisconnected { cancelHandler() }
        try await body()
    }
}
