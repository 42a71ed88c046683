/// What a sentence of a meeting is about; told by rules, so that the same sentence always means the same.
enum MeetingIntent: String, Sendable, CaseIterable {
    case taskAssignment = "task assignment"
    case followUp = "follow-up"
    case decision
    case question
    case commitment
    case meetingScheduled = "meeting scheduled"

    /// A sentence and what it is about.
    struct Finding: Sendable, Equatable {
        let intent: MeetingIntent
        let sentence: String
        /// The words that decided it.
        let evidence: String
    }

    /// The words that tell, in lower case; the first rule that fits decides.
    private static let rules: [(intent: MeetingIntent, words: [String])] = [
        (
            .meetingScheduled,
            [
                "let's meet", "schedule a meeting", "scheduled a meeting", "meeting is scheduled", "meet again",
                "calendar invite", "set up a meeting",
            ]
        ),
        (.decision, ["we decided", "we have decided", "decision is", "we agreed", "it is agreed", "we go with"]),
        (.followUp, ["follow up", "following up", "follow-up", "get back to", "circle back", "check back"]),
        (.commitment, ["i will", "i'll", "i promise", "i commit", "we will", "we'll"]),
        (
            .taskAssignment,
            ["please", "could you", "can you", "your task", "is assigned to", "needs to", "you should", "take care of"]
        ),
    ]

    /// Everything that is found in a text, sentence by sentence.
    static func findings(in text: String) -> [Finding] {
        sentences(of: text).compactMap { sentence in
            let lowered = sentence.lowercased()
            for (intent, words) in rules {
                if let evidence = words.first(where: { contains(lowered, word: $0) }) {
                    return Finding(intent: intent, sentence: sentence, evidence: evidence)
                }
            }
            return sentence.hasSuffix("?") ? Finding(intent: .question, sentence: sentence, evidence: "?") : nil
        }
    }

    private static func sentences(of text: String) -> [String] {
        var sentences: [String] = []
        var current = ""
        for character in text {
            let isEnd = ".?!".contains(character)
            if !character.isNewline { current.append(character) }
            if isEnd || character.isNewline {
                sentences.append(trimmed(current))
                current = ""
            }
        }
        return (sentences + [trimmed(current)]).filter { $0.contains { $0.isLetter } }
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// Whether the words stand there as whole words.
    private static func contains(_ text: String, word: String) -> Bool {
        var rest = text[...]
        while let range = rest.firstRange(of: word) {
            let before = rest[..<range.lowerBound].last ?? text[..<range.lowerBound].last
            let after = rest[range.upperBound...].first
            if before?.isLetter != true, after?.isLetter != true { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }
}
