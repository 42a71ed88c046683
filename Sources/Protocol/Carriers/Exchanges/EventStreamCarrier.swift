public import HTTP
internal import HTTPWire
public import Reactor

/// Carries messages as HTTP with Server-Sent Events did in 2024-11-05: they come as events of one long response, and
/// are sent by POST to the URL that the first event names.
///
/// `@unchecked Sendable`: confined to the thread of the loop.
public final class EventStreamCarrier: MessageCarrier, @unchecked Sendable {
    /// The loop that the carrier belongs to.
    public let loop: EventLoop
    /// Where the stream comes from.
    public let url: HTTPURL
    /// Where messages are sent to.
    public private(set) var endpoint: HTTPURL?
    /// Events of other types than `endpoint` and `message`, by type; at most a hundred are kept.
    public private(set) var foreignEvents: [String] = []

    private let options: CarrierOptions
    private let http: HTTPCarrier
    private let sendsElsewhere: Bool
    private var incoming = WaitingList<[UInt8]>()
    private let outgoing = OutgoingPosts()
    private var ending: Result<Void, CarrierError>?
    private let arrivals = WaitPoint()
    private let room = WaitPoint()
    private var reader: Task<Void, Never>?
    private var poster: Task<Void, Never>?
    private var isReceiving = false

    private init(_ url: HTTPURL, on loop: EventLoop, options: CarrierOptions, sendsElsewhere: Bool) {
        (self.url, self.loop, self.options, self.sendsElsewhere) = (url, loop, options, sendsElsewhere)
        http = HTTPCarrier(url, on: loop, options: options)
    }

    /// Opens the stream and waits for the event that names the endpoint; `loop` must be the current one.
    ///
    /// - Parameter sendsElsewhere: Whether an endpoint of another origin is used all the same. That lets a server send
    ///   this program's messages, and its credentials, wherever it likes.
    public static func connect(
        to url: HTTPURL,
        on loop: EventLoop,
        options: CarrierOptions = CarrierOptions(),
        sendsElsewhere: Bool = false
    ) async throws(CarrierError) -> EventStreamCarrier {
        let carrier = EventStreamCarrier(url, on: loop, options: options, sendsElsewhere: sendsElsewhere)
        carrier.reader = Task(executorPreference: loop) { await carrier.read() }
        do throws(CarrierError) { try await carrier.waitForEndpoint(until: .after(options.connectTimeout)) } catch {
            await carrier.close()
            throw error
        }
        carrier.poster = Task(executorPreference: loop) { await carrier.sendPosts() }
        return carrier
    }

    private func waitForEndpoint(until deadline: Deadline) async throws(CarrierError) {
        while endpoint == nil {
            switch ending {
            case .failure(let error): throw error
            case .success: throw violation("an event of type endpoint first", seen: "the end of the stream")
            case nil: try Self.check(await arrivals.wait(on: loop, until: deadline), "wait for the endpoint of \(url)")
            }
        }
    }

    // MARK: Sending

    /// Posts a message; returns when the server has accepted it.
    public func send(_ message: [UInt8]) async throws(CarrierError) {
        loop.preconditionOnLoop()
        guard ending == nil else { throw closedError }
        guard let post = outgoing.append(message, limit: options.writeLimits.most) else {
            throw CarrierError(.limitReached, operation: "post a message", detail: "too many messages wait already")
        }
        try await post.wait(on: loop, until: .after(options.sendTimeout))
    }

    /// Queues a message to be posted.
    public func post(_ message: [UInt8]) -> Bool {
        loop.preconditionOnLoop()
        return ending == nil && outgoing.append(message, limit: options.writeLimits.most) != nil
    }

    /// Sends messages in order: each is under way, or answered, before the next one starts.
    private func sendPosts() async {
        await withDiscardingTaskGroup { group in
            while ending == nil, !Task.isCancelled {
                guard let post = outgoing.next() else {
                    if await outgoing.wait(on: loop) != .ready { break }
                    continue
                }
                group.addTask(executorPreference: loop) {
                    do throws(CarrierError) {
                        try await self.deliver(post.message)
                        post.finish(.success(()))
                    } catch {
                        post.finish(.failure(error))
                    }
                }
                // A server may answer only when it is done; the next message must not wait for that.
                await post.settle(on: loop, until: .after(.milliseconds(50)))
            }
            group.cancelAll()
        }
        outgoing.failAll(closedError)
    }

