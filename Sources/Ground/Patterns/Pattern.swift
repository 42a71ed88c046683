internal import Synchronization

/// A regular expression of ECMA-262 in Unicode mode, as JSON Schema's `pattern` uses them.
///
/// Matching takes time linear in the text, except with backreferences, where the number of steps is bounded by
/// ``PatternOptions/maximumSteps``.
public struct Pattern: Sendable {
    /// The pattern as it was written.
    public let source: String
    /// What the source means.
    public let syntax: PatternSyntax
    /// Deviations from Unicode mode that the tolerant reading accepted, in order.
    public let violations: [PatternViolation]
    /// The indices of named groups, counted from 1.
    public let groupNames: [String: Int]
    let compiled: CompiledPattern
    private let automaton: LazyAutomaton

    /// Reads and compiles a pattern.
    public init(_ source: String, options: PatternOptions = .init()) throws(PatternError) {
        let result = try PatternParser.parse(source, options: options)
        self.source = source
        syntax = result.syntax
        violations = result.violations
        groupNames = result.groupNames
        compiled = try ProgramCompiler.compile(
            result.syntax,
            captureCount: result.captureCount,
            options: options
        )
        automaton = LazyAutomaton()
    }

    /// Whether the pattern matches anywhere in a text; only step limits throw.
    public func matches(_ text: String) throws(PatternError) -> Bool {
        try matches(text.utf8.span)
    }

    /// Whether the pattern matches anywhere in a text of UTF-8, where bytes that are none count as U+FFFD.
    public func matches(_ text: Span<UInt8>) throws(PatternError) -> Bool {
        if compiled.hasBackreferences {
            var backtracker = Backtracker(pattern: compiled, text: ScalarText(text))
            return try backtracker.firstMatch() != nil
        }
        if let automaton = automaton.value(for: compiled) { return automaton.matches(text) }
        var steps = 0
        return simulate(ScalarText(text), steps: &steps)
    }

    /// The leftmost match in a text, the one that ECMA-262 prefers among those, with what its groups captured.
    ///
    /// Step limits throw, and so do patterns with very many groups in very many instructions.
    public func firstMatch(in text: String) throws(PatternError) -> PatternMatch? {
        try firstMatch(in: text.utf8.span)
    }

    /// The leftmost match in a text of UTF-8, where bytes that are none count as U+FFFD.
    public func firstMatch(in text: Span<UInt8>) throws(PatternError) -> PatternMatch? {
        let text = ScalarText(text)
        let slots: [Int32]?
        if compiled.hasBackreferences || compiled.hasCapturesInLookarounds {
            var backtracker = Backtracker(pattern: compiled, text: text)
            slots = try backtracker.firstMatch()
        } else {
            try checkSlots()
            var steps = 0
            let lookarounds = Lookarounds(of: compiled, in: text, steps: &steps)
            var simulation = PrioritySimulation(pattern: compiled, lookarounds: lookarounds)
            slots = simulation.firstMatch(in: text)
        }
        guard let slots else { return nil }
        return PatternMatch(
            range: text.offsets[Int(slots[0])]..<text.offsets[Int(slots[1])],
            captures: (0..<compiled.captureCount).map { group in
                let start = slots[2 * group + 2]
                let end = slots[2 * group + 3]
                return start < 0 || end < 0 ? nil : text.offsets[Int(start)]..<text.offsets[Int(end)]
            }
        )
    }

    /// Refuses patterns whose captures would fill the memory: each instruction may hold a thread with all slots.
    private func checkSlots() throws(PatternError) {
        let (size, overflow) = compiled.main.instructions.count.multipliedReportingOverflow(
            by: compiled.captureCount + 1
        )
        guard !overflow, size <= Self.maximumSlots else {
            throw PatternError(
                .programLimit,
                offset: 0,
                expected: "groups times instructions to be at most \(Self.maximumSlots)",
                seen: "\(compiled.captureCount + 1) times \(compiled.main.instructions.count)"
            )
        }
    }

    private static let maximumSlots = 1 << 23

    /// Decides by simulation, counting the instructions visited.
    func simulate(_ text: ScalarText, steps: inout Int) -> Bool {
        let lookarounds = Lookarounds(of: compiled, in: text, steps: &steps)
        var simulation = SetSimulation(pattern: compiled, program: compiled.main, lookarounds: lookarounds)
        defer { steps += simulation.steps }
        return simulation.matches(text)
    }
}

extension Pattern: Hashable, CustomStringConvertible {
    /// The pattern as it was written.
    public var description: String { source }

    /// Whether two patterns mean the same characters in the same order.
    public static func == (left: Pattern, right: Pattern) -> Bool {
        left.source == right.source && left.syntax == right.syntax
    }

    /// Feeds the source.
    public func hash(into hasher: inout Hasher) { hasher.combine(source) }
}
