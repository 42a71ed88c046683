import JSONRPC
import Reactor
import Testing

@testable import Bindings

@Suite struct MessageReaderTests {
    private func kinds(_ text: String) -> [String] {
        MessageReader.events(of: Array(text.utf8), .connection).map { event in
            switch event {
            case .message: "message"
            case .unreadable: "unreadable"
            case .oddity: "oddity"
            case .lost: "lost"
            case .interrupted: "interrupted"
            }
        }
    }

    @Test func `what is a message is one, and what is odd is told`() {
        #expect(kinds(#"{"jsonrpc":"2.0","id":1,"result":{}}"#) == ["message"])
        #expect(kinds(#"{"id":1,"result":{}}"#) == ["oddity", "message"])
        #expect(kinds(#"{"jsonrpc":"2.0","error":{}}"#) == ["oddity", "message"])
        #expect(kinds(#"{"jsonrpc":"2.0","id":null,"result":{}}"#) == ["unreadable"])
        #expect(kinds("42") == ["unreadable"])
        #expect(kinds("[]") == ["unreadable"])
        #expect(kinds("{") == ["unreadable"])
        #expect(kinds(#"[{"jsonrpc":"2.0","method":"a"},7]"#) == ["oddity", "message", "unreadable"])
    }

    @Test func `a line of events is bounded, and what waits is read after its end`() async throws {
        try await LoopGroup.runOne { loop in
            let queue = EventQueue(on: loop, capacity: 2)
            let tasks = BackgroundTasks(on: loop)
            await withTaskGroup(of: Void.self) { group in
                group.addTask(executorPreference: loop) { await tasks.run() }
                tasks.start(urgent: true) {
                    for number in 1...5 { await queue.put(.oddity("\(number)", .connection)) }
                    queue.finish()
                }
                var seen: [String] = []
                while let event = await queue.next() {
                    if case .oddity(let text, _) = event { seen.append(text) }
                }
                #expect(seen == ["1", "2", "3", "4", "5"])
                await tasks.settle(until: .after(.seconds(5)))
                tasks.close()
                #expect(!tasks.start {})
            }
        }
    }
}
