public import HTTP
internal import HTTPWire
public import Reactor
public import WebSocket

/// A target that was opened: messages go in and out, or HTTP exchanges are made.
public enum OpenedTarget: Sendable {
    /// A connection that carries messages.
    case messages(any MessageCarrier)
    /// A place for HTTP exchanges; nothing is connected before the first one.
    case http(HTTPCarrier)

    /// Ends whatever was opened.
    public func close() async {
        switch self {
        case .messages(let carrier): await carrier.close()
        case .http(let carrier): carrier.close()
        }
    }
}

/// A target that was opened for exact bytes, right or wrong.
public enum RawTarget: Sendable {
    /// A program; its ``ChildCarrier/lines`` take raw steps, and give single lines.
    case program(ChildCarrier)
    /// One connection to an HTTP server, without a request.
    case http(HTTPRawConnection)
    /// A WebSocket after its opening handshake; ``OpenedWebSocket/raw(keptBytes:)`` sends and sees frames.
    case webSocket(OpenedWebSocket)

    /// Ends whatever was opened, at once.
    public func close() async {
        switch self {
        case .program(let carrier): await carrier.close()
        case .http(let connection): connection.close()
        case .webSocket(let opened): opened.stream.close()
        }
    }
}

extension Target {
    /// Starts the program or connects; `loop` must be the current one.
    public func open(
        on loop: EventLoop,
        options: CarrierOptions = CarrierOptions()
    ) async throws(CarrierError) -> OpenedTarget {
        let options = completed(options)
        switch place {
        case .http(let url): return .http(HTTPCarrier(url, on: loop, options: options))
        case .eventStream(let url):
            return .messages(try await EventStreamCarrier.connect(to: url, on: loop, options: options))
        case .webSocket(let url):
            return .messages(try await WebSocketCarrier.connect(to: url, on: loop, options: options))
        case .command(let command):
            return .messages(try await ChildCarrier.start(command, on: loop, options: options))
        }
    }

    /// As ``open(on:options:)``, for those who send what no transport allows.
    public func openRaw(
        on loop: EventLoop,
        options: CarrierOptions = CarrierOptions()
    ) async throws(CarrierError) -> RawTarget {
        let options = completed(options)
        switch place {
        case .http(let url), .eventStream(let url):
            let deadline = Deadline.after(options.connectTimeout)
            return .http(try await HTTPCarrier(url, on: loop, options: options).connectRaw(until: deadline))
        case .webSocket(let url):
            return .webSocket(try await WebSocketCarrier.connectRaw(to: url, on: loop, options: options))
        case .command(let command):
            return .program(try await ChildCarrier.start(command, on: loop, options: options))
        }
    }

    /// The options with the fields of the target.
    private func completed(_ options: CarrierOptions) -> CarrierOptions {
        var options = options
        for field in fields where !options.fields.contains(field.name) {
            options.fields.append(field.name, bytes: field.valueBytes)
        }
        return options
    }
}
