import JSON
import Testing

@Suite struct DuplicateKeysTests {
    @Test func `keeps and reports every duplicate`() throws {
        let document = try JSONDocument(parsing: #"{"a":1,"b":{"x":0,"x":1},"a":2,"\u0061":3}"#)
        #expect(document.violations.map(\.code) == [.duplicateKey, .duplicateKey, .duplicateKey])
        #expect(document.violations.map(\.offset) == [18, 25, 31])
        #expect(document.violations.first?.seen == "the key at byte 12 again")
        #expect(document.root.object?.count == 4)
        #expect(document.root.object?.duplicateKeys == ["a", "a"])
        #expect(document.root["a"]?.int64 == 3)
        #expect(document.root.object?.values(forKey: "a").compactMap(\.int64) == [1, 2, 3])
        #expect(document.root.object?.effectiveMembers.map(\.key) == ["b", "a"])
    }

    @Test func `refuses or ignores them when told to`() throws {
        var options = JSONReadingOptions.tolerant
        options.duplicateKeys = .refuse
        let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: #"{"a":1,"a":1}"#, options: options) }
        #expect(error?.code == .duplicateKey)
        #expect(error?.offset == 7)
        options.duplicateKeys = .ignore
        let document = try JSONDocument(parsing: #"{"a":1,"a":1}"#, options: options)
        #expect(document.violations.isEmpty)
        #expect(document.root.object?.duplicateKeys == ["a"])
    }

    @Test func `does not mistake like keys for equal ones`() throws {
        let keys = [
            "", "a", "ab", "abc", "abcdefg", "abcdefgh", "abcdefghi", "abcdefghj", "abcdefgh\u{0}", "e\u{301}", "é",
            "E", "1", "01",
            "\u{0}", "\u{0}\u{0}",
        ]
        let text = JSON.object(keys.map { ($0, 1) }).encoded()
        #expect(try JSONDocument(parsing: text).violations.isEmpty)
        let indexed = try #require(try JSONDocument(parsing: text).root.object).indexed()
        for key in keys { #expect(indexed[key] != nil) }
        #expect(indexed["abcd"] == nil)
    }

    @Test func `tells lone surrogates apart`() throws {
        let document = try JSONDocument(parsing: #"{"\ud800":1,"\ud801":2,"\uD800":3,"\ufffd":4}"#)
        #expect(document.violations.filter { $0.code == .duplicateKey }.map(\.offset) == [23])
    }

    @Test func `finds the one duplicate among many keys of one shape`() throws {
        // Equal length and equal first bytes: nothing cheap tells them apart.
        for count in [2, 15, 16, 17, 18, 100, 50_000] {
            var members: [(key: String, value: JSON)] = (0..<count).map {
                ("the same beginning " + String(1_000_000 + $0), JSON($0))
            }
            #expect(try JSONDocument(parsing: JSON.object(members).encoded()).violations.isEmpty)
            members.append(members[count / 2])
            let document = try JSONDocument(parsing: JSON.object(members).encoded())
            #expect(document.violations.count == 1)
            #expect(document.violations.first?.code == .duplicateKey)
            let object = try #require(document.root.object)
            #expect(object.duplicateMembers.count == 1)
            #expect(object.indexed()[members[0].key]?.int64 == 0)
        }
    }
}
