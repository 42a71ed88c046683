import HTTPWire
import Reactor

/// One connection of a server: reads requests, has them answered and writes the responses in order.
///
/// `@unchecked Sendable`: confined to the thread of the stream's loop.
final class HTTPServerConnection: @unchecked Sendable {
    let stream: any ByteStream
    let isSecure: Bool
    let server: HTTPServer
    let state: HTTPLoopState

    var input: HTTPMessageInput<HTTPRequestParser>
    /// Responses that were not written yet.
    var output: [UInt8] = []
    /// Counts requests, so that a body is not read after its time.
    var number = 0
    var body = HTTPServerBody()
    /// The request that is being answered and the handler's answer: kept here rather than in the frames of the
    /// functions below, since the memory of a task never shrinks again and most connections are idle.
    var received: HTTPRequest.Received?
    var response: HTTPResponse?

    private let canceller = TaskCanceller()
    private var isWaitingForRequest = false
    private var isHandling = false
    private var willFlush = false
    private(set) var isReadingHead = false
    private(set) var isDisconnected = false
    /// Set when the handler's task was cancelled because of the peer; what it answers is still written.
    private(set) var isCancelled = false
    /// Set when the handler's task was cancelled for another reason; the peer is there and reads.
    private(set) var workWasCancelled = false

    init(_ stream: any ByteStream, isSecure: Bool, _ server: HTTPServer, _ state: HTTPLoopState) {
        self.stream = stream
        self.isSecure = isSecure
        self.server = server
        self.state = state
        input = HTTPMessageInput(HTTPRequestParser(server.options.reading))
    }

    /// Serves requests until one side has had enough.
    func serve() async {
        begin()
        do throws(HTTPError) {
            while try await nextHead() {
                await runHandler()
                guard try await respond() else { break }
            }
            try await sendOutput()
            try await flushBeforeClosing()
            stream.close()
        } catch {
            await end(after: error)
        }
        finish()
    }

    @inline(never)
    private func begin() {
        state.add(self)
        if !server.options.toleratesHalfClose { stream.whenDisconnected { [unowned self] in peerDisconnected() } }
    }

    @inline(never)
    private func finish() {
        stream.whenDisconnected(nil)
        canceller.forget()
        state.remove(self)
    }

    // MARK: Reading heads

    /// Reads the next request; false when the connection ends in peace.
    private func nextHead() async throws(HTTPError) -> Bool {
        isReadingHead = true
        var deadline = Deadline.never
        while try !parseHead() {
            if !output.isEmpty { try await sendOutput() }
            guard let limit = deadlineForHead(deadline) else { return false }
            if !input.buffer.isEmpty { deadline = limit }
            let count = try await read(until: limit, Self.readingHead)
            isWaitingForRequest = false
            if count == 0 {
                try finishReading()
                return false
            }
        }
        isReadingHead = false
        return true
    }

    /// How long to wait for a head, or for the rest of one; nil when none is wanted any more.
    @inline(never)
    private func deadlineForHead(_ known: Deadline) -> Deadline? {
        guard input.buffer.isEmpty else { return known.isNever ? .after(server.options.headTimeout) : known }
        guard !state.isStopping else { return nil }
        isWaitingForRequest = true
        // Whoever answered in pieces left it here.
        received = nil
        return .after(server.options.idleTimeout)
    }

    /// Reads a head from what is there; false when more bytes must come.
    @inline(never)
    private func parseHead() throws(HTTPError) -> Bool {
        guard !input.buffer.isEmpty else { return false }
        do throws(HTTPWireError) {
            guard case .head(let head) = try input.next() else { return false }
            number += 1
            body.begin(head)
            received = HTTPRequest.Received(head)
            return true
        } catch {
            throw HTTPError(error, operation: Self.readingHead)
        }
    }

    @inline(never)
    private func finishReading() throws(HTTPError) {
        do throws(HTTPWireError) { _ = try input.finish() } catch {
            throw HTTPError(error, operation: Self.readingHead)
        }
    }

    /// Reads more bytes; 0 at the end of what the peer sends.
    func read(until deadline: Deadline, _ operation: String) async throws(HTTPError) -> Int {
        // A local variable needs none of the checks that a property would need for as long as the wait lasts.
        var buffer = input.takeBuffer()
        defer { input.buffer = buffer }
        do throws(ReactorError) { return try await stream.read(into: &buffer, until: deadline) } catch {
            throw HTTPError(error, operation: operation)
        }
    }

    // MARK: Answering

