/// Writes a text along a syntax tree, choosing at random wherever the tree leaves a choice.
///
/// Assertions and lookarounds are not heeded: whoever asks for the text checks it with the matcher.
struct ExampleWriter<Generator: RandomNumberGenerator> {
    /// Texts that lookaheads ask for, and where they were met.
    struct Demand {
        let position: Int
        let text: [Unicode.Scalar]
    }

    var generator: Generator
    private(set) var text: [Unicode.Scalar] = []
    private(set) var demands: [Demand] = []
    private var captured: [Int: [Unicode.Scalar]] = [:]
    private let maximumLength: Int
    /// How many repetitions beyond the required ones are made at most.
    private let maximumExtra: Int
    private var nodesLeft: Int

    init(generator: Generator, maximumLength: Int, maximumExtra: Int) {
        self.generator = generator
        self.maximumLength = maximumLength
        self.maximumExtra = maximumExtra
        nodesLeft = 10_000 + 8 * min(maximumLength, 1 << 20)
    }

    /// Appends a text for a node; false when it would be too long or there is none.
    mutating func write(_ syntax: PatternSyntax) -> Bool {
        nodesLeft -= 1
        guard nodesLeft > 0 else { return false }
        switch syntax {
        case .empty, .assertion: return true
        case .character(let value): return append(Unicode.Scalar(value))
        case .set(let set): return append(ScalarSampler.pick(from: set, using: &generator))
        case .sequence(let parts): return parts.allSatisfy { write($0) }
        case .alternatives(let parts):
            guard let part = parts.randomElement(using: &generator) else { return false }
            return write(part)
        case .capture(let index, _, let body):
            let start = text.count
            guard write(body) else { return false }
            captured[index] = Array(text[start...])
            return true
        case .repetition(let body, let quantifier, _): return repeatBody(body, quantifier)
        case .lookaround(let kind, let body):
            if kind.isNegative { return true }
            // What should stand before may be there already.
            if kind.isBehind { return Bool.random(using: &generator) || write(body) }
            demand(body)
            return true
        case .backreference(let index, _):
            return (captured[index] ?? []).allSatisfy { append($0) }
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar, text.count < maximumLength else { return false }
        text.append(scalar)
        return true
    }

    private mutating func repeatBody(_ body: PatternSyntax, _ quantifier: PatternQuantifier) -> Bool {
        let room = max(0, maximumLength - text.count)
        let possibleExtra = quantifier.maximum.map { $0 - quantifier.minimum } ?? .max
        var extra = Int.random(in: 0...min(maximumExtra, possibleExtra, room), using: &generator)
        // The upper bound is where implementations differ.
        if possibleExtra <= min(room, 256), UInt8.random(in: 0..<8, using: &generator) == 0 { extra = possibleExtra }
        let count = quantifier.minimum.addingReportingOverflow(extra)
        guard !count.overflow else { return body.isNullable }
        for pass in 0..<count.partialValue {
            let length = text.count
            guard write(body) else {
                // What is already there may do.
                text.removeSubrange(length...)
                return pass >= quantifier.minimum
            }
        }
        return true
    }

    private mutating func demand(_ body: PatternSyntax) {
        let start = text.count
        if write(body) { demands.append(Demand(position: start, text: Array(text[start...]))) }
        text.removeSubrange(start...)
    }
}
