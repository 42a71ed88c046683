import JSON
import JSONRPC
import Testing

@Suite struct MessageBatchTests {
    private let request = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
    private let notification = #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#
    private let response = #"{"jsonrpc":"2.0","id":9,"result":{}}"#
    private let brokenResponse = #"{"jsonrpc":"2.0","id":{},"result":{}}"#

    private func batch(_ elements: String..., reading: MessageReading = .strict) throws -> MessageBatch {
        let document = try JSONDocument(parsing: "[" + elements.joined(separator: ",") + "]")
        return MessageBatch(try #require(document.root.array), reading: reading)
    }

    @Test func `what a batch consists of`() throws {
        #expect(try batch().content == .nothing)
        #expect(try batch(request, notification, "1").content == .calls)
        #expect(try batch(response, brokenResponse).content == .responses)
        #expect(try batch(request, response).content == .mixture)
        #expect(try batch(request, brokenResponse).content == .mixture)
    }

    @Test func `an element that is no message spoils none of the others`() throws {
        let batch = try batch("1", request, "[]", #"{"jsonrpc":"2.0","id":"x","method":7}"#, notification)
        #expect(batch.elements.count == 5 && batch.messages.count == 2)
        let errors = batch.elements.compactMap { if case .invalid(let error) = $0 { error } else { nil } }
        #expect(errors.map(\.code) == [.notAnObject, .notAnObject, .method] && errors[2].id == "x")
    }

    @Test func `answers are due to requests and to what is no message, not to what answers`() throws {
        #expect(try batch(request, notification, response, brokenResponse, "1").repliesDue == 2)
        #expect(try batch(notification, notification).repliesDue == 0)
    }

    @Test func `ids that stand twice are told, and strings are not numbers`() throws {
        let text = #"{"jsonrpc":"2.0","id":"1","method":"ping"}"#
        #expect(try batch(request, text).repeatedIDs == [])
        #expect(try batch(request, text, request, request, response).repeatedIDs == [1])
    }

    @Test func `several answers are written as one array`() throws {
        let answers = [MessageWriter.result(1, [:]), MessageWriter.result("a", [:])]
        #expect(
            String(decoding: MessageWriter.batch(answers), as: UTF8.self)
                == #"[{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","id":"a","result":{}}]"#
        )
        #expect(MessageWriter.batch([]) == Array("[]".utf8))
    }

    @Test func `the answer to what is no message has its id, or null, or none`() throws {
        let batch = try batch(#"{"jsonrpc":"2.0","id":5,"method":7}"#, #"{"jsonrpc":"2.0","id":1.5,"method":"m"}"#)
        let errors = batch.elements.compactMap { if case .invalid(let error) = $0 { error } else { nil } }
        let ids = try errors.map { error in
            try [false, true].map { nullID in
                try JSONDocument(parsing: MessageWriter.failure(error, nullID: nullID)).root["id"]?.rawText
            }
        }
        #expect(ids == [["5", "5"], [nil, "null"]])
    }
}
