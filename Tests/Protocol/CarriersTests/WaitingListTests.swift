import TestKit
import Testing

@testable import Carriers

@Suite struct WaitingListTests {
    @Test func `gives back in order what it was given, and counts its bytes`() {
        for seed in UInt64(1)...20 {
            var random = SeededRandom(seed: seed)
            var list = WaitingList<Int>()
            var (added, taken, bytes) = (0, 0, 0)
            for _ in 0..<2000 {
                if random.next() % 5 < 3 {
                    list.append(added, bytes: added % 7)
                    bytes += added % 7
                    added += 1
                } else if let element = list.popFirst(bytes: { $0 % 7 }) {
                    #expect(element == taken, "seed \(seed)")
                    bytes -= taken % 7
                    taken += 1
                }
                #expect(list.byteCount == bytes)
                #expect(list.isEmpty == (added == taken))
            }
        }
    }
}