    private func deliver(_ message: [UInt8]) async throws(CarrierError) {
        let request = ExchangeRequest(
            .post,
            url: endpoint,
            fields: ["Content-Type": "application/json"],
            content: message,
            headDeadline: .after(options.sendTimeout)
        )
        do {
            let (head, content) = try await http.fetch(request, until: .after(options.sendTimeout))
            guard head.status.isSuccess else {
                let text = String(decoding: content.prefix(300), as: UTF8.self)
                throw CarrierError(
                    .refused,
                    operation: "post a message",
                    detail: "expected 202 (Accepted), saw \(head.status)" + (text.isEmpty ? "" : ": \(text)")
                )
            }
        } catch let error as CarrierError {
            throw error
        } catch {
            throw CarrierError(.closed, operation: "post a message", detail: "\(error)")
        }
    }

    // MARK: Receiving

    /// The next message; nil when the server ended the stream.
    public func receive(until deadline: Deadline) async throws(CarrierError) -> [UInt8]? {
        loop.preconditionOnLoop()
        precondition(!isReceiving, "one task at a time may receive")
        isReceiving = true
        defer { isReceiving = false }
        while true {
            if let message = incoming.popFirst(bytes: \.count) {
                room.wakeAll()
                return message
            }
            switch ending {
            case .success: return nil
            case .failure(let error): throw error
            case nil: try Self.check(await arrivals.wait(on: loop, until: deadline), "receive a message")
            }
        }
    }

    private func read() async {
        var result: Result<Void, CarrierError> = .success(())
        do {
            let request = ExchangeRequest(
                .get,
                fields: ["Accept": "text/event-stream", "Cache-Control": "no-cache"],
                headDeadline: .after(options.connectTimeout)
            )
            try await http.exchange(request) { response async throws in try await read(response) }
        } catch let error as CarrierError {
            result = .failure(error)
        } catch {
            result = .failure(CarrierError(.closed, operation: "read the stream of \(url)", detail: "\(error)"))
        }
        finish(result)
    }

    private func read(_ response: ExchangeResponse) async throws {
        guard response.status == .ok else {
            throw CarrierError(
                .refused,
                operation: "open the stream of \(url)",
                detail: "expected 200 (OK), saw \(response.status)"
            )
        }
        guard response.isEventStream else {
            throw violation("content of type text/event-stream", seen: response.fields["Content-Type"] ?? "no type")
        }
        while let event = try await response.nextEvent(until: .never) {
            switch event.type {
            case "endpoint": try setEndpoint(event.text)
            case "message": try await queue(event.data)
            default: if foreignEvents.count < 100 { foreignEvents.append(event.type) }
            }
        }
    }

    private func setEndpoint(_ text: String) throws(CarrierError) {
        let found: HTTPURL
        do throws(HTTPError) { found = try url.resolving(text) } catch {
            throw violation("an endpoint that is a URL", seen: "\"\(text.prefix(200))\": \(error.detail)")
        }
        guard sendsElsewhere || found.origin == url.origin else {
            throw violation("an endpoint of the same origin", seen: "\(found)")
        }
        endpoint = found
        arrivals.wakeAll()
    }

    /// Waits while too much waits already: then the server has to.
    private func queue(_ message: [UInt8]) async throws(CarrierError) {
        while !incoming.isEmpty, incoming.byteCount + message.count > options.maximumWaitingBytes {
            try Self.check(await room.wait(on: loop), "receive a message")
        }
        incoming.append(message, bytes: message.count)
        arrivals.wakeAll()
    }

    // MARK: The end

    /// Gives the stream up.
    public func close() async {
        finish(.success(()))
        reader?.cancel()
        poster?.cancel()
        await reader?.value
        await poster?.value
        http.close()
    }

    private func finish(_ result: Result<Void, CarrierError>) {
        guard ending == nil else { return }
        ending = result
        outgoing.failAll(closedError)
        arrivals.wakeAll()
    }

    private var closedError: CarrierError {
        CarrierError(.closed, operation: "post a message", detail: "expected an open stream, saw one that has ended")
    }

    private func violation(_ expected: String, seen: String) -> CarrierError {
        CarrierError(.violation, operation: "read the stream of \(url)", detail: "expected \(expected), saw \(seen)")
    }

    private static func check(_ reason: WakeReason, _ operation: String) throws(CarrierError) {
        switch reason {
        case .ready, .closed: return
        case .timedOut: throw CarrierError(ReactorError(.timedOut, operation: operation), operation: operation)
        case .cancelled: throw CarrierError(ReactorError(.cancelled, operation: operation), operation: operation)
        }
    }
}
