import MCP
import MCPServer
import Testing

@Suite struct TaskStoreTests {
    private func at(_ milliseconds: Int64) -> TaskInstant { TaskInstant(milliseconds: milliseconds) }

    @Test func `an owner sees only its own tasks, and only those of one form`() {
        var store = TaskStore()
        let created = store.create(id: "a", .core, owner: .principal("ada"), at: at(0))
        #expect(created != nil)
        let createdAgain = store.create(id: "b", .core, owner: .session(1), at: at(0))
        #expect(createdAgain != nil)
        #expect(store.task("a", .core, of: .principal("ada")) != nil)
        #expect(store.task("a", .core, of: .principal("bob")) == nil)
        #expect(store.task("a", .extension, of: .principal("ada")) == nil)
        #expect(store.task("b", .core, of: .session(2)) == nil)
        #expect(store.page(of: .principal("ada"), .core, limit: 10).tasks.map(\.id) == ["a"])
    }

    @Test func `an id is given once`() {
        var store = TaskStore()
        let created = store.create(id: "a", .core, owner: .session(1), at: at(0))
        #expect(created != nil)
        let createdAgain = store.create(id: "a", .core, owner: .session(2), at: at(0))
        #expect(createdAgain == nil)
    }

    @Test func `pages hold every task once, in the order of creation`() {
        var store = TaskStore()
        for number in 0..<25 { _ = store.create(id: "t\(number)", .core, owner: .session(1), at: at(0)) }
        _ = store.create(id: "other", .extension, owner: .session(1), at: at(0))
        var seen: [String] = []
        var pages = 0
        var next: UInt64? = 0
        while let number = next {
            let page = store.page(of: .session(1), .core, after: number, limit: 10)
            seen += page.tasks.map(\.id)
            next = page.next
            pages += 1
        }
        #expect(seen == (0..<25).map { "t\($0)" })
        #expect(pages == 3)
    }

    @Test func `a full page without more has no next one`() {
        var store = TaskStore()
        for number in 0..<10 { _ = store.create(id: "t\(number)", .core, owner: .session(1), at: at(0)) }
        #expect(store.page(of: .session(1), .core, limit: 10).next == nil)
    }

    @Test func `no owner takes all the room, and the room has an end`() {
        var limits = TaskStore.Limits()
        (limits.total, limits.each) = (3, 2)
        var store = TaskStore(limits)
        let created = store.create(id: "a", .core, owner: .session(1), at: at(0))
        #expect(created != nil)
        let createdAgain = store.create(id: "b", .core, owner: .session(1), at: at(0))
        #expect(createdAgain != nil)
        let createdLater = store.create(id: "c", .core, owner: .session(1), at: at(0))
        #expect(createdLater == nil)
        let createdFinally = store.create(id: "d", .core, owner: .session(2), at: at(0))
        #expect(createdFinally != nil)
        let createdAtLast = store.create(id: "e", .core, owner: .session(3), at: at(0))
        #expect(createdAtLast == nil)
    }

    @Test func `the time to live is what was asked for, within limits`() {
        var store = TaskStore()
        let wanted = store.create(id: "a", .core, owner: .bearer, timeToLive: 1234, at: at(0))
        #expect(wanted?.timeToLive == 1234)
        let endless = store.create(id: "b", .core, owner: .bearer, timeToLive: .max, at: at(0))
        #expect(endless?.timeToLive == store.limits.longestTimeToLive)
        let negative = store.create(id: "c", .core, owner: .bearer, timeToLive: -1, at: at(0))
        #expect(negative?.timeToLive == 0)
        let silent = store.create(id: "d", .core, owner: .bearer, at: at(0))
        #expect(silent?.timeToLive == store.limits.defaultTimeToLive)
    }

    @Test func `forgets tasks when their time is over, and not before`() {
        var store = TaskStore()
        _ = store.create(id: "short", .core, owner: .bearer, timeToLive: 100, at: at(0))
        _ = store.create(id: "long", .core, owner: .bearer, timeToLive: 200, at: at(0))
        let expired = store.expire(at: at(99))
        #expect(expired.isEmpty)
        let expiredAgain = store.expire(at: at(100))
        #expect(expiredAgain.map(\.id) == ["short"])
        #expect(store.task("short", .core, of: .bearer) == nil)
        #expect(store.task("long", .core, of: .bearer) != nil)
        let expiredLater = store.expire(at: at(1000))
        #expect(expiredLater.map(\.id) == ["long"])
        #expect(store.count == 0)
    }

    @Test func `forgets the tasks of a session that ended`() {
        var store = TaskStore()
        _ = store.create(id: "a", .core, owner: .session(1), at: at(0))
        _ = store.create(id: "b", .core, owner: .session(2), at: at(0))
        let removed = store.removeAll(of: .session(1))
        #expect(removed.map(\.id) == ["a"])
        #expect(store.count == 1)
    }

    @Test func `lets things happen to tasks that are there`() {
        var store = TaskStore()
        _ = store.create(id: "a", .core, owner: .session(1), at: at(0))
        let change = store.change("a") { $0.cancel(at: at(5)) }
        #expect(change?.result == .ended)
        #expect(change?.task.status == .cancelled)
        let changed = store.change("b") { $0.cancel(at: at(5)) }
        #expect(changed == nil)
    }
}
