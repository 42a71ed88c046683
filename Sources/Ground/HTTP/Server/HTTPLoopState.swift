import HTTPWire
import Reactor

/// What the connections of one server on one loop share.
///
/// `@unchecked Sendable`: confined to the thread of the loop.
final class HTTPLoopState: @unchecked Sendable {
    private(set) var connections: [ObjectIdentifier: HTTPServerConnection] = [:]
    private(set) var isStopping = false
    private var spareOutput: [[UInt8]] = []
    private var dateSecond = Int64.min
    private var dateLine: [UInt8] = []

    func add(_ connection: HTTPServerConnection) { connections[ObjectIdentifier(connection)] = connection }

    func remove(_ connection: HTTPServerConnection) { connections[ObjectIdentifier(connection)] = nil }

    /// Lets requests that are under way finish and closes all other connections.
    func beginStop() {
        isStopping = true
        for connection in connections.values { connection.closeIfIdle() }
    }

    /// Ends what is still there.
    func endNow() {
        for connection in connections.values { connection.endNow() }
    }

    /// The Date field with its line end, made anew each second.
    func currentDateLine() -> [UInt8] {
        let second = WallClock.now.seconds
        if second != dateSecond {
            dateSecond = second
            dateLine = Array("Date: ".utf8)
            HTTPDate.append(unixSeconds: second, to: &dateLine)
            dateLine += [0x0D, 0x0A]
        }
        return dateLine
    }

    /// An empty buffer to put responses together in.
    func takeOutput() -> [UInt8] { spareOutput.popLast() ?? [] }

    /// Takes a buffer back; one that grew is dropped.
    func giveOutput(_ buffer: consuming [UInt8]) {
        guard buffer.capacity <= 128 * 1024, spareOutput.count < 16 else { return }
        buffer.removeAll(keepingCapacity: true)
        spareOutput.append(buffer)
    }
}
