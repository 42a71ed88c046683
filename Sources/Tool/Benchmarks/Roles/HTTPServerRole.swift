import HTTP
import HTTPWire
import Reactor

/// A server of ours on one loop that answers every request with the same bytes, as nginx does with `return 200`.
///
/// Its argument is the size of the content. It prints its port.
struct HTTPServerRole: BenchmarkRole {
    let name = "http-server"

    func run(_ arguments: [String]) async throws {
        let (_, most) = DescriptorCalls.descriptorLimit()
        try DescriptorCalls.setDescriptorLimit(most)
        let size = arguments.first.flatMap { Int($0) } ?? 2
        // The fields that nginx sends too, so that both write the same number of bytes.
        let response = HTTPResponse(
            fields: ["Server": "ours", "Content-Type": "text/plain", "Connection": "keep-alive"],
            bytes: [UInt8](repeating: UInt8(ascii: "x"), count: size)
        )
        var options = HTTPServerOptions()
        options.idleTimeout = .seconds(600)
        let server = HTTPServer(options) { _ in response }
        try await LoopGroup.run(count: 1) { group in
            let listener = try Listener.bind(to: .loopback(port: 0))
            Standard.printLine("\(listener.address.port ?? 0)")
            await withTaskGroup(of: Void.self) { children in
                children.addTask(executorPreference: group.loops[0]) { await server.serve(listener, on: group) }
                try? await Standard.waitForEndOfInput()
                server.stop(within: .zero)
            }
        }
    }
}
