public import HTTPWire
import Reactor

/// The events of a response, in order, as they come.
///
/// `@unchecked Sendable`: confined to the thread of the connection's loop.
public final class HTTPEventStream: AsyncSequence, @unchecked Sendable {
    /// What the sequence holds: events, and what else the options ask for.
    public typealias Element = EventStreamItem
    /// What ends the sequence early.
    public typealias Failure = HTTPError

    private let response: HTTPClientResponse
    private var parser: EventStreamParser
    private var items: [EventStreamItem] = []
    private var position = 0
    private var hasEnded = false

    init(_ response: HTTPClientResponse, _ options: EventStreamOptions, lastEventID: String) {
        self.response = response
        parser = EventStreamParser(options, lastEventID: lastEventID)
    }

    /// The id to send as `Last-Event-ID` after a reconnection.
    public var lastEventID: String { parser.lastEventID }

    /// The next item; nil when the stream has ended.
    public func next() async throws(HTTPError) -> EventStreamItem? {
        while position == items.count {
            guard !hasEnded else { return nil }
            items.removeAll(keepingCapacity: items.capacity <= 64)
            position = 0
            let bytes = try await response.readBody()
            do throws(HTTPWireError) {
                if let bytes {
                    try parser.consume(bytes.span, into: &items)
                } else {
                    hasEnded = true
                    try parser.finish(into: &items)
                }
            } catch {
                throw HTTPError(error, operation: "read an event stream")
            }
        }
        position += 1
        return items[position - 1]
    }

    /// The next event, passing over everything else; nil when the stream has ended.
    public func nextEvent() async throws(HTTPError) -> ServerSentEvent? {
        while let item = try await next() {
            if case .event(let event) = item { return event }
        }
        return nil
    }

    /// Walks over the items.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let stream: HTTPEventStream

        /// The next item; nil when the stream has ended.
        public func next() async throws(HTTPError) -> EventStreamItem? { try await stream.next() }

        /// The next item; nil when the stream has ended.
        public func next(isolation actor: isolated (any Actor)?) async throws(HTTPError) -> EventStreamItem? {
            try await stream.next()
        }
    }

    /// Walks over the items that did not come yet.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(stream: self) }
}
