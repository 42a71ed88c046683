import JSON
import MCPClient
import Reactor
import Testing

@testable import Commands

@Suite struct InterviewerTests {
    private let form: JSON = [
        "type": "object",
        "properties": [
            "name": ["type": "string", "title": "Your name", "minLength": 2], "age": ["type": "integer"],
            "color": ["type": "string", "enum": ["red", "green"], "default": "red"],
        ], "required": ["name"],
    ]

    private final class Person: Sendable {
        private let lines: Locked<[String]>
        let heard = Locked<[String]>([])

        init(_ lines: [String]) { self.lines = Locked(lines) }

        func next() -> String? { lines.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
    }

    private func interviewer(
        _ lines: [String]?,
        answers: [(key: String, text: String)] = [],
        declines: Bool = false
    ) -> (Interviewer, Person) {
        let person = Person(lines ?? [])
        var interviewer = Interviewer(answers: answers, declines: declines) { line in
            person.heard.withLock { $0.append(line) }
        }
        if lines != nil { interviewer.ask = { _ in person.next() } }
        return (interviewer, person)
    }

    private func request(_ schema: JSON, url: String? = nil) -> ServerRequest {
        var params: [(key: String, value: JSON)] = [("message", "Who\u{1B}[2J are you?"), ("requestedSchema", schema)]
        if let url { params.append(("url", .string(url))) }
        return ServerRequest(method: "elicitation/create", params: .object(params))
    }

    @Test func `asks field by field until the answers fit`() async {
        let (interviewer, person) = interviewer(["", "A", "Ada", "old", "36", ""])
        let answer = await interviewer.fill(request(form))
        #expect(answer == .accept(["name": "Ada", "age": 36, "color": "red"]))
        let heard = person.heard.withLock { $0.joined(separator: "\n") }
        #expect(heard.contains("Who\\u{1B}[2J are you?"))
        #expect(heard.contains("Your name — text of at least 2 characters"))
        #expect(heard.contains("expected a whole number, saw \"old\""))
        #expect(heard.contains("\n    2. green"))
    }

    @Test func `leaves out what need not be filled in`() async {
        let (interviewer, _) = interviewer(["Ada", "", "2"])
        #expect(await interviewer.fill(request(form)) == .accept(["name": "Ada", "color": "green"]))
    }

    @Test func `says no, and goes away`() async {
        #expect(await interviewer(["!decline"]).0.fill(request(form)) == .decline)
        #expect(await interviewer(["!cancel"]).0.fill(request(form)) == .cancel)
        #expect(await interviewer([]).0.fill(request(form)) == .cancel)
        #expect(await interviewer(nil, declines: true).0.fill(request(form)) == .decline)
        #expect(await interviewer(Array(repeating: "A", count: 50)).0.fill(request(form)) == .cancel)
    }

    @Test func `takes answers that were given beforehand`() async {
        let given = [(key: "name", text: "Bob"), (key: "name", text: "Ada"), (key: "age", text: "7")]
        let (quiet, _) = interviewer(nil, answers: given)
        #expect(await quiet.fill(request(form)) == .accept(["name": "Ada", "age": 7, "color": "red"]))
        let (wrong, person) = interviewer(nil, answers: [(key: "name", text: "A")])
        #expect(await wrong.fill(request(form)) == .cancel)
        #expect(person.heard.withLock { $0.contains { $0.contains("--answer name: expected text") } })
    }

    @Test func `without a person nothing is made up`() async {
        let (interviewer, person) = interviewer(nil)
        #expect(await interviewer.fill(request(form)) == .cancel)
        #expect(person.heard.withLock { $0.last?.contains("Give --answer name=VALUE") } == true)
        #expect(await interviewer.fill(request(["type": "object", "properties": [:]])) == .cancel)
        #expect(await interviewer.visit(request([:], url: "https://e.org/")) == .cancel)
    }

    @Test func `shows a page and waits for consent`() async {
        let (willing, person) = interviewer(["y"])
        #expect(await willing.visit(request([:], url: "https://e.org/a")) == .accept())
        #expect(person.heard.withLock { $0.contains("  https://e.org/a") })
        #expect(await interviewer([""]).0.visit(request([:], url: "https://e.org/")) == .decline)
        #expect(await interviewer([]).0.visit(request([:], url: "https://e.org/")) == .cancel)
        #expect(await interviewer(nil, declines: true).0.visit(request([:], url: "https://e.org/")) == .decline)
        #expect(await interviewer(["yes"]).0.fill(request(["properties": [:]])) == .accept())
    }

    @Test func `declines to be a model`() {
        let (interviewer, person) = interviewer(nil)
        #expect(throws: HandlerRefusal.userRejected) { try interviewer.sample(request([:])) }
        #expect(person.heard.withLock { $0.first?.contains("declined") } == true)
    }
}
