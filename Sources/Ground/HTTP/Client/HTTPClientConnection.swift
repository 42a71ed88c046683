import HTTPWire
import Reactor

/// One connection of a client.
///
/// `@unchecked Sendable`: confined to the thread of the stream's loop.
final class HTTPClientConnection: @unchecked Sendable {
    let stream: any ByteStream
    let options: HTTPClientOptions
    var input: HTTPMessageInput<HTTPResponseParser>
    /// When the current exchange must be over.
    var totalDeadline = Deadline.never
    /// Counts exchanges, so that a response is not read after its time.
    private(set) var number = 0
    private var headTimeout = Duration.zero
    private var bodyIdleTimeout = Duration.zero
    /// Whether bytes of a response to the current request came.
    private(set) var hasReceived = false
    private(set) var isComplete = true
    private(set) var keepsAlive = true
    private(set) var trailers: HTTPFields?
    /// Set when the content of a request could not be written whole.
    var writeFailure: HTTPError?
    private(set) var isClosed = false

    init(_ stream: any ByteStream, _ options: HTTPClientOptions) {
        self.stream = stream
        self.options = options
        input = HTTPMessageInput(HTTPResponseParser(options.reading))
    }

    /// Prepares for another exchange.
    func begin(_ request: HTTPClientRequest, until deadline: Deadline) {
        headTimeout = request.headTimeout ?? options.headTimeout
        bodyIdleTimeout = request.bodyIdleTimeout ?? options.bodyIdleTimeout
        totalDeadline = deadline
        number += 1
        hasReceived = false
        isComplete = false
        trailers = nil
        writeFailure = nil
        input.parser.expectResponse(to: request.method)
    }

    /// Whether another request may be sent.
    var isReusable: Bool { isComplete && keepsAlive && !isClosed && writeFailure == nil && input.buffer.isEmpty }

    func close() {
        isClosed = true
        stream.close()
    }

    func deadline(_ limit: Duration) -> Deadline { min(totalDeadline, .after(limit)) }

    func write(_ bytes: [UInt8]) async throws(HTTPError) {
        do throws(ReactorError) { try await stream.write(bytes, until: deadline(options.writeTimeout)) } catch {
            throw HTTPError(error, operation: "write a request")
        }
    }

    // MARK: Reading

    /// The next head, an interim one perhaps.
    func nextHead() async throws(HTTPError) -> HTTPResponseHead {
        let deadline = deadline(headTimeout)
        while true {
            if !input.buffer.isEmpty, let head = try parseHead() {
                if !head.isInterim { keepsAlive = head.keepsAlive }
                return head
            }
            let count = try await read(until: deadline, Self.readingHead)
            guard count > 0 else { throw try earlyEnd() }
        }
    }

    private func parseHead() throws(HTTPError) -> HTTPResponseHead? {
        do throws(HTTPWireError) {
            guard case .head(let head) = try input.next() else { return nil }
            return head
        } catch {
            throw HTTPError(error, operation: Self.readingHead)
        }
    }

    private func earlyEnd() throws(HTTPError) -> HTTPError {
        do throws(HTTPWireError) { _ = try input.finish() } catch {
            throw HTTPError(error, operation: Self.readingHead)
        }
        return HTTPError(
            .connection,
            operation: Self.readingHead,
            detail: "expected a response, saw the end of the connection"
        )
    }

    /// The next bytes of the content, nil at its end; without a limit of its own it waits as the options say.
    func readBody(until limit: Deadline? = nil) async throws(HTTPError) -> [UInt8]? {
        while !isComplete {
            if let bytes = try parseBody() { return bytes }
            if isComplete { break }
            let deadline = limit.map { min(totalDeadline, $0) } ?? deadline(bodyIdleTimeout)
            guard try await read(until: deadline, Self.readingBody) == 0 else { continue }
            do throws(HTTPWireError) { _ = try input.finish() } catch {
                throw HTTPError(error, operation: Self.readingBody)
            }
            keepsAlive = false
            isComplete = true
        }
        return nil
    }

    private func parseBody() throws(HTTPError) -> [UInt8]? {
        do throws(HTTPWireError) {
            while true {
                switch try input.next() {
                case .body(let range): return input.take(range)
                case .trailers(let fields): trailers = fields
                case .needsMoreBytes: return nil
                case .end, .switchedProtocol:
                    isComplete = true
                    return nil
                case .head, .chunk: break
                }
            }
        } catch {
            throw HTTPError(error, operation: Self.readingBody)
        }
    }

    private func read(until deadline: Deadline, _ operation: String) async throws(HTTPError) -> Int {
        var buffer = input.takeBuffer()
        defer { input.buffer = buffer }
        do throws(ReactorError) {
            let count = try await stream.read(into: &buffer, until: deadline)
            if count > 0 { hasReceived = true }
            return count
        } catch {
            throw HTTPError(error, operation: operation)
        }
    }

    static let readingHead = "read a response head"
    static let readingBody = "read a response's content"
}
