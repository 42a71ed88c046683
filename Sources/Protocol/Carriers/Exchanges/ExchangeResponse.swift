internal import HTTP
public import HTTPWire
public import Reactor

/// A response as it comes, good within the closure that it was given to.
///
/// Read it whole with ``collect(upTo:until:)``, as an event stream with ``nextItem(until:)``, or in pieces with
/// ``nextBytes(until:)``.
///
/// `@unchecked Sendable`: confined to the thread of the connection's loop.
public final class ExchangeResponse: @unchecked Sendable {
    private let response: HTTPClientResponse
    private var parser: EventStreamParser
    private var items: [EventStreamItem] = []
    private var position = 0
    private var streamHasEnded = false
    private var seenViolations: [HTTPViolation] = []
    /// Whether all of the content was read.
    public private(set) var isComplete = false

    init(_ response: HTTPClientResponse, maximumEventBytes: Int) {
        self.response = response
        var options = EventStreamOptions(.tolerant)
        options.reportsLines = true
        options.maximumEventBytes = maximumEventBytes
        options.maximumLineBytes = maximumEventBytes
        parser = EventStreamParser(options)
    }

    /// Status and fields.
    public var head: HTTPResponseHead { response.head }
    /// The status.
    public var status: HTTPStatus { response.head.status }
    /// The fields.
    public var fields: HTTPFields { response.head.fields }
    /// The interim responses that came before.
    public var interimHeads: [HTTPResponseHead] { response.interimHeads }
    /// The fields behind a chunked content, once it was read to its end.
    public var trailers: HTTPFields? { response.trailers }
    /// The rules of HTTP that the response has broken so far.
    public var violations: [HTTPViolation] {
        seenViolations += response.takeViolations()
        return seenViolations
    }

    /// Whether the end of the content is known from its head.
    var endsSoon: Bool {
        switch head.framing {
        case .none, .length: true
        case .chunked, .untilClose: false
        }
    }

    /// What the content says it is; nil when it says nothing readable.
    public var mediaType: MediaType? { fields["Content-Type"].flatMap(MediaType.init) }
    /// Whether the content says that it is an event stream.
    public var isEventStream: Bool { mediaType?.essence == "text/event-stream" }

    /// The next bytes of the content; nil at its end.
    public func nextBytes(until deadline: Deadline) async throws(CarrierError) -> [UInt8]? {
        do throws(HTTPError) {
            guard let bytes = try await response.readBody(until: deadline) else {
                isComplete = true
                return nil
            }
            return bytes
        } catch {
            throw CarrierError(error)
        }
    }

    /// Whether the connection ended before the content did.
    public var isTruncated: Bool { violations.contains { $0.rule == .truncatedBody } }

    /// The whole content, of at most so many bytes; one that is cut off is an error.
    public func collect(upTo limit: Int = 64 << 20, until deadline: Deadline) async throws(CarrierError) -> [UInt8] {
        var collected: [UInt8] = []
        while let bytes = try await nextBytes(until: deadline) {
            guard bytes.count <= limit - collected.count else {
                throw CarrierError(
                    .limitReached,
                    operation: "read a response",
                    detail: "expected at most \(limit) bytes, saw more"
                )
            }
            if collected.isEmpty { collected = bytes } else { collected += bytes }
        }
        if let cut = violations.first(where: { $0.rule == .truncatedBody }) {
            throw CarrierError(.closed, operation: "read a response", detail: cut.description)
        }
        return collected
    }

    // MARK: Event streams

    /// The id that a client sends as `Last-Event-ID` when it comes back.
    public var lastEventID: String { parser.lastEventID }

    /// The next line, event, retry time or violation of an event stream; nil at its end.
    public func nextItem(until deadline: Deadline) async throws(CarrierError) -> EventStreamItem? {
        while position == items.count {
            if streamHasEnded { return nil }
            items.removeAll(keepingCapacity: items.capacity <= 64)
            position = 0
            let bytes = try await nextBytes(until: deadline)
            do throws(HTTPWireError) {
                if let bytes {
                    try parser.consume(bytes.span, into: &items)
                } else {
                    streamHasEnded = true
                    try parser.finish(into: &items)
                }
            } catch {
                throw CarrierError(.violation, operation: "read an event stream", detail: error.description)
            }
        }
        position += 1
        return items[position - 1]
    }

    /// The next event, passing over everything else; nil when the stream has ended.
    public func nextEvent(until deadline: Deadline) async throws(CarrierError) -> ServerSentEvent? {
        while let item = try await nextItem(until: deadline) {
            if case .event(let event) = item { return event }
        }
        return nil
    }

    /// Ends the exchange here: the connection is closed, which is how a client gives a stream up.
    public func close() { response.close() }

    /// Ends the exchange with a reset.
    public func reset() {
        response.stream.reset()
        response.close()
    }
}

extension CarrierError {
    /// An exchange failed.
    init(_ error: HTTPError) {
        let code: Code =
            switch error.code {
            case .malformed: .violation
            case .timedOut where error.operation.hasPrefix("connect to"): .unreachable
            case .timedOut: .timedOut
            case .cancelled: .cancelled
            case .limitReached: .limitReached
            case .invalidURL, .misuse: .misuse
            case .tooManyRedirects, .upgradeRefused: .refused
            case .connection where error.operation.hasPrefix("connect to"): .unreachable
            case .connection: .closed
            }
        self.init(code, operation: error.operation, detail: error.detail)
    }
}
