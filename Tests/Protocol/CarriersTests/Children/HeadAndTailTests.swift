import Carriers
import TestKit
import Testing

@Suite struct HeadAndTailTests {
    @Test func `keeps both ends however the bytes come`() {
        for seed in UInt64(1)...50 {
            var random = SeededRandom(seed: seed)
            let all = [UInt8].random(count: Int(random.next() % 400), using: &random)
            var kept = HeadAndTail(limit: 64)
            for piece in all.randomPieces(using: &random) { kept.append(piece) }
            #expect(kept.count == all.count, "seed \(seed)")
            #expect(kept.head == Array(all.prefix(64)), "seed \(seed)")
            #expect(kept.tail == Array(all.dropFirst(64).suffix(64)), "seed \(seed)")
            #expect(kept.droppedCount == max(0, all.count - 128), "seed \(seed)")
        }
    }
}
