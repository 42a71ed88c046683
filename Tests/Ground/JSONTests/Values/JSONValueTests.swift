import JSON
import Testing
import Text

@Suite struct JSONValueTests {
    @Test func `shows each kind by its own accessor and no other`() throws {
        let document = try JSONDocument(parsing: #"[null,true,false,1,"s",[0],{"k":0}]"#)
        let values = try #require(document.root.array).map { $0 }
        #expect(values.map(\.kind) == [.null, .bool, .bool, .number, .string, .array, .object])
        #expect(values.map(\.isNull) == [true, false, false, false, false, false, false])
        #expect(values.map(\.bool) == [nil, true, false, nil, nil, nil, nil])
        #expect(values.map(\.int64) == [nil, nil, nil, 1, nil, nil, nil])
        #expect(values.map(\.uint64) == [nil, nil, nil, 1, nil, nil, nil])
        #expect(values.map(\.double) == [nil, nil, nil, 1, nil, nil, nil])
        #expect(values.map(\.string) == [nil, nil, nil, nil, "s", nil, nil])
        #expect(values.map { $0.array != nil } == [false, false, false, false, false, true, false])
        #expect(values.map { $0.object != nil } == [false, false, false, false, false, false, true])
        #expect(values.map { $0["k"] != nil } == [false, false, false, false, false, false, true])
        #expect(values.map { $0[0] != nil } == [false, false, false, false, false, true, false])
    }

    @Test func `keeps the text of every value as it was written`() throws {
        let text = " {\"a\\u0062\" : [ 1.50 , -0 , 1E+2 ] ,\n\"s\":\"\\/\\u00e9\" } "
        let document = try JSONDocument(parsing: text)
        #expect(document.root.byteRange == 1..<(text.utf8.count - 1))
        #expect(document.root["ab"]?.rawText == "[ 1.50 , -0 , 1E+2 ]")
        #expect(document.root["ab"]?.array?.compactMap(\.number?.lexeme) == ["1.50", "-0", "1E+2"])
        #expect(document.root["s"]?.rawText == "\"\\/\\u00e9\"")
        #expect(document.root["s"]?.string == "/é")
        #expect(document.root.object?.map(\.keyRange) == [2..<11, 37..<40])
        #expect(document.bytes == Array(text.utf8))
    }

    @Test func `finds members by key, with and without escapes`() throws {
        let root = try JSONDocument(
            parsing: #"{"":0,"name":1,"n\u0061me2":2,"é":3,"\u00e9x":4,"a\"b":5,"\ud83d\ude00":6}"#
        ).root
        for (number, key) in ["", "name", "name2", "é", "éx", "a\"b", "😀"].enumerated() {
            #expect(root[key]?.int64 == Int64(number), "\(key)")
            #expect(root.object?.first { $0.hasKey(key) }?.value.int64 == Int64(number))
        }
        for key in ["nam", "names", "e\u{301}", "n\\u0061me2", "\u{0}"] { #expect(root[key] == nil) }
    }

    @Test func `walks arrays and objects in order`() throws {
        let root = try JSONDocument(parsing: #"{"b":[[],[1,[2]],{"x":{}},3],"a":{}}"#).root
        #expect(root.object?.map(\.key) == ["b", "a"])
        #expect(root.object?.map(\.value.rawText) == ["[[],[1,[2]],{\"x\":{}},3]", "{}"])
        let array = try #require(root["b"]?.array)
        #expect(array.map(\.rawText) == ["[]", "[1,[2]]", "{\"x\":{}}", "3"])
        #expect(array.element(at: 3)?.int64 == 3)
        #expect(array.element(at: 4) == nil)
        #expect(array.element(at: -1) == nil)
        #expect(array.first?.array?.isEmpty == true)
        #expect(root["a"]?.object?.isEmpty == true)
        #expect(root["b"]?.document.root["a"] != nil)
    }

    @Test func `places bytes in values, and values in the document`() throws {
        let document = try JSONDocument(parsing: "{\n\"a\":[10,{\"b/c~\":true}]}")
        #expect(document.value(atByte: 8)?.rawText == "10")
        #expect(document.value(atByte: 12)?.rawText == "true")
        #expect(document.value(atByte: 6)?.rawText == "[10,{\"b/c~\":true}]")
        #expect(document.value(atByte: 100) == nil)
        #expect(document.value(atByte: 12)?.pointer.description == "/a/1/b~1c~0")
        #expect(document.location(ofByte: 8) == document.location(ofByte: 8))
        #expect(document.location(ofByte: 8).line == 2)
        #expect(document.location(ofByte: 8).column == 7)
    }
}
