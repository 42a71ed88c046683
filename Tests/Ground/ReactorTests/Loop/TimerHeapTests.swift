import TestKit
import Testing

@testable import Reactor

@Suite struct TimerHeapTests {
    @Test func `timers fire in the order of their moments`() {
        var random = SeededRandom(seed: 1)
        var heap = TimerHeap<Int64>()
        for _ in 0..<1_000 {
            let moment = Int64.random(in: 0..<500, using: &random)
            _ = heap.arm(at: moment, moment)
        }
        var fired: [Int64] = []
        while let moment = heap.popDue(at: .max) { fired.append(moment) }
        #expect(fired.count == 1_000)
        #expect(fired == fired.sorted())
    }

    @Test func `a timer that is not due stays`() {
        var heap = TimerHeap<Int>()
        _ = heap.arm(at: 10, 1)
        let early = heap.popDue(at: 9)
        #expect(early == nil)
        #expect(heap.earliest == 10)
        let due = heap.popDue(at: 10)
        #expect(due == 1)
    }

    @Test func `a cancelled timer never fires and its name cannot cancel a later one`() {
        var heap = TimerHeap<Int>()
        let first = heap.arm(at: 1, 1)
        let cancelled = heap.cancel(first)
        let second = heap.arm(at: 2, 2)
        let cancelledAgain = heap.cancel(first)
        let fired = heap.popDue(at: 5)
        let cancelledAfterFiring = heap.cancel(second)
        let nothing = heap.popDue(at: 5)
        #expect(cancelled && !cancelledAgain && !cancelledAfterFiring)
        #expect(fired == 2 && nothing == nil)
    }

    @Test func `random arming and cancelling agrees with a plain list`() {
        for seed in UInt64(1)...20 {
            var random = SeededRandom(seed: seed)
            var heap = TimerHeap<Int>()
            var model: [(moment: Int64, value: Int, identity: TimerIdentity)] = []
            for value in 0..<400 {
                switch Int.random(in: 0..<4, using: &random) {
                case 0...1:
                    let moment = Int64.random(in: 0..<1_000, using: &random)
                    model.append((moment, value, heap.arm(at: moment, value)))
                case 2 where !model.isEmpty:
                    let gone = model.remove(at: Int.random(in: 0..<model.count, using: &random))
                    let cancelled = heap.cancel(gone.identity)
                    #expect(cancelled, "seed \(seed)")
                default:
                    let earliest = model.map(\.moment).min()
                    #expect(heap.earliest == earliest, "seed \(seed)")
                    if let earliest, let value = heap.popDue(at: earliest) {
                        model.removeAll { $0.value == value }
                    }
                }
                #expect(heap.count == model.count, "seed \(seed)")
            }
        }
    }
}
