import JSON
import Testing

@Suite struct JSONEditorTests {
    private func edit(_ text: String, _ change: (inout JSONEditor, JSONDocument) throws -> Void) throws -> String {
        let document = try JSONDocument(parsing: text)
        var editor = JSONEditor(document)
        try change(&editor, document)
        return String(decoding: try editor.apply(), as: UTF8.self)
    }

    private func array(_ document: JSONDocument) throws -> JSONArray { try #require(document.root.array) }
    private func object(_ document: JSONDocument) throws -> JSONObject { try #require(document.root.object) }

    @Test func `changes nothing without edits`() throws {
        #expect(try edit(" { \"a\" : [ ] } ") { _, _ in } == " { \"a\" : [ ] } ")
    }

    @Test func `replaces values and keys in place`() throws {
        let result = try edit(" {\"id\" : 1 , \"p\" : { \"x\":1.50 } } ") { editor, document in
            editor.replace(try #require(document.root["id"]), with: "seven")
            editor.replace(try #require(document.root["p"]?["x"]), withRaw: Array("2e0".utf8))
            editor.rename(try #require(document.root.object?.first), to: "ID")
        }
        #expect(result == " {\"ID\" : \"seven\" , \"p\" : { \"x\":2e0 } } ")
        #expect(try edit("[1]") { $0.replace($1.root, with: nil) } == "null")
    }

    @Test func `inserts elements`() throws {
        let cases: [(String, [Int], String)] = [
            ("[ ]", [0], "[0 ]"), ("[]", [0, 0], "[0,1]"), ("[ a ]", [0], "[ 0,a ]"), ("[ a ]", [1], "[ a,0 ]"),
            ("[ a , b ]", [1], "[ a , 0,b ]"), ("[ a , b ]", [0, 1, 2, 2], "[ 0,a , 1,b,2,3 ]"),
        ]
        for (text, positions, expected) in cases {
            let result = try edit(text.replacing("a", with: "11").replacing("b", with: "22")) { editor, document in
                for (number, position) in positions.enumerated() {
                    editor.insert(JSON(number), into: try array(document), at: position)
                }
            }
            #expect(result == expected.replacing("a", with: "11").replacing("b", with: "22"))
        }
    }

    @Test func `removes elements with the separators they leave`() throws {
        let cases: [([Int], String)] = [
            ([0], "[ 2 ,\n3 ]"), ([1], "[ 1 , 3 ]"), ([2], "[ 1 , 2 ]"), ([0, 1], "[ 3 ]"), ([1, 2], "[ 1 ]"),
            ([0, 2], "[ 2 ]"),
            ([0, 1, 2], "[  ]"),
        ]
        for (positions, expected) in cases {
            let result = try edit("[ 1 , 2 ,\n3 ]") { editor, document in
                for position in positions { editor.remove(at: position, from: try array(document)) }
            }
            #expect(result == expected)
        }
    }

    @Test func `sets and removes members`() throws {
        let text = #"{ "a" : 1, "b":2, "a":3 }"#
        #expect(try edit(text) { $0.set("a", to: 9, in: try object($1)) } == #"{ "a" : 1, "b":2, "a":9 }"#)
        #expect(try edit(text) { $0.set("c\n", to: [], in: try object($1)) } == #"{ "a" : 1, "b":2, "a":3,"c\n":[] }"#)
        #expect(try edit(text) { $0.remove("a", from: try object($1)) } == #"{ "b":2 }"#)
        #expect(try edit(text) { $0.remove("x", from: try object($1)) } == text)
        #expect(try edit(text) { $0.remove(at: 1, from: try object($1)) } == #"{ "a" : 1, "a":3 }"#)
        #expect(try edit("{}") { $0.set("k", to: true, in: try object($1)) } == #"{"k":true}"#)
        let first = try edit(text) { $0.insert("z", 0, into: try object($1), at: 0) }
        #expect(first == #"{ "z":0,"a" : 1, "b":2, "a":3 }"#)
    }

    @Test func `inserts and removes in one go, at several depths`() throws {
        let result = try edit("[[1,2],[3,4],5]") { editor, document in
            let outer = try array(document)
            editor.remove(at: 2, from: outer)
            editor.insert(9, into: outer, at: 3)
            editor.insert(0, into: outer, at: 0)
            editor.remove(at: 0, from: try #require(outer.first?.array))
            editor.replace(try #require(document.root[["0", "1"]]), with: "two")
            let second = try #require(document.root[1]?.array)
            editor.remove(at: 0, from: second)
            editor.remove(at: 1, from: second)
            editor.insert(7, into: second, at: 1)
        }
        #expect(result == #"[0,["two"],[7],9]"#)
    }

    @Test func `refuses edits that contradict each other`() throws {
        func expectConflict(_ change: (inout JSONEditor, JSONDocument) throws -> Void) {
            let error = #expect(throws: JSONError.self) { try edit("[[1],2]", change) }
            #expect(error?.code == .conflictingEdits)
        }
        expectConflict { editor, document in
            editor.replace(document.root, with: 1)
            editor.replace(document.root, with: 2)
        }
        expectConflict { editor, document in
            editor.replace(try #require(document.root[0]), with: 1)
            editor.insert(2, into: try #require(document.root[0]?.array), at: 0)
        }
        expectConflict { editor, document in
            editor.remove(at: 0, from: try array(document))
            editor.replace(try #require(document.root[0]), with: 1)
        }
        expectConflict { editor, document in
            editor.remove(at: 1, from: try array(document))
            editor.replace(try #require(document.root[1]), with: 1)
        }
    }
}
