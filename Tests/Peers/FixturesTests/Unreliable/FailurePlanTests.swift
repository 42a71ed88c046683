import Testing

@testable import Fixtures

@Suite struct FailurePlanTests {
    @Test func `the same seed makes the same requests fail`() {
        let (one, same, other) = (plan(seed: 1), plan(seed: 1), plan(seed: 2))
        let numbers = 0..<1000 as Range<UInt64>
        #expect(numbers.map(one.failure) == numbers.map(same.failure))
        #expect(numbers.map(one.failure) != numbers.map(other.failure))
    }

    @Test func `about as many fail as were asked for, in all ways`() {
        let plan = FailurePlan(rate: 0.1, kinds: FailurePlan.Kind.allCases, seed: 7)
        let failures = (0..<20_000 as Range<UInt64>).compactMap(plan.failure)
        #expect((1700...2300).contains(failures.count))
        for kind in FailurePlan.Kind.allCases {
            #expect((350...650).contains(failures.count { $0 == kind }), "\(kind)")
        }
    }

    @Test func `none fail at 0, and all at 1`() {
        let numbers = 0..<1000 as Range<UInt64>
        #expect(numbers.compactMap(FailurePlan(rate: 0).failure).isEmpty)
        #expect(numbers.compactMap(FailurePlan(rate: 1, kinds: []).failure).isEmpty)
        #expect(numbers.compactMap(FailurePlan(rate: 1).failure).count == 1000)
    }

    private func plan(seed: UInt64) -> FailurePlan { FailurePlan(rate: 0.2, kinds: [.error, .hang], seed: seed) }
}
