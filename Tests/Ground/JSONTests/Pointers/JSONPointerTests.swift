import JSON
import Testing

@Suite struct JSONPointerTests {
    @Test func `resolves the examples of RFC 6901`() throws {
        let document = try JSONDocument(
            parsing: #"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#
        )
        let cases: [(String, String)] = [
            ("/foo", #"["bar","baz"]"#), ("/foo/0", #""bar""#), ("/", "0"), ("/a~1b", "1"), ("/c%d", "2"),
            ("/e^f", "3"), ("/g|h", "4"),
            ("/i\\j", "5"), ("/k\"l", "6"), ("/ ", "7"), ("/m~0n", "8"),
        ]
        for (text, expected) in cases {
            let pointer = try JSONPointer(parsing: text)
            #expect(document[pointer]?.rawText == expected)
            #expect(document[pointer]?.pointer == pointer)
            #expect(pointer.description == text)
        }
        #expect(document[.root]?.rawText == document.root.rawText)
        #expect(try JSONPointer(parsing: "") == .root)
    }

    @Test func `names no value outside the document`() throws {
        let document = try JSONDocument(parsing: #"{"a":[1,{"01":2}],"b":"x"}"#)
        for text in [
            "/x", "/a/2", "/a/-", "/a/01", "/a/+1", "/a/1e0", "/a/99999999999999999999", "/a/", "/b/0", "/a/0/0",
            "/a/1/1",
        ] {
            let pointer = try JSONPointer(parsing: text)
            #expect(document[pointer] == nil, "\(text)")
            let error = #expect(throws: JSONError.self) { try document.value(at: pointer) }
            #expect(error?.code == .pointerNotFound)
        }
        #expect(try document.value(at: ["a", "1", "01"]).int64 == 2)
        let error = #expect(throws: JSONError.self) { try document.value(at: ["a", "2", "x"]) }
        #expect(
            error?.description
                == "expected a value at /a/2/x, saw no \"2\" in the array at \"/a\" at byte 5 (line 1, column 6)"
        )
    }

    @Test func `refuses what RFC 6901 does not allow`() {
        for text in ["a", "a/b", "/~", "/~2", "/a~", "#/a", "/a~/b"] {
            let error = #expect(throws: JSONError.self) { try JSONPointer(parsing: text) }
            #expect(error?.code == .invalidPointer)
        }
    }

    @Test func `escapes and unescapes any token`() throws {
        for tokens in [[""], ["", ""], ["~1"], ["~01", "/"], ["a", "é", "\u{0}"], ["~~//~0"]] {
            #expect(try JSONPointer(parsing: JSONPointer(tokens).description).tokens == tokens)
        }
    }

    @Test func `goes up and down`() {
        let pointer: JSONPointer = ["a", "0"]
        #expect(JSONPointer.root.appending("a").appending(0) == pointer)
        #expect(pointer.parent == ["a"])
        #expect(JSONPointer.root.parent == nil)
        #expect(JSONPointer.root.isRoot)
        #expect(JSONPointer(["é"]) != JSONPointer(["e\u{301}"]))
    }
}
