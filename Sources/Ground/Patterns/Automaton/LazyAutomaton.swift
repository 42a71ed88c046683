internal import Synchronization

/// A pattern's automaton, built when it is first asked for and shared by copies of the pattern.
///
/// Two threads that ask at once may both build it; the first one's is kept, and nobody waits.
final class LazyAutomaton: Sendable {
    private final class Outcome: Sendable {
        let automaton: Automaton?

        init(_ automaton: Automaton?) { self.automaton = automaton }
    }

    private let outcome = AtomicLazyReference<Outcome>()

    /// The automaton, or nil when the pattern has none of bounded size.
    func value(for pattern: CompiledPattern) -> Automaton? {
        if let known = outcome.load() { return known.automaton }
        return outcome.storeIfNil(Outcome(AutomatonBuilder.build(pattern))).automaton
    }
}