    /// Has the request answered; afterwards there is a response, unless there is nobody to tell.
    private func runHandler() async {
        guard let received else { return }
        guard !received.head.connection.expectsOther else { return refuseExpectation() }
        flushWhenTheHandlerWaits()
        isHandling = true
        defer { isHandling = false }
        if isDisconnected { cancelHandler() }
        do {
            response = try await server.handler(HTTPRequest(received: received, connection: self, number: number))
        } catch {
            noteFailure(error)
        }
    }

    @inline(never)
    private func refuseExpectation() {
        response = Self.refusal(.expectationFailed, "expected no expectation but 100-continue")
    }

    /// Writes the response; false when the connection ends after it.
    func respond() async throws(HTTPError) -> Bool {
        guard try hasContentInMemory() else { return try await respondInPieces() }
        let mayRead = body.isComplete ? try endMessage() : try await drainBody()
        let keepsAlive = try appendResponse(mayKeepAlive: mayRead)
        // Further requests are here already: their responses go out in the same write.
        if output.count >= 64 * 1024 { try await sendOutput() }
        if !mayRead { try await endWithLinger() }
        return keepsAlive
    }

    @inline(never)
    private func hasContentInMemory() throws(HTTPError) -> Bool {
        guard let response else { throw Self.disconnected }
        if case .bytes = response.content { return true }
        return false
    }

    /// Appends the response to what is to be written; false when the connection ends after it.
    @inline(never)
    private func appendResponse(mayKeepAlive: Bool) throws(HTTPError) -> Bool {
        guard let response else { return false }
        let keepsAlive = mayKeepAlive && keepsAlive(response)
        do throws(HTTPError) {
            try append(response, keepsAlive: keepsAlive)
        } catch {
            // The handler asked for fields that would break the message.
            server.options.report?(.handlerFailed(error))
            try append(Self.refusal(.internalServerError, "the server failed to answer"), keepsAlive: keepsAlive)
        }
        self.response = nil
        received = nil
        return keepsAlive
    }

    func keepsAlive(_ response: HTTPResponse) -> Bool {
        received?.head.keepsAlive ?? false && !response.closesConnection && !state.isStopping
            && number < server.options.maximumRequestsPerConnection && !workWasCancelled
    }

    /// Turns the failure of a handler into a response, or none when there is nobody to tell.
    @inline(never)
    func noteFailure(_ error: any Error) {
        if isCancelled {
            server.options.report?(.disconnected)
        } else if workWasCancelled || !Task.isCancelled {
            response = failure(error)
        }
    }

    private func failure(_ error: any Error) -> HTTPResponse {
        guard let error = error as? HTTPError else {
            server.options.report?(.handlerFailed(error))
            return Self.refusal(.internalServerError, "the server failed to answer")
        }
        if let violation = error.wireError?.violation {
            server.options.report?(.refused(violation))
            return Self.refusal(violation.status, "\(violation)")
        }
        switch error.code {
        case .timedOut where error.operation == Self.readingBody:
            server.options.report?(.timedOut(error.operation))
            return Self.refusal(.requestTimeout, "\(error)")
        case .limitReached where error.operation == Self.readingBody:
            return Self.refusal(.contentTooLarge, "\(error)")
        default:
            server.options.report?(.handlerFailed(error))
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

    /// Earlier responses may wait for more to go with them, but not for a handler that waits.
    @inline(__always)
    func flushWhenTheHandlerWaits() {
        guard !output.isEmpty, !willFlush else { return }
        scheduleFlush()
    }

    @inline(never)
    private func scheduleFlush() {
        willFlush = true
        // It runs when this task has let go of the loop: the handlers of all requests that are here have ended by
        // then, or one of them waits.
        stream.loop.execute { [weak self] in self?.flushWhileHandling() }
    }

    private func flushWhileHandling() {
        willFlush = false
        guard isHandling, !output.isEmpty, stream.tryWrite(output) else { return }
        releaseOutput()
    }

    private func peerDisconnected() {
        isDisconnected = true
        if isHandling { cancelHandler() }
    }

    private func cancelHandler() {
        isCancelled = true
        canceller.cancel()
    }

    /// Cancels the handler of a request while its peer waits for the answer.
    func cancelWork(_ request: Int) {
        guard request == number, isHandling else { return }
        workWasCancelled = true
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

    /// Begins the part of a handler that writes, under the same watch.
    ///
    /// Two functions rather than one around a closure: the frames of whoever waits shall be few.
    func beginWriting() {
        isHandling = true
        if isDisconnected { cancelHandler() }
    }

    /// Ends what ``beginWriting()`` began.
    func endWriting() { isHandling = false }
}
