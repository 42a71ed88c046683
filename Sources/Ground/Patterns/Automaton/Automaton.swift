/// A deterministic automaton that tells whether a pattern matches anywhere in a text, one table look-up a character.
final class Automaton: Sendable {
    /// The state from which nothing matches any more.
    static let dead = 0
    /// The state after a match.
    static let matched = 1

    private let classes: CharacterClasses
    private let asciiClasses: [UInt8]
    /// For each state and class the next state; states are counted in rows of the table.
    private let transitions: [UInt32]
    private let acceptsAtEnd: [Bool]
    private let start: Int

    /// States count from zero; the first two are `dead` and `matched`.
    init(classes: CharacterClasses, transitions: [Int], acceptsAtEnd: [Bool], start: Int) {
        self.classes = classes
        asciiClasses = classes.ascii
        self.transitions = transitions.map { UInt32($0 * classes.count) }
        self.acceptsAtEnd = acceptsAtEnd
        self.start = start
    }

    /// How many states there are.
    var stateCount: Int { acceptsAtEnd.count }

    /// Whether the pattern matches anywhere in a text.
    func matches(_ text: Span<UInt8>) -> Bool {
        let transitions = transitions
        let asciiClasses = asciiClasses
        let lastFinalRow = Self.matched * classes.count
        var row = start * classes.count
        var offset = 0
        while offset < text.count {
            if row <= lastFinalRow { return row == lastFinalRow }
            let byte = text[offset]
            if byte < 0x80 {
                row = Int(transitions[row + Int(asciiClasses[Int(byte)])])
                offset += 1
            } else {
                let (value, length) = UTF8Decoding.scalar(in: text, at: offset)
                row = Int(transitions[row + classes.classBeyondASCII(value)])
                offset += length
            }
        }
        return acceptsAtEnd[row / classes.count]
    }
}
