import HTTP
import Reactor

/// What sessions and streams cost that nobody uses at the moment, and whether memory grows with the number of calls.
struct EchoMemoryBenchmark: Benchmark {
    let name = "echo-memory"
    let claim = "an idle session and an idle stream of our server cost little memory, and calls cost none"
    let goal = "8 KiB or less for each session and for each stream; less than 1 MiB more after a million calls"

    func run(_ context: BenchmarkContext) async throws -> [BenchmarkRow] {
        let (_, most) = DescriptorCalls.descriptorLimit()
        try DescriptorCalls.setDescriptorLimit(most)
        let count = min(context.amount(10_000, quick: 100), most - 500)
        return [
            try await row(context, "\(count) idle sessions", count) { port in
                try await openSessions(count, port, context)
                return []
            },
            try await row(context, "\(count) idle streams, modern", count) { port in
                let listen = EchoCall.post(
                    EchoCall.listen,
                    EchoCall.modernFields("subscriptions/listen", name: nil)
                )
                return try await context.openStreams(count, to: port, expecting: "text/event-stream") { listen }
            },
            try await row(context, "\(count) idle streams, legacy, sessions included", count) { port in
                let names = try await openSessions(count, port, context)
                var place = 0
                return try await context.openStreams(count, to: port, expecting: "text/event-stream") {
                    defer { place += 1 }
                    return Array(
                        """
                        GET /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\
                        MCP-Protocol-Version: 2025-11-25\r\nMcp-Session-Id: \(names[place])\r\n\r\n
                        """.utf8
                    )
                }
            },
            try await growth(context),
        ]
    }

    /// The growth of the server's resident memory while `open` opens so many of something.
    private func row(
        _ context: BenchmarkContext,
        _ what: String,
        _ count: Int,
        _ open: (UInt16) async throws -> [DescriptorStream]
    ) async throws -> BenchmarkRow {
        let value = try await context.withRole("mcp-server", ["echo"]) { server, line in
            guard let port = UInt16(line) else { throw BenchmarkError("expected a port, saw \(line)") }
            // What the first ones make the server load and set up does not count.
            try await openSessions(20, port, context)
            let before = server.groupResidentBytes
            let streams = try await open(port)
            let after = server.groupResidentBytes
            for stream in streams { stream.close() }
            return Double(after - before) / Double(count) / 1024
        }
        return BenchmarkRow(what, ours: Samples([value]), unit: "KiB each")
    }

    @discardableResult
    private func openSessions(_ count: Int, _ port: UInt16, _ context: BenchmarkContext) async throws -> [String] {
        let client = HTTPClient(on: context.loop)
        defer { client.close() }
        var names: [String] = []
        for _ in 0..<count { names.append(try await EchoCall.openSession(port, client)) }
        return names
    }

    /// The growth of the server's resident memory over many calls of both eras.
    private func growth(_ context: BenchmarkContext) async throws -> BenchmarkRow {
        let calls = context.amount(1_000_000, quick: 1000)
        let value = try await context.withRole("mcp-server", ["echo"]) { server, line in
            guard let port = UInt16(line) else { throw BenchmarkError("expected a port, saw \(line)") }
            let client = HTTPClient(on: context.loop)
            defer { client.close() }
            let session = try await EchoCall.openSession(port, client)
            let requests = [
                EchoCall.post(EchoCall.modern, EchoCall.modernFields()),
                EchoCall.post(EchoCall.legacy, EchoCall.legacyFields(session: session)),
            ]
            try await send(requests, calls / 10, port, context)
            let before = server.groupResidentBytes
            try await send(requests, calls, port, context)
            return Double(server.groupResidentBytes - before) / 1024 / 1024
        }
        return BenchmarkRow(
            "growth over \(calls) calls",
            ours: Samples([value]),
            unit: "MiB"
        )
    }

    /// Sends requests in turn, some at a time, and counts the answers.
    private func send(_ requests: [[UInt8]], _ count: Int, _ port: UInt16, _ context: BenchmarkContext) async throws {
        let stream = try await Connector.connect(to: .loopback(port: port), on: context.loop)
        defer { stream.close() }
        let group = requests.flatMap { request in (0..<16).flatMap { _ in request } }
        let perGroup = requests.count * 16
        var buffer = InputBuffer()
        for _ in 0..<count / perGroup {
            let deadline = Deadline.after(.seconds(20))
            try await stream.write(group, until: deadline)
            var answers = 0
            while answers < perGroup {
                guard try await stream.read(into: &buffer, until: deadline) > 0 else {
                    throw BenchmarkError("expected \(perGroup) answers, saw the end")
                }
                // The mark is short enough to be cut by the end of what came: keep that for the next look.
                let text = buffer.takeAll()
                let found = Self.count(Self.mark, in: text)
                answers += found.count
                buffer.append(text[found.end...])
            }
        }
    }

    private static let mark = Array("HTTP/1.1 200".utf8)

    private static func count(_ mark: [UInt8], in bytes: [UInt8]) -> (count: Int, end: Int) {
        var (count, place) = (0, 0)
        while place + mark.count <= bytes.count {
            if bytes[place] == mark[0], bytes[place..<place + mark.count].elementsEqual(mark) {
                count += 1
                place += mark.count
            } else {
                place += 1
            }
        }
        return (count, place)
    }
}
