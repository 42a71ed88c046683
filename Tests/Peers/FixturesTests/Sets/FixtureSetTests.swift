import JSON
import MCP
import MCPServer
import Testing

@testable import Fixtures

@Suite struct FixtureSetTests {
    @Test func `sets have names of their own and can be built`() throws {
        #expect(Set(FixtureSet.all.map(\.name)).count == FixtureSet.all.count)
        for set in FixtureSet.all {
            var options = FixtureOptions()
            options.items = 3
            #expect(try set.makeServer(options).info.name == "comport-\(set.name)")
            #expect(FixtureSet.named(set.name)?.summary == set.summary)
        }
        #expect(FixtureSet.named("nothing") == nil)
    }

    @Test func `an echo gives the text back as it was written`() throws {
        for text in [#""hi""#, #""\u0041\n\"""#, #""日本 🎉""#, #""""#] {
            let arguments = try #require(try JSONDocument(parsing: #"{"text":\#(text)}"#).root.object)
            let result = EchoReply.result(arguments)
            #expect(String(decoding: result, as: UTF8.self) == #"{"content":[{"type":"text","text":\#(text)}]}"#)
        }
    }

    @Test func `sums are exact where they can be`() throws {
        func sum(_ text: String) throws -> String? {
            let numbers = try JSONDocument(parsing: text).root.array.map { $0.compactMap(\.number) }
            return WorkTools.sum(of: numbers ?? []).map { String(decoding: $0.encoded(), as: UTF8.self) }
        }
        #expect(try sum("[1,2,3,4,5]") == "15")
        #expect(try sum("[]") == "0")
        #expect(try sum("[9007199254740993,1]") == "9007199254740994")
        #expect(try sum("[9223372036854775807,1]") == nil)
        #expect(try sum("[0.5,1]") == "1.5")
        #expect(try sum("[1e308,1e308]") == nil)
    }

    @Test func `cursors of rows are those that were given out`() {
        #expect(TableCursor.position(TableCursor.text(17)) == 17)
        for text in ["", "row-", "row--1", "row-+1", "row-01", "17", "row-1x"] {
            #expect(TableCursor.position(text) == nil, "\(text)")
        }
    }
}
