public import HTTPWire
public import Reactor

/// What came in on a raw connection.
public enum HTTPRawEvent: Sendable {
    /// A response begins, an interim one perhaps.
    case head(HTTPResponseHead)
    /// A chunk begins, or the last one.
    case chunk(HTTPChunkHeader)
    /// Content.
    case body([UInt8])
    /// The fields after the last chunk.
    case trailers(HTTPFields)
    /// The response is complete.
    case end
    /// What follows is not HTTP.
    case switchedProtocol
    /// The bytes cannot be read any further, and why; exact bytes still come by ``HTTPRawConnection/receiveBytes(until:)``.
    case unreadable(HTTPWireError)
    /// The peer will send no more.
    case finished
}

/// A connection on which exact bytes are sent and seen, for those who test servers.
///
/// Nothing is added, checked or repaired on the way out. What comes in is read tolerantly, and every byte is kept.
///
/// `@unchecked Sendable`: confined to the thread of the stream's loop.
public final class HTTPRawConnection: @unchecked Sendable {
    /// A step of a transmission.
    public enum Step: Sendable {
        /// Sends exactly these bytes, and waits until the kernel has them.
        case bytes([UInt8])
        /// Sends nothing for a while.
        case pause(Duration)
        /// Sends the end of the stream; receiving goes on.
        case finish
        /// Resets the connection.
        case reset
    }

    /// Bytes that came in one piece, and when.
    public struct Arrival: Sendable, Equatable {
        /// The bytes.
        public let bytes: [UInt8]
        /// When they were read.
        public let time: MonotonicInstant
    }

    /// The connection.
    public let stream: any ByteStream
    /// Everything that came, piece by piece, up to the bound.
    public private(set) var arrivals: [Arrival] = []
    /// How many bytes came after the bound was reached; they are read but not kept.
    public private(set) var droppedBytes = 0

    private let maximumKeptBytes: Int
    private var keptBytes = 0
    private var input: HTTPMessageInput<HTTPResponseParser>
    private var hasFinishedSending = false
    private var isFinished = false
    private var isUnreadable = false

    /// Takes a stream over; it is closed by ``close()`` or ``Step/reset``.
    public init(
        _ stream: any ByteStream,
        reading options: HTTPReadingOptions = .tolerant,
        maximumKeptBytes: Int = 16 << 20
    ) {
        self.stream = stream
        self.maximumKeptBytes = maximumKeptBytes
        input = HTTPMessageInput(HTTPResponseParser(options))
    }

    /// All bytes that came and were kept.
    public var receivedBytes: [UInt8] { arrivals.flatMap(\.bytes) }

    /// The rules that responses broke since the last call.
    public func takeViolations() -> [HTTPViolation] { input.parser.takeViolations() }

    /// Says that the next response, after those announced before, answers a request with this method.
    public func expectResponse(to method: HTTPMethod) { input.parser.expectResponse(to: method) }

    // MARK: Sending

    /// Sends exactly these bytes.
    public func send(_ bytes: [UInt8], until deadline: Deadline = .never) async throws(HTTPError) {
        try await perform(.bytes(bytes), until: deadline)
    }

    /// Performs steps in order.
    public func send(_ steps: [Step], until deadline: Deadline = .never) async throws(HTTPError) {
        for step in steps { try await perform(step, until: deadline) }
    }

    /// Performs one step.
    public func perform(_ step: Step, until deadline: Deadline = .never) async throws(HTTPError) {
        if hasFinishedSending, case .bytes = step {
            throw HTTPError(.misuse, operation: "send raw bytes", detail: "the end of the stream was sent before")
        }
        do throws(ReactorError) {
            switch step {
            case .bytes(let bytes):
                try await stream.write(bytes, until: deadline)
                try await stream.flush(until: deadline)
            case .pause(let duration):
                guard await stream.loop.sleep(until: min(deadline, .after(duration))) else {
                    throw ReactorError(.cancelled, operation: "pause")
                }
            case .finish:
                hasFinishedSending = true
                try await stream.finishWriting(until: deadline)
            case .reset: stream.reset()
            }
        } catch {
            throw HTTPError(error, operation: "send raw bytes")
        }
    }

    /// Closes the connection.
    public func close() { stream.close() }

    // MARK: Receiving

    /// The next bytes exactly as they came; nil when the peer will send no more.
    ///
    /// They are not parsed as well.
    public func receiveBytes(until deadline: Deadline = .never) async throws(HTTPError) -> [UInt8]? {
        if !input.buffer.isEmpty { return input.buffer.takeAll() }
        guard try await readMore(deadline) else { return nil }
        return input.buffer.takeAll()
    }

    /// What the next bytes mean.
    public func receive(until deadline: Deadline = .never) async throws(HTTPError) -> HTTPRawEvent {
        while true {
            if !isUnreadable, let event = parse() { return event }
            if isFinished { return .finished }
            if isUnreadable { input.buffer.consume(input.buffer.count) }
            guard try await readMore(deadline) || isUnreadable else { return finish() }
        }
    }

    /// Everything up to the end of the next final response, or of the stream.
    public func receiveResponse(until deadline: Deadline = .never) async throws(HTTPError) -> [HTTPRawEvent] {
        var events: [HTTPRawEvent] = []
        while true {
            let event = try await receive(until: deadline)
            events.append(event)
            switch event {
            case .end, .switchedProtocol, .unreadable, .finished: return events
            case .head, .chunk, .body, .trailers: continue
            }
        }
    }

    private func parse() -> HTTPRawEvent? {
        do throws(HTTPWireError) {
            switch try input.next() {
            case .needsMoreBytes: return nil
            case .head(let head): return .head(head)
            case .chunk(let header): return .chunk(header)
            case .body(let range): return .body(input.take(range))
            case .trailers(let fields): return .trailers(fields)
            case .end: return .end
            case .switchedProtocol: return .switchedProtocol
            }
        } catch {
            isUnreadable = true
            return .unreadable(error)
        }
    }

    private func finish() -> HTTPRawEvent {
        do throws(HTTPWireError) { return try input.finish() ? .end : .finished } catch {
            isUnreadable = true
            return .unreadable(error)
        }
    }

    private func readMore(_ deadline: Deadline) async throws(HTTPError) -> Bool {
        guard !isFinished else { return false }
        do throws(ReactorError) {
            let count = try await stream.read(into: &input.buffer, until: deadline)
            guard count > 0 else {
                isFinished = true
                return false
            }
            keep(count)
            return true
        } catch {
            throw HTTPError(error, operation: "receive raw bytes")
        }
    }

    private func keep(_ count: Int) {
        let end = input.buffer.count
        let kept = min(count, maximumKeptBytes - keptBytes)
        droppedBytes += count - kept
        keptBytes += kept
        guard kept > 0 else { return }
        arrivals.append(Arrival(bytes: input.buffer.bytes(end - count..<end - count + kept), time: .now))
    }
}
