internal import HTTPWire
public import Reactor

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

extension Target {
    /// Starts the program or connects; `loop` must be the current one.
    public func open(
        on loop: EventLoop,
        options: CarrierOptions = CarrierOptions()
    ) async throws(CarrierError) -> OpenedTarget {
        var options = options
        for field in fields where !options.fields.contains(field.name) {
            options.fields.append(field.name, bytes: field.valueBytes)
        }
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
}
