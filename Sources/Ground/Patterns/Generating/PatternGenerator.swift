/// Makes texts that match a pattern, and texts that nearly do.
///
/// Every text was checked with the matcher. The same random numbers give the same texts.
public struct PatternGenerator: Sendable {
    /// The pattern that the texts are made for.
    public let pattern: Pattern

    private static let attempts = 200

    /// Makes texts for a pattern.
    public init(_ pattern: Pattern) { self.pattern = pattern }

    /// A text that the pattern matches, its length in code points within bounds; nil when none was found.
    public func example(
        using generator: inout some RandomNumberGenerator,
        length: ClosedRange<Int> = 0...256
    ) -> String? {
        for attempt in 0..<Self.attempts {
            if let text = attemptExample(attempt, using: &generator, length: length) { return text }
        }
        return nil
    }

    /// A text like those that match, which the pattern does not match; nil when none was found.
    public func nearMiss(
        using generator: inout some RandomNumberGenerator,
        length: ClosedRange<Int> = 0...256
    ) -> String? {
        for attempt in 0..<Self.attempts / 2 {
            // Examples of patterns that seldom succeed are not waited for.
            var text = attemptExample(attempt, using: &generator, length: length).map { Array($0.unicodeScalars) } ?? []
            for _ in 0...attempt / 20 { TextMutation.random(using: &generator).apply(to: &text, using: &generator) }
            if length.contains(text.count), let candidate = checked(text, expecting: false) { return candidate }
        }
        for fixed in ["", " ", "\n", "a", "A", "0", "-", "é", "漢", "😀"]
        where length.contains(fixed.unicodeScalars.count) {
            if let candidate = checked(Array(fixed.unicodeScalars), expecting: false) { return candidate }
        }
        return nil
    }

    private func attemptExample(
        _ attempt: Int,
        using generator: inout some RandomNumberGenerator,
        length: ClosedRange<Int>
    ) -> String? {
        // Short texts first, unless the caller asks for long ones.
        let isLong = attempt % 2 == 1 && length.lowerBound > 4
        var writer = ExampleWriter(
            generator: generator,
            maximumLength: length.upperBound,
            maximumExtra: isLong ? length.lowerBound : attempt % 4 == 0 ? 3 : 3 + attempt / 8
        )
        let isWritten = writer.write(pattern.syntax)
        generator = writer.generator
        guard isWritten else { return nil }
        var text = writer.text
        for demand in writer.demands where attempt > 0 { meet(demand, in: &text, using: &generator) }
        if text.count < length.lowerBound || attempt % 8 == 2 {
            let padded = pad(text, to: length, using: &generator)
            if length.contains(padded.count), let found = checked(padded, expecting: true) { return found }
        }
        return length.contains(text.count) ? checked(text, expecting: true) : nil
    }

    /// Writes what a lookahead asks for over some of the text behind it.
    private func meet(
        _ demand: ExampleWriter<some RandomNumberGenerator>.Demand,
        in text: inout [Unicode.Scalar],
        using generator: inout some RandomNumberGenerator
    ) {
        let last = text.count - demand.text.count
        guard demand.position <= last else {
            if demand.position <= text.count { text.replaceSubrange(demand.position..., with: demand.text) }
            return
        }
        let start = Int.random(in: demand.position...last, using: &generator)
        text.replaceSubrange(start..<start + demand.text.count, with: demand.text)
    }

    /// Adds text around a match, which only anchors can mind.
    private func pad(
        _ text: [Unicode.Scalar],
        to length: ClosedRange<Int>,
        using generator: inout some RandomNumberGenerator
    ) -> [Unicode.Scalar] {
        let wanted = max(length.lowerBound, text.count + Int.random(in: 1...3, using: &generator))
        guard wanted <= length.upperBound else { return text }
        var padding = (text.count..<wanted).map { _ in ScalarSampler.pickAny(using: &generator) }
        if pattern.compiled.isAnchoredAtStart { return text + padding }
        let suffix = padding.suffix(Int.random(in: 0...padding.count, using: &generator))
        padding.removeLast(suffix.count)
        return padding + text + suffix
    }

    private func checked(_ scalars: [Unicode.Scalar], expecting expected: Bool) -> String? {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        let candidate = String(text)
        guard let matches = try? pattern.matches(candidate), matches == expected else { return nil }
        return candidate
    }
}
