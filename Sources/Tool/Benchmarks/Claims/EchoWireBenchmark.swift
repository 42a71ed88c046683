import Carriers
import HTTP
import Reactor
import WebSocket

/// How long a call takes on each transport, and how many of them a second of processor time answers.
struct EchoWireBenchmark: Benchmark {
    let name = "echo-wire"
    let claim = "a tool call takes well below a tenth of a millisecond on every transport, and costs some microseconds"
    let goal = "for comparison with one another"

    private enum Wire: String, CaseIterable {
        case modern = "HTTP, modern"
        case legacy = "HTTP, legacy"
        case webSocket = "WebSocket"
        case stdio = "standard streams"
    }

    func run(_ context: BenchmarkContext) async throws -> [BenchmarkRow] {
        var rows: [BenchmarkRow] = []
        for wire in Wire.allCases { rows += try await measure(wire, context) }
        return rows
    }

    private func measure(_ wire: Wire, _ context: BenchmarkContext) async throws -> [BenchmarkRow] {
        guard wire != .stdio else { return try await measureStandardStreams(context) }
        return try await context.withRole("mcp-server", ["echo"]) { server, line in
            guard let port = UInt16(line) else { throw BenchmarkError("expected a port, saw \(line)") }
            return try await rows(wire, server, context) { try await open(wire, port, context) }
        }
    }

    private func measureStandardStreams(_ context: BenchmarkContext) async throws -> [BenchmarkRow] {
        guard let executable = ProcessEnvironment.executablePath else { return [] }
        var command = ChildCommand(executable, ["role", "mcp-server", "--", "echo", "stdio"])
        command.environment = .inherited
        return try await PeerProcess.with(command, on: context.loop) { server in
            guard let input = server.child.output, let output = server.child.input else { return [] }
            let conversation = CarrierConversation(LineCarrier(input: input, output: output))
            return try await rows(.stdio, server, context) { conversation }
        }
    }

    private func open(_ wire: Wire, _ port: UInt16, _ context: BenchmarkContext) async throws -> any EchoConversation {
        switch wire {
        case .webSocket, .stdio:
            let url = try WebSocketURL("ws://127.0.0.1:\(port)/ws")
            return CarrierConversation(try await WebSocketCarrier.connect(to: url, on: context.loop))
        case .modern:
            return try await HTTPConversation(
                EchoCall.post(EchoCall.modern, EchoCall.modernFields()),
                port,
                on: context.loop
            )
        case .legacy:
            let client = HTTPClient(on: context.loop)
            defer { client.close() }
            let fields = EchoCall.legacyFields(session: try await EchoCall.openSession(port, client))
            return try await HTTPConversation(EchoCall.post(EchoCall.legacy, fields), port, on: context.loop)
        }
    }

    /// One call at a time on one connection, for as long as it takes to know the times; then on as many as there are.
    private func rows(
        _ wire: Wire,
        _ server: PeerProcess,
        _ context: BenchmarkContext,
        _ open: () async throws -> any EchoConversation
    ) async throws -> [BenchmarkRow] {
        let alone = try await open()
        for _ in 0..<context.amount(2000, quick: 10) { try await alone.call() }
        var (medians, tails): ([Double], [Double]) = ([], [])
        for _ in 0..<context.rounds {
            var times: [Double] = []
            for _ in 0..<context.amount(5000, quick: 20) {
                let start = MonotonicInstant.now
                try await alone.call()
                times.append((MonotonicInstant.now - start).inSeconds * 1e6)
            }
            times.sort()
            medians.append(times[times.count / 2])
            tails.append(times[times.count * 99 / 100])
        }
        var rates: [Double] = []
        var many: [any EchoConversation] = [alone]
        if wire != .stdio { for _ in 1..<32 { many.append(try await open()) } }
        for _ in 0..<context.rounds { rates.append(try await rate(many, server, context)) }
        return [
            BenchmarkRow("\(wire.rawValue), one call, median", ours: Samples(medians), unit: "µs"),
            BenchmarkRow("\(wire.rawValue), one call, p99", ours: Samples(tails), unit: "µs"),
            BenchmarkRow(
                "\(wire.rawValue), \(many.count) connections, per CPU second",
                ours: Samples(rates),
                unit: "calls"
            ),
        ]
    }

    private func rate(
        _ conversations: [any EchoConversation],
        _ server: PeerProcess,
        _ context: BenchmarkContext
    ) async throws -> Double {
        let before = server.groupProcessorSeconds
        let end = Deadline.after(context.time(.seconds(1)))
        let count = try await withThrowingTaskGroup(of: Int.self) { tasks in
            for conversation in conversations {
                tasks.addTask(executorPreference: context.loop) {
                    var count = 0
                    while !end.hasPassed {
                        try await conversation.call()
                        count += 1
                    }
                    return count
                }
            }
            return try await tasks.reduce(0, +)
        }
        return Double(count) / max(server.groupProcessorSeconds - before, 0.01)
    }
}

/// One connection on which calls are made one after the other.
private protocol EchoConversation: Sendable {
    func call() async throws
}

/// Calls over a carrier of whole messages.
private struct CarrierConversation: EchoConversation {
    private let carrier: any MessageCarrier
    private let message = Array(EchoCall.modern.utf8)

    init(_ carrier: any MessageCarrier) { self.carrier = carrier }

    func call() async throws {
        try await carrier.send(message)
        guard let reply = try await carrier.receive(), reply.count > 40 else {
            throw BenchmarkError("expected a reply, saw the end or something short")
        }
    }
}

/// Calls over one connection of HTTP, whose replies have all the same length.
///
/// `@unchecked Sendable`: confined to the thread of the connection's loop.
private final class HTTPConversation: EchoConversation, @unchecked Sendable {
    private let stream: DescriptorStream
    private let request: [UInt8]
    private var buffer = InputBuffer()
    private var length = 0

    init(_ request: [UInt8], _ port: UInt16, on loop: EventLoop) async throws {
        self.request = request
        stream = try await Connector.connect(to: .loopback(port: port), on: loop)
        try await stream.write(request)
        // The first answer comes in one piece, as all of its length do.
        length = try await stream.read(into: &buffer)
        buffer.consume(length)
    }

    func call() async throws {
        try await stream.write(request)
        while buffer.count < length {
            guard try await stream.read(into: &buffer) > 0 else {
                throw BenchmarkError("expected an answer, saw the end")
            }
        }
        buffer.consume(length)
    }
}
