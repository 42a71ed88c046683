import JSONRPC
import Testing

@Suite struct CorrelatorTests {
    func name(_ settlement: Correlator<String>.Settlement) -> String {
        switch settlement {
        case .answered(let waiter): waiter
        case .duplicate: "duplicate"
        case .late: "late"
        case .unknown: "unknown"
        }
    }

    @Test func `gives an answer to who asked, once`() {
        var correlator = Correlator<String>()
        let first = correlator.open("first")
        let second = correlator.open("second")
        #expect(first != second && correlator.count == 2)
        let answered = name(correlator.settle(second))
        #expect(answered == "second")
        let again = name(correlator.settle(second))
        #expect(again == "duplicate")
        let other = name(correlator.settle(first))
        #expect(other == "first")
        #expect(correlator.count == 0)
    }

    @Test func `an id of the other type is another id`() {
        var correlator = Correlator<String>()
        let id = correlator.open("waiter")
        #expect(id == 1)
        let settlement = name(correlator.settle("1"))
        #expect(settlement == "unknown")
    }

    @Test func `an answer after giving up is late`() {
        var correlator = Correlator<String>()
        let id = correlator.open("waiter")
        let waiter = correlator.abandon(id)
        #expect(waiter == "waiter")
        let nobody = correlator.abandon(id)
        #expect(nobody == nil)
        let settlement = name(correlator.settle(id))
        #expect(settlement == "late")
    }

    @Test func `an id in use is not taken twice, and never minted`() {
        var correlator = Correlator<String>()
        let opened = [correlator.open(1, "mine"), correlator.open(1, "again")]
        #expect(opened == [true, false])
        let minted = correlator.open("minted")
        #expect(minted == 2)
    }

    @Test func `forgets what ended long ago, and only that`() {
        var correlator = Correlator<String>(memory: 4)
        var ids: [RequestID] = []
        for _ in 0..<6 {
            let id = correlator.open("waiter")
            ids.append(id)
            _ = correlator.settle(id)
        }
        var names: [String] = []
        for id in ids { names.append(name(correlator.settle(id))) }
        #expect(names == ["unknown", "unknown"] + Array(repeating: "duplicate", count: 4))
    }

    @Test func `when the other side is gone everybody hears of it`() {
        var correlator = Correlator<String>()
        let id = correlator.open("a")
        _ = correlator.open("b")
        let all = correlator.abandonAll().sorted()
        #expect(all == ["a", "b"])
        let settlement = name(correlator.settle(id))
        #expect(settlement == "late")
    }
}
