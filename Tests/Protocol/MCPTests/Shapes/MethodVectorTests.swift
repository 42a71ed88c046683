import JSON
import JSONRPC
import MCP
import Testing

/// A message of every method in every revision, right, and wrong in every place.
@Suite struct MethodVectorTests {
    /// A message made from the table, the pointer to what was sampled, and the parts of that.
    struct Vector {
        let message: JSON
        let base: JSONPointer
        let sample: ShapeSample
        let sender: Side
        let answering: String?
    }

    private func vectors(_ revision: Revision) -> [Vector] {
        MethodTable.methods(in: revision).filter { $0.kind != .inputRequest }.flatMap { method in
            [true, false].flatMap { isFull in
                calls(method, revision, isFull: isFull) + results(method, revision, isFull: isFull)
            }
        }
    }

    private func calls(_ method: Method, _ revision: Revision, isFull: Bool) -> [Vector] {
        let sample = ShapeSample(of: method.params, in: revision, isFull: isFull)
        var members: [(key: String, value: JSON)] = [("jsonrpc", "2.0"), ("method", .string(method.name))]
        if method.kind == .request { members.append((key: "id", value: 7)) }
        if method.needsParams || isFull { members.append((key: "params", value: sample.json)) }
        return method.senders.map { sender in
            Vector(message: .object(members), base: ["params"], sample: sample, sender: sender, answering: nil)
        }
    }

    private func results(_ method: Method, _ revision: Revision, isFull: Bool) -> [Vector] {
        guard method.kind == .request, let result = method.result else { return [] }
        var shapes = [result]
        if method.takesInput { shapes.append("InputRequiredResult") }
        if method.makesTasks { shapes.append("CreateTaskResult") }
        return shapes.flatMap { shape in
            let sample = ShapeSample(of: shape, in: revision, isFull: isFull)
            let message: JSON = .object([("jsonrpc", "2.0"), ("id", "a"), ("result", sample.json)])
            return method.senders.map { sender in
                Vector(message: message, base: ["result"], sample: sample, sender: sender.other, answering: method.name)
            }
        }
    }

    private func findings(_ json: JSON, _ vector: Vector, _ revision: Revision) throws -> [ShapeFinding] {
        let value = try JSONDocument(parsing: json.encoded()).root
        guard let message = try? Message(value, reading: .tolerant) else { return [] }
        return MessageShapes.findings(
            in: message,
            revision: revision,
            sender: vector.sender,
            answering: vector.answering
        )
    }

    @Test(arguments: Revision.all)
    func `right messages are right`(_ revision: Revision) throws {
        let vectors = vectors(revision)
        #expect(vectors.count > 70)
        for vector in vectors { #expect(try findings(vector.message, vector, revision) == [], "\(vector.message)") }
    }

    @Test(arguments: Revision.all)
    func `a member that is missing is named`(_ revision: Revision) throws {
        var count = 0
        for vector in vectors(revision) {
            for part in vector.sample.parts where part.isRequired {
                let place = JSONPointer(vector.base.tokens + part.pointer.tokens)
                guard let message = vector.message.replacing(place, with: nil), message != vector.message else {
                    continue
                }
                // Without its task the result of a task is nothing that could be told from another.
                if place == ["result", "task"] { continue }
                let found = try findings(message, vector, revision)
                #expect(found.contains { $0.kind == .missing && $0.pointer == place }, "\(place) \(message) \(found)")
                count += 1
            }
        }
        #expect(count > 100)
    }

    @Test(arguments: Revision.all)
    func `a member of a wrong type is named`(_ revision: Revision) throws {
        var count = 0
        for vector in vectors(revision) {
            for part in vector.sample.parts where !part.pointer.isRoot {
                let place = JSONPointer(vector.base.tokens + part.pointer.tokens)
                guard let wrong = part.wrong, let message = vector.message.replacing(place, with: wrong),
                    message != vector.message
                else { continue }
                let found = try findings(message, vector, revision)
                let isNamed = found.contains { finding in
                    // A value that may be of several types, and is of another of them, is wrong further in.
                    finding.pointer.tokens.starts(with: place.tokens)
                }
                #expect(isNamed, "\(place) \(message) \(found)")
                count += 1
            }
        }
        #expect(count > 250)
    }

    @Test func `methods of other revisions are not known, nor those of the other side`() throws {
        for revision in Revision.all {
            for name in MethodTable.names {
                let rows = MethodTable.history(of: name)
                guard let row = rows.first, row.kind != .inputRequest else { continue }
                let isRequest = rows.contains { $0.kind == .request }
                let value = try JSONDocument(
                    parsing: #"{"jsonrpc":"2.0","method":"\#(name)"\#(isRequest ? #","id":1"# : "")}"#
                ).root
                let message = try Message(value)
                let kinds = Side.allCases.map { side in
                    MessageShapes.findings(in: message, revision: revision, sender: side).map(\.kind)
                }
                guard let known = Method.named(name, in: revision) else {
                    #expect(kinds.allSatisfy { $0.contains(.unknownMethod) }, "\(name) \(revision)")
                    continue
                }
                for (side, found) in zip(Side.allCases, kinds) {
                    let isPlaced = known.isSent(by: side) && known.kind != .inputRequest
                    #expect(found.contains(.misplacedMethod) != isPlaced, "\(name) \(revision) \(side)")
                }
            }
        }
    }
}
