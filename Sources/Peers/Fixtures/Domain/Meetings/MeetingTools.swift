internal import JSON
internal import MCP
internal import MCPServer
internal import Reactor

/// Meetings as tools, resources and prompts.
enum MeetingTools {
    static func add(to server: MCPServer, items: Int) throws {
        let meetings = SharedMeetings(items)
        try addInformation(meetings, to: server)
        try addIntents(meetings, to: server)
        try addWebhook(meetings, to: server)
        try addTranscripts(meetings, to: server)
        try addSummary(meetings, to: server)
    }

    private static let meetingID = Schemas.text("the meeting's id, such as m-1")

    private static func addInformation(_ meetings: SharedMeetings, to server: MCPServer) throws {
        try server.add(
            Tool(
                name: "meeting_info",
                description: "Tells about a meeting",
                inputSchema: Schemas.object([("meetingId", meetingID)]),
                outputSchema: Schemas.object([
                    ("id", ["type": "string"]), ("title", ["type": "string"]), ("start", ["type": "string"]),
                    ("minutes", ["type": "integer"]),
                    ("participants", ["type": "array", "items": ["type": "string"]]),
                    ("transcript", ["type": "string"]),
                ]),
                annotations: .looking
            )
        ) { call in
            let id = call.string("meetingId") ?? ""
            guard let meeting = meetings.meeting(id) else { return .failure("there is no meeting \(id)") }
            return .structured([
                "id": .string(id), "title": .string(meeting.title), "start": .string(meeting.start),
                "minutes": JSON(meeting.minutes), "participants": .array(of: meeting.participants),
                "transcript": .string(uri(of: id)),
            ])
        }
    }

    private static func addIntents(_ meetings: SharedMeetings, to server: MCPServer) throws {
        try server.add(
            Tool(
                name: "intent_detect",
                description: "Finds tasks, follow-ups, decisions, questions, commitments and appointments in a text",
                inputSchema: Schemas.object(
                    [("transcriptionText", Schemas.text("what was said")), ("meetingId", meetingID)],
                    required: 0
                ),
                outputSchema: Schemas.object([("intents", ["type": "array", "items": ["type": "object"]])]),
                annotations: .looking
            )
        ) { call in
            let said = call.string("meetingId").flatMap(meetings.meeting)?.transcript.map(\.text).joined(separator: " ")
            guard let text = call.string("transcriptionText") ?? said else {
                return .failure("expected a transcriptionText or the meetingId of a meeting, saw neither")
            }
            let findings = MeetingIntent.findings(in: text).map { finding -> JSON in
                [
                    "intent": .string(finding.intent.rawValue), "sentence": .string(finding.sentence),
                    "evidence": .string(finding.evidence),
                ]
            }
            return .structured(["intents": .array(findings)])
        }
    }

    private static func addWebhook(_ meetings: SharedMeetings, to server: MCPServer) throws {
        let gate = SharedGate()
        try server.add(
            Tool(
                name: "webhook",
                description: """
                    Takes an event that its sender signed: the hexadecimal HMAC-SHA256 of the timestamp, a point and the \
                    payload. A payload names a meetingId and an eventType.
                    """,
                inputSchema: Schemas.object([
                    ("payload", Schemas.text("the event, as JSON text")),
                    ("timestamp", ["type": "integer", "description": "when it was sent, in seconds since 1970"]),
                    ("signature", Schemas.text("the signature")),
                ]),
                annotations: ToolAnnotations(readOnly: false, destructive: false, idempotent: false, openWorld: false)
            )
        ) { [weak server] call in
            let payload = call.string("payload") ?? ""
            let timestamp = call["timestamp"]?.int64 ?? 0
            do {
                try gate.admit(payload, at: timestamp, signature: call.string("signature") ?? "")
            } catch let refusal as WebhookGate.Refusal {
                return .failure(refusal.rawValue)
            }
            guard let event = try? JSONDocument(parsing: payload).root, let id = event["meetingId"]?.string,
                let kind = event["eventType"]?.string
            else { return .failure("expected a meetingId and an eventType in the payload, saw \(payload)") }
            guard kind == "Transcription completed" else {
                return .failure("expected the event \"Transcription completed\", saw \(kind)")
            }
            guard let meeting = meetings.completeTranscript(of: id) else {
                return .failure("there is no meeting \(id)")
            }
            server?.resourceUpdated(uri(of: id))
            return .structured(["meetingId": .string(id), "revision": JSON(meeting.revision)])
        }
    }

    private static func addTranscripts(_ meetings: SharedMeetings, to server: MCPServer) throws {
        let template = ResourceTemplate(
            uriTemplate: "meeting://{id}/transcript",
            name: "The transcript of a meeting",
            description: "What was said, line by line",
            mimeType: "text/plain"
        )
        try server.add(template) { read in
            guard let meeting = meetings.meeting(read.variables["id"] ?? "") else {
                throw ServerError.noSuchResource(read.uri)
            }
            return [ResourceContents(uri: read.uri, mimeType: "text/plain", text: meeting.text)]
        }
        server.complete(.resource(template.uriTemplate), argument: "id") { value, _ in meetings.complete(value) }
    }

    private static func addSummary(_ meetings: SharedMeetings, to server: MCPServer) throws {
        let prompt = Prompt(
            name: "meeting_summary",
            description: "Asks for the summary of a meeting",
            arguments: [PromptArgument(name: "meetingId", description: "the meeting", required: true)]
        )
        try server.add(prompt) { call in
            let id = call["meetingId"] ?? ""
            guard let meeting = meetings.meeting(id) else {
                throw ServerError.noSuchResource(uri(of: id))
            }
            let contents = ResourceContents(uri: uri(of: id), mimeType: "text/plain", text: meeting.text)
            let request = "Summarise the meeting \"\(meeting.title)\" in three sentences, then list what was decided."
            return PromptResult(
                description: "The summary of \(id)",
                messages: [PromptMessage(.user, .resource(contents)), PromptMessage(.user, .text(request))]
            )
        }
        server.complete(.prompt(prompt.name), argument: "meetingId") { value, _ in meetings.complete(value) }
    }

    private static func uri(of id: String) -> String { "meeting://\(id)/transcript" }
}

/// The meetings as all callers share them.
private final class SharedMeetings: Sendable {
    private let store: Locked<MeetingStore>

    init(_ items: Int) { store = Locked(MeetingStore(more: items)) }

    func meeting(_ id: String) -> MeetingStore.Meeting? { store.withLock { $0.meeting(id) } }
    func completeTranscript(of id: String) -> MeetingStore.Meeting? {
        store.withLock { $0.completeTranscript(of: id) }
    }
    func complete(_ beginning: String) -> Completion {
        let ids = store.withLock { $0.ids.filter { $0.hasPrefix(beginning) } }
        return Completion(Array(ids.prefix(100)), total: ids.count, hasMore: ids.count > 100)
    }
}

/// The gate as all callers share it.
private final class SharedGate: Sendable {
    private let gate = Locked(WebhookGate())

    func admit(_ payload: String, at timestamp: Int64, signature: String) throws {
        try gate.withLock { gate in
            try gate.admit(payload, at: timestamp, signature: signature, now: WallClock.now.seconds)
        }
    }
}
