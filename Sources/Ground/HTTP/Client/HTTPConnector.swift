public import Crypto
public import Reactor

/// Opens connections to origins.
public enum HTTPConnector {
    /// Connects, and encrypts where the origin wants it; `loop` must be the current one.
    ///
    /// Without a context for TLS the system's authorities vouch for the server.
    public static func connect(
        to origin: HTTPOrigin,
        on loop: EventLoop,
        until deadline: Deadline,
        tls context: TLSContext? = nil
    ) async throws(HTTPError) -> any ByteStream {
        let stream: DescriptorStream
        do throws(ReactorError) {
            if let path = origin.unixPath {
                stream = try await Connector.connect(to: .unix(path: path), on: loop, until: deadline)
            } else if let address = SocketAddress(numeric: origin.host, port: origin.port) {
                stream = try await Connector.connect(to: address, on: loop, until: deadline)
            } else {
                stream = try await Connector.connect(
                    toHost: origin.host,
                    port: origin.port,
                    on: loop,
                    until: deadline
                )
            }
        } catch {
            throw HTTPError(error, operation: "connect to \(origin)")
        }
        guard origin.isSecure else { return stream }
        do throws(TLSError) {
            let context = if let context { context } else { try TLSContext(.client()) }
            return try await TLSStream.connect(over: stream, context, serverName: origin.host, until: deadline)
        } catch {
            stream.close()
            throw HTTPError(error, operation: "connect to \(origin)")
        }
    }
}
