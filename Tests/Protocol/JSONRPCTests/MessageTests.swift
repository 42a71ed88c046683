import JSON
import JSONRPC
import Testing

@Suite struct MessageTests {
    func read(_ text: String, _ reading: MessageReading = .strict) throws -> Message {
        try Message(JSONDocument(parsing: text).root, reading: reading)
    }

    func refusal(_ text: String) throws -> MessageError? {
        let document = try JSONDocument(parsing: text)
        do {
            _ = try Message(document.root)
            return nil
        } catch {
            return error
        }
    }

    @Test func `tells the four kinds apart`() throws {
        guard case .request(let request) = try read(#"{"jsonrpc":"2.0","id":"a","method":"m","params":{"x":1}}"#) else {
            Issue.record("no request")
            return
        }
        #expect(request.id == "a" && request.method == "m" && request.params?["x"]?.int64 == 1)
        guard case .notification(let notification) = try read(#"{"jsonrpc":"2.0","method":"n"}"#) else {
            Issue.record("no notification")
            return
        }
        #expect(notification.method == "n" && notification.params == nil)
        guard case .result(let response) = try read(#"{"result":{"ok":true},"id":7,"jsonrpc":"2.0"}"#) else {
            Issue.record("no result")
            return
        }
        #expect(response.id == 7 && response.result["ok"]?.bool == true)
        let text = #"{"jsonrpc":"2.0","error":{"code":-32601,"message":"no","data":[1]}}"#
        guard case .failure(let failure) = try read(text) else {
            Issue.record("no error")
            return
        }
        #expect(failure.id == nil && failure.error == ErrorObject(-32601, "no", data: [1]))
    }

    @Test func `says which member is wrong, and keeps the id to answer with`() throws {
        let vectors: [(text: String, code: MessageError.Code, pointer: String, id: RequestID?)] = [
            (#"[]"#, .notAnObject, "", nil),
            (#"{"jsonrpc":"1.0","id":1,"method":"m"}"#, .version, "/jsonrpc", 1),
            (#"{"id":1,"method":"m"}"#, .version, "/jsonrpc", 1),
            (#"{"jsonrpc":"2.0","id":1}"#, .kind, "", 1),
            (#"{"jsonrpc":"2.0","id":1,"method":"m","result":{}}"#, .kind, "", 1),
            (#"{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":""}}"#, .kind, "", 1),
            (#"{"jsonrpc":"2.0","id":null,"method":"m"}"#, .id, "/id", nil),
            (#"{"jsonrpc":"2.0","id":true,"method":"m"}"#, .id, "/id", nil),
            (#"{"jsonrpc":"2.0","id":1.5,"method":"m"}"#, .id, "/id", .number(JSONNumber("1.5") ?? JSONNumber(0))),
            (#"{"jsonrpc":"2.0","id":1,"method":5}"#, .method, "/method", 1),
            (#"{"jsonrpc":"2.0","id":1,"method":"m","params":[1]}"#, .params, "/params", 1),
            (#"{"jsonrpc":"2.0","id":1,"error":{"code":"1","message":""}}"#, .error, "/error", 1),
            (#"{"jsonrpc":"2.0","id":1,"method":"m","method":"n"}"#, .duplicate, "/method", 1),
        ]
        for vector in vectors {
            let refusal = try refusal(vector.text)
            #expect(refusal?.code == vector.code, "\(vector.text)")
            #expect(refusal?.pointer.description == vector.pointer, "\(vector.text)")
            #expect(refusal?.id == vector.id, "\(vector.text)")
        }
        #expect(try refusal(#"{"jsonrpc":"2.0","id":{},"result":{}}"#)?.isResponse == true)
    }

    @Test func `strict reading wants the ids that the protocol has in answers too`() throws {
        #expect(try refusal(#"{"jsonrpc":"2.0","id":1.5,"result":{}}"#)?.code == .id)
        #expect(try refusal(#"{"jsonrpc":"2.0","id":1.5,"error":{"code":1,"message":""}}"#)?.code == .id)
        #expect(try refusal(#"{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":""}}"#) == nil)
        #expect(try read(#"{"jsonrpc":"2.0","id":1.5,"result":{}}"#, .tolerant).id != nil)
    }

    @Test func `tolerant reading forgets the nulls that stand for nothing`() throws {
        let all = #"{"jsonrpc":"2.0","id":1,"method":null,"params":null,"result":{"a":1},"error":null}"#
        guard case .result = try read(all, .tolerant) else {
            Issue.record("no result")
            return
        }
        guard
            case .failure(let failure) = try read(
                #"{"jsonrpc":"2.0","id":1,"result":null,"error":{"code":3,"message":"m"}}"#,
                .tolerant
            )
        else {
            Issue.record("no error")
            return
        }
        #expect(failure.error.code == 3)
        guard
            case .request(let request) = try read(
                #"{"jsonrpc":"2.0","id":1,"method":"m","params":null,"result":null,"error":null}"#,
                .tolerant
            )
        else {
            Issue.record("no request")
            return
        }
        #expect(request.params == nil)
        guard case .result(let null) = try read(#"{"jsonrpc":"2.0","id":1,"result":null}"#, .tolerant) else {
            Issue.record("no result")
            return
        }
        #expect(null.result.isNull)
        #expect(try refusal(#"{"jsonrpc":"2.0","id":1,"method":"m","params":null}"#)?.code == .params)
    }

    @Test func `tolerant reading takes what the field sends`() throws {
        for text in [
            #"{"id":"","error":{"message":"x"}}"#, #"{"jsonrpc":"2.0","id":{},"error":{"code":0,"message":"x"}}"#,
        ] {
            guard case .failure = try read(text, .tolerant) else {
                Issue.record("\(text)")
                continue
            }
        }
    }
}

@Suite struct RequestIDTests {
    func id(_ text: String) throws -> RequestID? { RequestID(try JSONDocument(parsing: text).root) }

    @Test func `strings and numbers are never the same`() throws {
        #expect(try id("1") != id("\"1\""))
        #expect(try id("null") == nil)
    }

    @Test func `numbers are compared digit by digit`() throws {
        #expect(try id("9007199254740993") != id("9007199254740992"))
        #expect(try id("9223372036854775808") != id("9223372036854775809"))
        #expect(try id("1") == id("1.0") && id("1")?.hashValue == id("1.0")?.hashValue)
        #expect(try id("1.5") != id("1"))
    }

    @Test func `a number goes out as it came in`() throws {
        for text in ["0", "-1", "1.0", "1e3", "123456789012345678901234567890", "\"a\\\"b\""] {
            #expect(try id(text)?.description == text)
        }
    }
}

@Suite struct MessageWriterTests {
    @Test func `writes what reading understands`() throws {
        let request = try Message(JSONDocument(parsing: MessageWriter.request(1, "m", params: ["a": 1])).root)
        #expect(request.id == 1 && request.method == "m" && request.params?["a"]?.int64 == 1)
        #expect(
            String(decoding: MessageWriter.failure(nil, ErrorObject(-32700, "bad")), as: UTF8.self)
                == #"{"jsonrpc":"2.0","error":{"code":-32700,"message":"bad"}}"#
        )
        #expect(
            String(decoding: MessageWriter.result("x", raw: Array("{}".utf8)), as: UTF8.self)
                == #"{"jsonrpc":"2.0","id":"x","result":{}}"#
        )
        #expect(
            String(decoding: MessageWriter.notification("n"), as: UTF8.self) == #"{"jsonrpc":"2.0","method":"n"}"#
        )
    }
}
