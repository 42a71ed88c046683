import JSON
import TestKit
import Testing

@Suite struct JSONWriterTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func `places commas and colons`() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("a")
        writer.beginArray()
        writer.integer(1)
        writer.bool(true)
        writer.null()
        writer.beginObject()
        writer.endObject()
        writer.beginArray()
        writer.endArray()
        writer.endArray()
        writer.key("b\"")
        writer.string("x")
        writer.key("c")
        writer.verbatim("1.50".utf8)
        writer.endObject()
        #expect(text(writer.bytes) == #"{"a":[1,true,null,{},[]],"b\"":"x","c":1.50}"#)
    }

    @Test func `appends to what is there`() {
        var writer = JSONWriter(appendingTo: Array("data: ".utf8))
        writer.append(["a": 1])
        #expect(text(writer.bytes) == #"data: {"a":1}"#)
    }

    @Test func `lays out for people`() {
        let value: JSON = ["a": [1, [], ["b": nil]], "c": [:]]
        let expected = """
            {
              "a": [
                1,
                [],
                {
                  "b": null
                }
              ],
              "c": {}
            }
            """
        #expect(text(value.prettyPrinted()) == expected)
        #expect(text(JSON.array([1]).prettyPrinted(indent: 0)) == "[\n1\n]")
    }

    @Test func `keeps spelling when it lays out a document anew`() throws {
        let document = try JSONDocument(parsing: #" { "a\u0041" : [ 1.50 , -0, 1E2 ], "b" : "\/" } "#)
        #expect(text(document.root.compacted()) == #"{"a\u0041":[1.50,-0,1E2],"b":"\/"}"#)
        #expect(
            text(document.root.prettyPrinted(indent: 1))
                == "{\n \"a\\u0041\": [\n  1.50,\n  -0,\n  1E2\n ],\n \"b\": \"\\/\"\n}"
        )
        let inner = try #require(document.root.object?.first?.value)
        #expect(text(inner.compacted()) == "[1.50,-0,1E2]")
    }

    @Test func `escapes what must be escaped and nothing else`() throws {
        #expect(
            JSON("\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}é€𝄞\u{2028}").description == #""\"\\/\b\f\n\r\t\u0000\u001f"#
                + "\u{7F}é€𝄞\u{2028}\""
        )
        for length in 0..<40 {
            for place in 0..<max(length, 1) {
                for special in ["\"", "\\", "\n", "é", "\u{0}", "𝄞"] {
                    var characters = [String](repeating: "a", count: length)
                    if length > 0 { characters[place] = special }
                    let expected = characters.joined()
                    #expect(try JSONDocument(parsing: JSON(expected).encoded()).root.string == expected)
                }
            }
        }
    }

    @Test func `escapes no neighbour of a byte that only looks special`() {
        for first in UInt8.min...UInt8.max {
            for second: UInt32 in [0x23, 0x5D, 0x21, 0x20, 0x7E] {
                guard let neighbour = Unicode.Scalar(second) else { continue }
                let text = "é\(Unicode.Scalar(first))\(neighbour)€\(neighbour)12345"
                let needsEscape = first < 0x20 || first == 0x22 || first == 0x5C
                #expect(JSON(text).encoded().contains(0x5C) == needsEscape, "\(text)")
            }
        }
    }

    @Test func `writes the shortest decimal of a double and never NaN`() {
        #expect(JSON(0.1).description == "0.1")
        #expect(JSON(1.0).description == "1.0")
        #expect(JSON(1e22).description == "1e+22")
        #expect(JSON(-5e-324).description == "-5e-324")
        for double in [Double.nan, .infinity, -.infinity] {
            var writer = JSONWriter()
            writer.double(double)
            #expect(text(writer.bytes) == "null")
            #expect(JSON(double).isNull)
            #expect(JSONNumber(double) == nil)
        }
        var random = SeededRandom(seed: 754)
        for _ in 0..<2000 {
            let double = Double(bitPattern: random.next())
            guard double.isFinite else { continue }
            var writer = JSONWriter()
            writer.double(double)
            #expect((try? JSONDocument(parsing: writer.bytes))?.root.double == double)
        }
    }
}
