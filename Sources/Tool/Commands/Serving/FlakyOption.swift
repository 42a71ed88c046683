internal import CommandLineOptions
internal import Fixtures

/// Which share of requests fails, and how: `0.01`, or `0.01:error,hang`.
struct FlakyOption: Sendable, Equatable {
    let rate: Double
    let kinds: [FailurePlan.Kind]

    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let rate = parts.first.flatMap({ Double($0) }), (0...1).contains(rate) else { return nil }
        self.rate = rate
        guard parts.count == 2 else {
            kinds = [.error, .tool]
            return
        }
        let names = parts[1].split(separator: ",", omittingEmptySubsequences: false)
        kinds = names.compactMap { FailurePlan.Kind(rawValue: String($0)) }
        guard kinds.count == names.count else { return nil }
    }

    /// How it stands on a command line.
    static let type = ValueType<FlakyOption>(
        placeholder: "RATE[:KIND,…]",
        expected: "a share from 0 to 1, and behind a colon some of error, tool, slow, hang, such as 0.01:error,hang",
        text: { "\($0.rate):\($0.kinds.map(\.rawValue).joined(separator: ","))" },
        parse: { FlakyOption($0) }
    )
}
