public import Reactor

/// Opens connections to origins.
public enum HTTPConnector {
    /// Connects, and encrypts where the origin wants it; `loop` must be the current one.
    public static func connect(
        to origin: HTTPOrigin,
        on loop: EventLoop,
        until deadline: Deadline,
        secure: (@Sendable (DescriptorStream, HTTPOrigin, Deadline) async throws -> any ByteStream)? = nil
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
        guard let secure else {
            stream.close()
            throw HTTPError(.misuse, operation: "connect to \(origin)", detail: "no way to encrypt was given for https")
        }
        do {
            return try await secure(stream, origin, deadline)
        } catch {
            stream.close()
            if let error = error as? ReactorError { throw HTTPError(error, operation: "connect to \(origin)") }
            throw error as? HTTPError
                ?? HTTPError(.connection, operation: "connect to \(origin)", detail: "\(error)")
        }
    }
}
