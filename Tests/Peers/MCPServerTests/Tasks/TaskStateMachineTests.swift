import JSON
import JSONRPC
import MCP
import MCPServer
import TestKit
import Testing

@Suite struct TaskStateMachineTests {
    private func task(_ form: TaskRecord.Form, timeToLive: Int64? = 60_000) -> TaskStateMachine {
        TaskStateMachine(
            id: "t",
            form: form,
            at: TaskInstant(milliseconds: 1000),
            timeToLive: timeToLive,
            pollInterval: 500
        )
    }

    private func at(_ milliseconds: Int64) -> TaskInstant { TaskInstant(milliseconds: milliseconds) }

    @Test func `begins as working`() {
        let core = task(.core)
        #expect(core.status == .working)
        #expect(
            core.creation == [
                "task": [
                    "taskId": "t", "status": "working", "createdAt": "1970-01-01T00:00:01.000Z",
                    "lastUpdatedAt": "1970-01-01T00:00:01.000Z", "ttl": 60000, "pollInterval": 500,
                ]
            ]
        )
        #expect(
            task(.extension, timeToLive: nil).creation == [
                "resultType": "task", "taskId": "t", "status": "working", "createdAt": "1970-01-01T00:00:01.000Z",
                "lastUpdatedAt": "1970-01-01T00:00:01.000Z", "ttlMs": nil, "pollIntervalMs": 500,
            ]
        )
    }

    @Test func `asks, is answered, and works on`() {
        var task = task(.extension)
        let question = task.ask("name", ["method": "elicitation/create"], at: at(1100))
        #expect(question?.key == "name")
        #expect(task.status == .inputRequired)
        #expect(task.snapshot["inputRequests"] == ["name": ["method": "elicitation/create"]])
        let deliveries = task.answer([("other", 1), ("name", ["action": "accept"])], at: at(1200))
        #expect(deliveries.map(\.key) == ["name"])
        #expect(task.status == .working)
        #expect(task.snapshot["inputRequests"] == nil)
        let deliveriesAgain = task.answer([("name", ["action": "decline"])], at: at(1300))
        #expect(deliveriesAgain.isEmpty)
        #expect(task.lastUpdatedAt == at(1200))
    }

    @Test func `never uses a key twice`() {
        var task = task(.extension)
        let keys = (0..<3).compactMap { _ in
            let question = task.ask("again", [:], at: at(1100))
            _ = question.map { task.answer([($0.key, [:])], at: at(1100)) }
            return question?.key
        }
        #expect(keys == ["again", "again-2", "again-3"])
    }

    @Test func `waits until every question is answered or withdrawn`() {
        var task = task(.extension)
        for key in ["a", "b", "c"] { _ = task.ask(key, [:], at: at(1100)) }
        let deliveries = task.answer([("b", 1)], at: at(1200))
        #expect(deliveries.map(\.key) == ["b"])
        #expect(task.outstanding.map(\.key) == ["a", "c"])
        let withdrawn = task.withdraw("a", at: at(1300))
        #expect(withdrawn)
        let withdrawnAgain = task.withdraw("a", at: at(1300))
        #expect(!withdrawnAgain)
        #expect(task.status == .inputRequired)
        let deliveriesAgain = task.answer([("c", 1)], at: at(1400))
        #expect(deliveriesAgain.count == 1)
        #expect(task.status == .working)
    }

    @Test func `the forms disagree on tools that fail`() {
        let outcome = TaskOutcome.result(["content": [["type": "text", "text": "no disk"]], "isError": true])
        var core = task(.core)
        let ending = core.finish(outcome, at: at(2000))
        #expect(ending == .ended)
        #expect(core.status == .failed)
        #expect(core.statusMessage == "no disk")
        #expect(core.snapshot["result"] == nil)
        #expect(
            core.finalAnswer
                == .result([
                    "content": [["type": "text", "text": "no disk"]], "isError": true,
                    "_meta": ["io.modelcontextprotocol/related-task": ["taskId": "t"]],
                ])
        )
        var modern = task(.extension)
        let endingAgain = modern.finish(outcome, at: at(2000))
        #expect(endingAgain == .ended)
        #expect(modern.status == .completed)
        #expect(modern.snapshot["result"]?["isError"] == true)
        #expect(modern.snapshot["resultType"] == "complete")
    }

    @Test func `an error of the protocol fails the task in both forms`() {
        for form in [TaskRecord.Form.core, .extension] {
            var task = task(form)
            let error = ErrorObject(-32603, "broken", data: ["why": "test"])
            let ending = task.finish(.failure(error), at: at(2000))
            #expect(ending == .ended)
            #expect(task.status == .failed)
            #expect(task.statusMessage == "broken")
            #expect(task.finalAnswer == .failure(error))
            let expected: JSON = ["code": -32603, "message": "broken", "data": ["why": "test"]]
            #expect(task.snapshot["error"] == (form == .extension ? expected : JSON?.none))
        }
    }

    @Test func `stays as it ended`() {
        var task = task(.core)
        _ = task.ask("a", [:], at: at(1100))
        let ending = task.cancel(at: at(1200))
        #expect(ending == .ended)
        let before = task.record
        let endingAgain = task.cancel(at: at(1300))
        #expect(endingAgain == .alreadyOver)
        let endingLater = task.finish(.result([:]), at: at(1300))
        #expect(endingLater == .alreadyOver)
        let question = task.ask("b", [:], at: at(1300))
        #expect(question == nil)
        let deliveries = task.answer([("a", 1)], at: at(1300))
        #expect(deliveries.isEmpty)
        let withdrawn = task.withdraw("a", at: at(1300))
        #expect(!withdrawn)
        let said = task.say("still here", at: at(1300))
        #expect(!said)
        #expect(task.record == before)
        #expect(task.finalAnswer != nil)
    }

    @Test func `time never goes back`() {
        var task = task(.core)
        let said = task.say("one", at: at(5000))
        #expect(said)
        let saidAgain = task.say("two", at: at(4000))
        #expect(saidAgain)
        #expect(task.lastUpdatedAt == at(5000))
        #expect(at(.max).adding(1) == at(.max))
    }

    @Test func `relates parameters to a task and keeps the rest of their meta`() {
        let related = TaskStateMachine.relate(["a": 1, "_meta": ["x": 1]], to: "t")
        #expect(related == ["a": 1, "_meta": ["x": 1, "io.modelcontextprotocol/related-task": ["taskId": "t"]]])
    }

    @Test func `whatever happens, a terminal status is final and keys are unique`() {
        for seed in 1...40 as ClosedRange<UInt64> {
            var random = SeededRandom(seed: seed)
            var task = task(seed.isMultiple(of: 2) ? .core : .extension)
            var keys: [String] = []
            var ended: TaskStatus?
            for step in 0..<60 {
                let now = at(1000 + Int64(step))
                switch Int.random(in: 0..<8, using: &random) {
                case 0, 1, 2: _ = task.ask("k", [:], at: now).map { keys.append($0.key) }
                case 3, 4: _ = task.answer([(keys.randomElement(using: &random) ?? "k", 1)], at: now)
                case 5: _ = task.withdraw(keys.randomElement(using: &random) ?? "k", at: now)
                case 6: _ = Int.random(in: 0..<10, using: &random) == 0 ? task.cancel(at: now) : .alreadyOver
                default:
                    _ = Int.random(in: 0..<10, using: &random) == 0 ? task.finish(.result([:]), at: now) : .alreadyOver
                }
                if let ended { #expect(task.status == ended, "seed \(seed)") }
                if task.status.isFinal { ended = task.status }
                #expect((task.status == .inputRequired) == !task.outstanding.isEmpty, "seed \(seed)")
            }
            #expect(Set(keys).count == keys.count, "seed \(seed)")
        }
    }
}
