internal import Carriers
internal import HTTP
internal import HTTPWire
internal import JSONRPC
internal import Reactor

/// What both HTTP bindings share: requests with their fields, exchanges that can be given up, and what responses bring.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop.
final class HTTPExchanges: @unchecked Sendable {
    let carrier: HTTPCarrier
    let options: HTTPBindingOptions
    let events: EventQueue
    let tasks: BackgroundTasks
    private var running: [RequestID: UnsafeCurrentTask] = [:]
    private(set) var isClosed = false
    var loop: EventLoop { carrier.loop }

    init(_ carrier: HTTPCarrier, _ options: HTTPBindingOptions) {
        (self.carrier, self.options) = (carrier, options)
        events = EventQueue(on: carrier.loop)
        tasks = BackgroundTasks(on: carrier.loop)
    }

    // MARK: Requests

    /// A request with the fields that every one has.
    func request(_ method: HTTPMethod, _ fields: HTTPFields, _ message: OutgoingMessage? = nil) -> ExchangeRequest {
        var all = fields
        if let token = options.token { all.append("Authorization", "Bearer \(token)") }
        for field in options.fields where !all.contains(field.name) { all.append(field.name, bytes: field.valueBytes) }
        if message != nil { all.append("Content-Type", "application/json") }
        var request = ExchangeRequest(method, fields: all, content: message?.bytes, headDeadline: .never)
        options.amend?(&request, message)
        return request
    }

    /// Makes an exchange, following redirects that keep the method and stay within the origin.
    func exchange<Value>(
        _ request: ExchangeRequest,
        _ body: (ExchangeResponse) async throws -> Value
    ) async throws -> Value {
        var request = request
        for _ in 0...options.mostRedirects {
            var next: HTTPURL?
            let value: Value? = try await carrier.exchange(request) { response in
                next = redirect(of: response, from: request.url ?? carrier.url)
                guard next != nil else { return try await body(response) }
                _ = try await response.collect(upTo: 1 << 20, until: .after(options.acknowledgementTimeout))
                return nil
            }
            if let value { return value }
            await events.put(
                .oddity("the endpoint redirects to \(next?.description ?? "nowhere")", Arrival(.acknowledgement))
            )
            request.url = next
        }
        throw BindingError(.violation, "expected at most \(options.mostRedirects) redirects, saw another")
    }

    private func redirect(of response: ExchangeResponse, from url: HTTPURL) -> HTTPURL? {
        guard response.status == .temporaryRedirect || response.status == .permanentRedirect,
            let location = response.fields["Location"], let next = try? url.resolving(location),
            next.origin == url.origin
        else { return nil }
        return next
    }

    // MARK: Exchanges

    /// Runs the exchange of a request in the background; what it throws makes the request lost.
    func start(_ id: RequestID, _ work: @escaping @Sendable () async throws -> Void) throws(BindingError) {
        let isStarted = tasks.start {
            withUnsafeCurrentTask { self.running[id] = $0 }
            do {
                try await work()
                self.running[id] = nil
            } catch {
                // Whoever gave the exchange up wants to hear nothing more of it.
                guard self.running.removeValue(forKey: id) != nil, !self.isClosed else { return }
                await self.events.put(.lost(LostRequest(id, HTTPExchanges.bindingError(error))))
            }
        }
        guard isStarted, !isClosed else { throw BindingError(.closed, "expected an open connection, saw a closed one") }
    }

    /// Gives the exchange of a request up.
    func abandon(_ id: RequestID) { running.removeValue(forKey: id)?.cancel() }

    /// Ends everything.
    func close() {
        isClosed = true
        for task in running.values { task.cancel() }
        running = [:]
        tasks.close()
        events.finish()
        carrier.close()
    }

    /// Whatever failed, as this room says it.
    static func bindingError(_ error: any Error) -> BindingError {
        switch error {
        case let error as BindingError: error
        case let error as CarrierError: BindingError(error)
        default: BindingError(.closed, "\(error)")
        }
    }

    // MARK: What responses bring

    /// Reads a response that is no event stream, and tells what it said.
    func takeWhole(_ response: ExchangeResponse, for id: RequestID, _ stream: Arrival.Stream) async throws {
        let body = try await response.collect(until: .never)
        let arrival = Arrival(stream, status: response.status, isWhole: true)
        guard !body.allSatisfy({ $0 <= 0x20 }) else {
            let detail = "expected an answer, saw \(response.status) without content"
            let code: BindingError.Code = response.status.isSuccess ? .violation : .refused
            return await lose(id, BindingError(code, detail), response)
        }
        let found = MessageReader.events(of: body, arrival)
        let isMessage = found.contains { if case .message = $0 { true } else { false } }
        guard isMessage || response.status.isSuccess else {
            return await lose(id, BindingError(.refused, "expected an answer, saw \(response.status)"), response, body)
        }
        if isMessage, response.mediaType?.essence != "application/json" {
            let seen = response.fields["Content-Type"] ?? "no type"
            await events.put(.oddity("expected Content-Type: application/json, saw \(seen)", arrival))
        }
        var answers = false
        for event in found {
            if case .message(let message, _) = event, message.isResponse { answers = true }
            await events.put(event)
        }
        guard isMessage, !answers else { return }
        await lose(id, BindingError(.violation, "expected an answer, saw another message"), response, body)
    }

    func lose(
        _ id: RequestID,
        _ error: BindingError,
        _ response: ExchangeResponse? = nil,
        _ body: [UInt8] = []
    ) async {
        let lost = LostRequest(id, error, status: response?.status, fields: response?.fields ?? [:], body: body)
        await events.put(.lost(lost))
    }

    /// How an event stream ended.
    struct StreamEnd {
        /// Whether the answer came on it.
        var isAnswered = false
        /// Whether a message came on it.
        var broughtEvents = false
        /// Why it broke off, where it did not end in order.
        var failure: BindingError?
    }

    /// What is kept of a stream to go on with it later.
    struct Position {
        var lastEventID: String?
        var retry: Duration?
    }

    /// Reads an event stream to its end, or to the answer of the request that it belongs to.
    func takeEvents(
        _ response: ExchangeResponse,
        answering id: RequestID?,
        _ stream: Arrival.Stream,
        _ position: inout Position
    ) async -> StreamEnd {
        var end = StreamEnd()
        let arrival = Arrival(stream, status: response.status)
        do throws(CarrierError) {
            // Behind the answer there is only the end, which leaves the connection good for the next request.
            while let item = try await response.nextItem(until: end.isAnswered ? .after(.milliseconds(200)) : .never) {
                switch item {
                case .retry(let milliseconds): position.retry = .milliseconds(milliseconds)
                case .violation(let violation): await events.put(.oddity("\(violation)", arrival))
                case .line: continue
                case .event(let event):
                    guard !event.data.isEmpty else { continue }
                    end.broughtEvents = true
                    if event.type != "message" {
                        await events.put(.oddity("expected events of type message, saw \(event.type)", arrival))
                    }
                    for found in MessageReader.events(of: event.data, arrival) {
                        if case .message(let message, _) = found, message.isResponse, let id, message.id == id {
                            end.isAnswered = true
                        }
                        await events.put(found)
                    }
                }
                if !response.lastEventID.isEmpty { position.lastEventID = response.lastEventID }
            }
        } catch {
            if !end.isAnswered { end.failure = BindingError(error) }
        }
        if !response.lastEventID.isEmpty { position.lastEventID = response.lastEventID }
        return end
    }
}
