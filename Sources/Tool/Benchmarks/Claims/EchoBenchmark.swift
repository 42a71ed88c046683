import HTTP
import Reactor
import Storage

/// How many calls of a tool the reference server answers over HTTP, beside nginx with as many bytes and the Python SDK.
struct EchoBenchmark: Benchmark {
    let name = "echo"
    let claim = "the reference server answers tools/call nearly as fast as nginx answers return 200"
    let goal =
        "0.7 or more of nginx's, and 50 or more times the Python SDK's calls per second of the server's processor time"

    func run(_ context: BenchmarkContext) async throws -> [BenchmarkRow] {
        guard let wrk = context.installed("wrk", hint: "apt-get install wrk") else { return [] }
        let nginx = context.installed("nginx", hint: "apt-get install nginx-light")
        let python = try await context.python(with: "mcp.server.mcpserver", package: "mcp")
        return try await context.withRole("mcp-server", ["echo"]) { server, line in
            guard let port = UInt16(line) else { throw BenchmarkError("expected a port, saw \(line)") }
            let client = HTTPClient(on: context.loop)
            defer { client.close() }
            let session = try await EchoCall.openSession(port, client)
            let requests: [EchoRequest] = [.modern, .legacy(session: session), .streaming]
            var rows: [BenchmarkRow] = []
            for request in requests {
                let size = try await request.contentBytes(port, on: context.loop)
                let run = EchoRun(context: context, wrk: wrk, request: request, size: size)
                rows += try await run.besideNginx(nginx, server, port)
            }
            if let python { rows += try await besidePython(context, wrk, python, server, port) }
            return rows
        }
    }

    private func besidePython(
        _ context: BenchmarkContext,
        _ wrk: String,
        _ python: String,
        _ server: PeerProcess,
        _ port: UInt16
    ) async throws -> [BenchmarkRow] {
        try await context.withPython(python, Self.peer) { peer in
            let line = try await peer.readLine()
            guard let peerPort = UInt16(line) else { throw BenchmarkError("expected a port, saw \(line)") }
            let size = try await EchoRequest.modern.contentBytes(peerPort, on: context.loop)
            let run = EchoRun(context: context, wrk: wrk, request: .modern, size: size)
            return try await run.rows(peer: "Python SDK", [(server, port), (peer, peerPort)])
        }
    }

    /// The peer: the same tool, stateless, with plain JSON replies, which is its quickest way.
    private static let peer = """
        import asyncio, sys, socket, uvicorn
        from mcp.server.mcpserver import MCPServer
        server = MCPServer("echo", log_level="ERROR")
        @server.tool()
        def echo(text: str) -> str:
            return text
        app = server.streamable_http_app(json_response=True, stateless_http=True)
        async def main():
            listener = socket.create_server(("127.0.0.1", 0))
            print(listener.getsockname()[1], flush=True)
            config = uvicorn.Config(app, log_level="error", access_log=False)
            running = asyncio.create_task(uvicorn.Server(config).serve(sockets=[listener]))
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
            running.cancel()
        asyncio.run(main())
        """
}

/// One kind of request against servers in turn.
private struct EchoRun {
    let context: BenchmarkContext
    let wrk: String
    let request: EchoRequest
    let size: Int

    func besideNginx(_ nginx: String?, _ server: PeerProcess, _ port: UInt16) async throws -> [BenchmarkRow] {
        guard let nginx else { return try await rows(peer: "nginx", [(server, port)]) }
        return try await NginxPeer.with(nginx, contentBytes: size, on: context.loop) { peer, peerPort in
            try await rows(peer: "nginx", [(server, port), (peer, peerPort)])
        }
    }

    /// Measures the servers in turn, so that whatever disturbs the machine disturbs all of them.
    func rows(peer: String, _ servers: [(PeerProcess, UInt16)]) async throws -> [BenchmarkRow] {
        let folder = try TemporaryDirectory()
        let script = folder.path / "request.lua"
        try FileSystem.replace(script, with: Array(request.wrkScript.utf8))
        var runs = [[WrkRun]](repeating: [], count: servers.count)
        for round in -1..<context.rounds {
            for (index, (server, port)) in servers.enumerated() {
                let run = try await WrkRun.measure(
                    wrk,
                    port: port,
                    path: "/mcp",
                    script: script.description,
                    connections: 64,
                    for: context.time(.seconds(2)),
                    server: server,
                    on: context.loop
                )
                if round >= 0 { runs[index].append(run) }
            }
        }
        return table(peer, runs)
    }

    private func table(_ peer: String, _ runs: [[WrkRun]]) -> [BenchmarkRow] {
        let columns: [(String, KeyPath<WrkRun, Double>, String)] = [
            ("per CPU second", \.requestsPerProcessorSecond, "calls"), ("per second", \.requestsPerSecond, "calls"),
            ("p50", \.median, "µs"), ("p99", \.percentile99, "µs"),
        ]
        return columns.map { what, value, unit in
            BenchmarkRow(
                "\(request.name), \(size) bytes, \(what)",
                peer: peer,
                ours: Samples(runs[0].map { $0[keyPath: value] }),
                theirs: runs.count > 1 ? Samples(runs[1].map { $0[keyPath: value] }) : nil,
                unit: unit
            )
        }
    }
}
