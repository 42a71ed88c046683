import Reactor
import Testing
import WebSocketWire

@testable import WebSocket

/// Runs `body` on a loop with both ends of an open WebSocket, and closes what it leaves open.
func withPair(
    client: WebSocketOptions = WebSocketOptions(),
    server: WebSocketOptions = WebSocketOptions(),
    agreement: WebSocketAgreement = WebSocketAgreement(),
    _ body: @escaping @Sendable (_ client: WebSocketConnection, _ server: WebSocketConnection) async throws -> Void
) async throws {
    try await LoopGroup.runOne { loop in
        let (near, far) = try DescriptorStream.pair(on: loop)
        let left = WebSocketConnection(near, role: .client, agreement: agreement, options: client)
        let right = WebSocketConnection(far, role: .server, agreement: agreement, options: server)
        do { try await body(left, right) } catch {
            left.cut()
            right.cut()
            throw error
        }
        left.cut()
        right.cut()
    }
}

/// Runs `body` on a loop with a peer of exact bytes and one end of an open WebSocket.
func withRawPeer(
    role: WebSocketRole = .server,
    options: WebSocketOptions = WebSocketOptions(),
    agreement: WebSocketAgreement = WebSocketAgreement(),
    _ body: @escaping @Sendable (_ peer: RawWebSocket, _ connection: WebSocketConnection) async throws -> Void
) async throws {
    try await LoopGroup.runOne { loop in
        let (near, far) = try DescriptorStream.pair(on: loop)
        let peer = RawWebSocket(near, role: role.peer, agreement: agreement)
        let connection = WebSocketConnection(far, role: role, agreement: agreement, options: options)
        do { try await body(peer, connection) } catch {
            peer.close()
            connection.cut()
            throw error
        }
        peer.close()
        connection.cut()
    }
}

/// Runs work beside `body` on the same loop.
func beside(
    _ loop: EventLoop,
    _ work: @escaping @Sendable () async throws -> Void,
    _ body: () async throws -> Void
) async throws {
    try await withThrowingTaskGroup { tasks in
        tasks.addTask(executorPreference: loop) { try await work() }
        do { try await body() } catch {
            tasks.cancelAll()
            throw error
        }
        try await tasks.waitForAll()
    }
}

/// Sends back whatever comes, until the peer closes.
func echo(_ connection: WebSocketConnection) async throws {
    while let message = try await connection.next() { try await connection.send(message) }
}

/// Checks that `body` fails with a given code, and returns the error.
@discardableResult
func expectError(
    _ code: WebSocketError.Code,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async -> WebSocketError? {
    do {
        try await body()
        Issue.record("expected the error \(code), saw none", sourceLocation: sourceLocation)
        return nil
    } catch {
        let found = error as? WebSocketError
        #expect(found?.code == code, "\(error)", sourceLocation: sourceLocation)
        return found
    }
}

let agreedDeflate = WebSocketAgreement(deflate: DeflateAgreement(DeflateParameters()))
