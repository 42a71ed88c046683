import HTTPWire
import Reactor
import WebSocket
import WebSocketWire

/// A server that sends every message back; prints its port when it listens.
///
/// Arguments: a port (0 for any), and `compress` where permessage-deflate is to be agreed on.
struct WebSocketEchoRole: BenchmarkRole {
    let name = "websocket-echo"

    func run(_ arguments: [String]) async throws {
        let (_, most) = DescriptorCalls.descriptorLimit()
        try DescriptorCalls.setDescriptorLimit(most)
        let port = arguments.first.flatMap { UInt16($0) } ?? 0
        var answer = WebSocketAnswer()
        answer.origins = .any
        if arguments.contains("compress") { answer.deflate = WebSocketServer.defaultCompression }
        let settings = answer
        try await LoopGroup.run(count: 1) { group in
            let listener = try Listener.bind(to: .loopback(port: port))
            await withDiscardingTaskGroup { tasks in
                tasks.addTask { await listener.serve(on: group) { await Self.echo($0, settings) } }
                Standard.printLine("\(listener.address.port ?? 0)")
                try? await Standard.waitForEndOfInput()
                tasks.cancelAll()
            }
        }
    }

    private static func echo(_ stream: DescriptorStream, _ answer: WebSocketAnswer) async {
        var options = WebSocketOptions()
        options.compressionThreshold = 0
        do {
            let connection = try await WebSocketServer.accept(stream, answer).connection(options)
            while let message = try await connection.next() { try await connection.send(message) }
        } catch {
            // The peer broke a rule or left; it was told so, and the next one is served.
        }
    }
}
