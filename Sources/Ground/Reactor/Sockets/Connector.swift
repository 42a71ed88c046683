internal import Glibc

/// Opens connections.
public enum Connector {
    /// Connects to an address; the stream belongs to `loop`, which must be the current one.
    public static func connect(
        to address: SocketAddress,
        on loop: EventLoop,
        until deadline: Deadline = .never,
        limits: WriteLimits = WriteLimits()
    ) async throws(ReactorError) -> DescriptorStream {
        let operation = "connect to \(address)"
        if case .unix(let path) = address { try Listener.checkUnixPath(path, operation) }
        let (number, isUnderWay) = try begin(address, operation)
        let stream = try DescriptorStream(
            Descriptor(owning: number),
            kind: .socket,
            on: loop,
            limits: limits,
            isConnecting: isUnderWay
        )
        if isUnderWay {
            do throws(ReactorError) { try await stream.waitUntilConnected(until: deadline, operation) } catch {
                stream.close()
                throw error
            }
        }
        return stream
    }

    private static func begin(
        _ address: SocketAddress,
        _ operation: String
    ) throws(ReactorError) -> (number: Int32, isUnderWay: Bool) {
        do throws(Errno) {
            let descriptor = try SocketCalls.socket(family: address.family)
            if address.port != nil { SocketCalls.disableDelay(descriptor.number) }
            do throws(Errno) { try SocketCalls.connect(descriptor.number, to: address) } catch {
                guard error == .inProgress else { throw error }
                return (descriptor.release(), true)
            }
            return (descriptor.release(), false)
        } catch {
            throw ReactorError(error, operation: operation)
        }
    }

    /// Resolves a name and tries its addresses in turn, all within one deadline.
    public static func connect(
        toHost host: String,
        port: UInt16,
        on loop: EventLoop,
        until deadline: Deadline = .never,
        limits: WriteLimits = WriteLimits()
    ) async throws(ReactorError) -> DescriptorStream {
        var failure = ReactorError(.nameNotFound, operation: "resolve \(host)", detail: "no address was found")
        for address in try await Resolver.addresses(of: host, port: port, on: loop, until: deadline) {
            do throws(ReactorError) {
                return try await connect(to: address, on: loop, until: deadline, limits: limits)
            } catch {
                failure = error
                if error.code == .cancelled || error.code == .timedOut { break }
            }
        }
        throw failure
    }
}
