internal import Bindings
public import Carriers
internal import HTTP
internal import HTTPWire
internal import JSONRPC
internal import MCP

extension ClientConnector {
    /// Connects with a target as people write it: a URL, or a command.
    ///
    /// - Parameter observer: Sees every event on the wire.
    /// - Parameter base: What else carriers shall do, such as whom TLS trusts.
    public static func target(
        _ target: Target,
        observer: (any WireObserver)? = nil,
        _ base: CarrierOptions = CarrierOptions()
    ) -> ClientConnector {
        let styles: [Style]
        var origin: String?
        switch target.place {
        case .http(let url):
            styles = [.modernHTTP, .legacyHTTP, .sse]
            origin = url.description
        case .eventStream: styles = [.sse]
        case .webSocket, .command: styles = [.connection]
        }
        return ClientConnector(target.description, styles: styles, origin: origin) {
            style,
            loop,
            options throws(BindingError) in
            var carrying = base
            carrying.observer = observer ?? base.observer
            carrying.connectTimeout = options.connectTimeout
            carrying.wrapStream = options.wrapStream
            carrying.fields = options.fields
            for field in target.fields where !carrying.fields.contains(field.name) {
                carrying.fields.append(field.name, bytes: field.valueBytes)
            }
            if let token = options.token { carrying.fields.append("Authorization", "Bearer \(token)") }
            do throws(CarrierError) {
                switch (target.place, style) {
                case (.http(let url), .modernHTTP):
                    let carrier = HTTPCarrier(url, on: loop, options: carrying)
                    return ModernHTTPBinding(carrier, .latest, options.http)
                case (.http(let url), .legacyHTTP):
                    let carrier = HTTPCarrier(url, on: loop, options: carrying)
                    var http = options.http
                    http.opensStandingStream = options.opensStandingStream
                    return LegacyHTTPBinding(carrier, http)
                case (.http(let url), _), (.eventStream(let url), _):
                    return MessageBinding(
                        try await EventStreamCarrier.connect(to: url, on: loop, options: carrying),
                        .sse
                    )
                case (.webSocket(let url), _):
                    let carrier = try await WebSocketCarrier.connect(to: url, on: loop, options: carrying)
                    return MessageBinding(carrier, .webSocket)
                case (.command(let command), _):
                    return MessageBinding(try await ChildCarrier.start(command, on: loop, options: carrying), .stdio)
                }
            } catch { throw BindingError(error) }
        }
    }
}
