import Reactor
import WebSocket
import WebSocketWire

/// The client that a fuzzing server of the Autobahn test suite examines: it echoes, case after case.
///
/// Argument: the server's URL. It prints how many cases there were.
struct AutobahnClientRole: BenchmarkRole {
    let name = "autobahn-client"
    private let agent = "comport"

    func run(_ arguments: [String]) async throws {
        guard let url = arguments.first else {
            throw BenchmarkError("expected the URL of a fuzzing server, saw no argument")
        }
        try await LoopGroup.runOne { loop in
            let count = try await caseCount(url, loop)
            for number in 1...max(1, count) where number <= count {
                do { try await echo("\(url)/runCase?case=\(number)&agent=\(agent)", loop) } catch {
                    // Many cases break the rules on purpose; what came of it stands in the server's report.
                }
            }
            // The server ends there without a close frame.
            try? await echo("\(url)/updateReports?agent=\(agent)", loop)
            Standard.printLine("\(count)")
        }
    }

    /// Offers whatever the cases may pick: the client's window kept, or forgotten after each message.
    private var asking: WebSocketClientOptions {
        var asking = WebSocketClientOptions()
        if let keeping = asking.deflateOffers.first {
            var forgetting = keeping
            forgetting.clientNoContextTakeover = true
            asking.deflateOffers = [keeping, forgetting]
        }
        return asking
    }

    private func caseCount(_ url: String, _ loop: EventLoop) async throws -> Int {
        let connection = try await WebSocketClient.connect(to: "\(url)/getCaseCount", on: loop).connection()
        let message = try await connection.next()
        while try await connection.next() != nil {}
        guard let count = message.flatMap({ Int($0.text) }) else {
            throw BenchmarkError("expected a number of cases, saw \(message?.text ?? "no message")")
        }
        return count
    }

    private func echo(_ url: String, _ loop: EventLoop) async throws {
        var options = WebSocketOptions()
        options.compressionThreshold = 0
        let opened = try await WebSocketClient.connect(to: url, on: loop, options: asking)
        let connection = opened.connection(options)
        while let message = try await connection.next() { try await connection.send(message) }
    }
}
