import Testing

@testable import Fixtures

@Suite struct MeetingTests {
    @Test func `tells what sentences are about`() {
        let text = """
            We decided to release on Friday. Who writes the notes? Alan, please write them.
            I will send them on Thursday! Let's meet on Thursday at noon. I need to follow up with the printers.
            The sun shone
            """
        let findings = MeetingIntent.findings(in: text)
        #expect(
            findings.map(\.intent)
                == [.decision, .question, .taskAssignment, .commitment, .meetingScheduled, .followUp]
        )
        #expect(findings.map(\.evidence) == ["we decided", "?", "please", "i will", "let's meet", "follow up"])
        #expect(findings[2].sentence == "Alan, please write them.")
    }

    @Test func `takes whole words only`() {
        #expect(MeetingIntent.findings(in: "He was displeased. Naomi will come.").isEmpty)
        #expect(MeetingIntent.findings(in: "").isEmpty)
        #expect(MeetingIntent.findings(in: "... !!! ???").isEmpty)
    }

    @Test func `knows meetings and makes more of them`() {
        let store = MeetingStore(more: 3)
        #expect(store.ids == ["m-1", "m-2", "m-1000", "m-1001", "m-1002"])
        for id in store.ids { #expect(store.meeting(id)?.id == id) }
        for id in ["m-3", "m-1003", "m-999", "m-01000", "m-", "x"] { #expect(store.meeting(id) == nil) }
        #expect(store.meeting("m-1")?.text.hasPrefix("[0:00] Ada: We decided to release on Friday.\n") == true)
    }

    @Test func `a completed transcript grows, but not for ever`() {
        var store = MeetingStore()
        for _ in 0..<200 { _ = store.completeTranscript(of: "m-2") }
        #expect(store.meeting("m-2")?.revision == 201)
        #expect(store.meeting("m-2")?.transcript.count == 50)
        #expect(store.meeting("m-2")?.transcript.last?.text == "Revision 201 is complete.")
        let missing = store.completeTranscript(of: "m-9")
        #expect(missing == nil)
    }

    @Test func `lets signed events in once and while they are fresh`() throws {
        var gate = WebhookGate()
        let signature = try WebhookGate.signature(of: "{}", at: 1000)
        #expect(signature.count == 64)
        try gate.admit("{}", at: 1000, signature: signature, now: 1100)
        #expect(throws: WebhookGate.Refusal.replay) { try gate.admit("{}", at: 1000, signature: signature, now: 1100) }
        #expect(throws: WebhookGate.Refusal.replay) {
            try gate.admit("{}", at: 1000, signature: signature.uppercased(), now: 1100)
        }
        #expect(throws: WebhookGate.Refusal.signature) {
            try gate.admit("{ }", at: 1000, signature: signature, now: 1100)
        }
        #expect(throws: WebhookGate.Refusal.signature) {
            try gate.admit("{}", at: 1001, signature: signature, now: 1100)
        }
        #expect(throws: WebhookGate.Refusal.signature) { try gate.admit("{}", at: 1000, signature: "", now: 1100) }
        let old = try WebhookGate.signature(of: "{}", at: 500)
        #expect(throws: WebhookGate.Refusal.age) { try gate.admit("{}", at: 500, signature: old, now: 1100) }
    }
}
