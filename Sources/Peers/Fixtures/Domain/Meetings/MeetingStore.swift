internal import Text

/// Meetings, what was said in them, and how far their transcripts are.
struct MeetingStore: Sendable {
    /// Something that somebody said.
    struct Utterance: Sendable, Equatable {
        let second: Int
        let speaker: String
        let text: String
    }

    /// A meeting.
    struct Meeting: Sendable, Equatable {
        let id: String
        let title: String
        let start: String
        let minutes: Int
        let participants: [String]
        var transcript: [Utterance]
        /// How often its transcript was completed.
        var revision = 1

        /// The transcript as text, one line for each utterance.
        var text: String {
            transcript.map {
                "[\($0.second / 60):\($0.second % 60 < 10 ? "0" : "")\($0.second % 60)] \($0.speaker): \($0.text)"
            }
            .joined(separator: "\n") + "\n"
        }
    }

    private var meetings: [String: Meeting]
    private let generated: Int

    /// The meetings of the fixtures, and so many more.
    init(more count: Int = 0) {
        generated = count
        meetings = Dictionary(uniqueKeysWithValues: Self.fixed.map { ($0.id, $0) })
    }

    /// The ids of all meetings, in order.
    var ids: [String] { Self.fixed.map(\.id) + (0..<generated).map { "m-\(1000 + $0)" } }

    /// The meeting of this id.
    func meeting(_ id: String) -> Meeting? {
        if let meeting = meetings[id] { return meeting }
        guard id.hasPrefix("m-"), let number = Int(id.dropFirst(2)), id == "m-\(number)" else { return nil }
        return (1000..<1000 + generated).contains(number) ? Self.generated(number) : nil
    }

    /// Notes that the transcript of a meeting was completed; nil when there is no such meeting.
    mutating func completeTranscript(of id: String) -> Meeting? {
        guard var meeting = meeting(id) else { return nil }
        meeting.revision += 1
        let last = meeting.transcript.last?.second ?? 0
        meeting.transcript.append(
            Utterance(second: last + 30, speaker: "Scribe", text: "Revision \(meeting.revision) is complete.")
        )
        // A transcript that is completed again and again keeps its beginning and its last lines.
        if meeting.transcript.count > 50 { meeting.transcript.remove(at: 10) }
        meetings[id] = meeting
        return meeting
    }

    private static func generated(_ number: Int) -> Meeting {
        Meeting(
            id: "m-\(number)",
            title: "Weekly \(number)",
            start: Timestamp(unixSeconds: 1_768_000_000 + Int64(number) * 3600)?.formatted() ?? "",
            minutes: 15 + number % 4 * 15,
            participants: ["Ada", "Grace"],
            transcript: [Utterance(second: 0, speaker: "Ada", text: "This is weekly \(number).")]
        )
    }

    private static let fixed = [
        Meeting(
            id: "m-1",
            title: "Release planning",
            start: "2026-02-02T10:00:00Z",
            minutes: 30,
            participants: ["Ada", "Grace", "Alan"],
            transcript: [
                Utterance(second: 0, speaker: "Ada", text: "We decided to release on Friday."),
                Utterance(second: 12, speaker: "Grace", text: "Who writes the notes?"),
                Utterance(second: 20, speaker: "Ada", text: "Alan, please write the release notes."),
                Utterance(second: 31, speaker: "Alan", text: "I will send them on Thursday."),
                Utterance(second: 45, speaker: "Grace", text: "Let's meet on Thursday at noon."),
                Utterance(second: 58, speaker: "Ada", text: "I need to follow up with the printers."),
            ]
        ),
        Meeting(
            id: "m-2",
            title: "Budget",
            start: "2026-02-03T14:00:00Z",
            minutes: 45,
            participants: ["Barbara", "Edsger"],
            transcript: [
                Utterance(second: 0, speaker: "Barbara", text: "The budget grew by a tenth."),
                Utterance(second: 15, speaker: "Edsger", text: "Why did it grow?"),
            ]
        ),
    ]
}
