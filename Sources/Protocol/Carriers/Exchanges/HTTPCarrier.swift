internal import Crypto
public import HTTP
public import HTTPWire
public import Reactor

/// Carries HTTP exchanges with one URL, any number of them at once.
///
/// Responses are read tolerantly, and what they break is reported. No redirect is followed and no field is invented:
/// what an exchange means is for others to say.
///
/// `@unchecked Sendable`: confined to the thread of the loop.
public final class HTTPCarrier: @unchecked Sendable {
    /// The loop that the carrier belongs to.
    public let loop: EventLoop
    /// Where requests go unless they say otherwise.
    public let url: HTTPURL
    /// How the carrier waits, and what it keeps.
    public let options: CarrierOptions
    private let client: HTTPClient

    /// A carrier without connections.
    public init(
        _ url: HTTPURL,
        on loop: EventLoop,
        options: CarrierOptions = CarrierOptions(),
        maximumConnections: Int = 256
    ) {
        (self.url, self.loop, self.options) = (url, loop, options)
        var settings = HTTPClientOptions()
        settings.reading = .tolerant
        settings.reading.maximumBodyBytes = .max
        settings.connectTimeout = options.connectTimeout
        settings.writeTimeout = options.sendTimeout
        // Whoever reads says how long; this is for what is passed over.
        settings.bodyIdleTimeout = .seconds(1)
        settings.maximumConnectionsPerOrigin = maximumConnections
        settings.tls = options.tls
        settings.tap = HTTPWireTap.maker(options.observer, role: .client)
        settings.wrapStream = options.wrapStream
        client = HTTPClient(on: loop, settings)
    }

    /// How many connections are open, idle ones included.
    public var openConnections: Int { client.openConnections }

    /// Sends a request and runs `body` with the response.
    ///
    /// What `body` leaves of a content whose length is known is passed over; otherwise the connection is closed.
    ///
    /// Cancelling the task closes the connection too.
    public func exchange<Value>(
        _ request: ExchangeRequest,
        _ body: (ExchangeResponse) async throws -> Value
    ) async throws -> Value {
        do {
            return try await client.send(clientRequest(request)) { response async throws -> Value in
                let carried = ExchangeResponse(response, maximumEventBytes: options.maximumMessageBytes)
                let value = try await body(carried)
                if !carried.isComplete, !carried.endsSoon { carried.close() }
                return value
            }
        } catch let error as HTTPError {
            throw CarrierError(error)
        }
    }

    /// Sends a request and returns the whole response.
    public func fetch(
        _ request: ExchangeRequest,
        until deadline: Deadline = .after(.seconds(60))
    ) async throws -> (head: HTTPResponseHead, content: [UInt8]) {
        try await exchange(request) { response in
            (response.head, try await response.collect(upTo: options.maximumMessageBytes, until: deadline))
        }
    }

    /// A new connection to the origin, on which exact bytes are sent and seen.
    public func connectRaw(
        until deadline: Deadline = .after(.seconds(10))
    ) async throws(CarrierError) -> HTTPRawConnection {
        var stream: any ByteStream
        do throws(HTTPError) {
            let context: TLSContext?
            do throws(TLSError) { context = url.origin.isSecure ? try TLSContext(options.tls) : nil } catch {
                throw HTTPError(.connection, operation: "connect to \(url.origin)", detail: error.description)
            }
            stream = try await HTTPConnector.connect(to: url.origin, on: loop, until: deadline, tls: context)
        } catch {
            throw CarrierError(error)
        }
        if let tap = HTTPWireTap.maker(options.observer, role: .client)?(stream) { stream = TappedStream(stream, tap) }
        return HTTPRawConnection(stream)
    }

    /// Closes idle connections, and each other one after its exchange.
    public func close() { client.close() }

    private func clientRequest(_ request: ExchangeRequest) -> HTTPClientRequest {
        var fields = request.fields
        for field in options.fields where !fields.contains(field.name) {
            fields.append(field.name, bytes: field.valueBytes)
        }
        var result = HTTPClientRequest(
            request.method,
            request.url ?? url,
            fields: fields,
            content: request.content.map { .bytes($0) } ?? .none
        )
        let left = request.headDeadline.isNever ? .seconds(1_000_000_000) : request.headDeadline.instant - .now
        result.headTimeout = max(.zero, left)
        return result
    }
}
