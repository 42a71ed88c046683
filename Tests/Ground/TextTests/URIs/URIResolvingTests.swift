import TestKit
import Testing

@testable import Text

@Suite struct URIResolvingTests {
    @Test func `resolves all examples of RFC 3986 section 5_4`() throws {
        let base = try URI("http://a/b/c/d;p?q")
        let examples = [
            // Normal.
            ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"),
            (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"),
            ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
            ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"),
            ("../../g", "http://a/g"),
            // Abnormal.
            ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"), ("/./g", "http://a/g"),
            ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"), ("g..", "http://a/b/c/g.."),
            ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"),
            ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"), ("g;x=1/./y", "http://a/b/c/g;x=1/y"),
            ("g;x=1/../y", "http://a/b/c/y"), ("g?y/./x", "http://a/b/c/g?y/./x"),
            ("g?y/../x", "http://a/b/c/g?y/../x"), ("g#s/./x", "http://a/b/c/g#s/./x"),
            ("g#s/../x", "http://a/b/c/g#s/../x"), ("http:g", "http:g"),
        ]
        for (reference, expected) in examples {
            #expect(try base.resolving(reference).text == expected, "\(reference)")
        }
        let old = base.resolving(try URI("http:g"), ignoresSameScheme: true)
        #expect(old.text == "http://a/b/c/g")
    }

    @Test func `resolves beside bases of other shapes`() throws {
        let examples = [
            ("http://a", "b", "http://a/b"), ("http://a?q", "#f", "http://a?q#f"), ("mailto:x", "y", "mailto:y"),
            ("a:/b", ".//c", "a:/.//c"), ("a:b/c", "/..//d", "a:/.//d"), ("urn:a:b", "#f", "urn:a:b#f"),
            ("http://a/b/", "..//c", "http://a//c"), ("file:///a/b", "../../../c", "file:///c"),
            ("http://a/b", "//c/../d/.", "http://c/d/"),
        ]
        for (base, reference, expected) in examples {
            #expect(try URI(base).resolving(reference).text == expected, "\(base) + \(reference)")
        }
    }

    /// The algorithm of §5.2.4 letter by letter, on strings, as a second opinion.
    private func removeDotSegments(_ path: String) -> String {
        var input = path
        var output = ""
        func dropSegment() { output = output.lastIndex(of: "/").map { String(output[..<$0]) } ?? "" }
        while !input.isEmpty {
            if input.hasPrefix("../") {
                input.removeFirst(3)
            } else if input.hasPrefix("./") {
                input.removeFirst(2)
            } else if input.hasPrefix("/./") {
                input.removeFirst(2)
            } else if input == "/." {
                input = "/"
            } else if input.hasPrefix("/../") {
                input.removeFirst(3)
                dropSegment()
            } else if input == "/.." {
                input = "/"
                dropSegment()
            } else if input == "." || input == ".." {
                input = ""
            } else {
                let start = input.hasPrefix("/") ? input.index(after: input.startIndex) : input.startIndex
                let end = input[start...].firstIndex(of: "/") ?? input.endIndex
                output += input[..<end]
                input.removeSubrange(..<end)
            }
        }
        return output
    }

    @Test func `removes dot segments as the algorithm of the RFC does`() {
        var random = SeededRandom(seed: 524)
        let pieces = ["/", "/", ".", "..", "a", "bc", ".d", "..."]
        for _ in 0..<5_000 {
            let path = (0..<Int.random(in: 0...8, using: &random))
                .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            #expect(DotSegments.removed(from: path) == removeDotSegments(path), "\(path)")
        }
    }

    @Test func `normalizes equivalent texts to the same`() throws {
        let examples = [
            ("HTTP://www.EXAMPLE.com/", "http://www.example.com/"), ("http://h/%7Euser/%2f", "http://h/~user/%2F"),
            ("http://h/a/../b/./c", "http://h/b/c"), ("http://h:80", "http://h/"), ("https://h:443/a", "https://h/a"),
            ("http://h:/a", "http://h/a"), ("http://h:8080/", "http://h:8080/"),
            ("eXAMPLE://a/./b/../b/%63/%7bfoo%7d", "example://a/b/c/%7Bfoo%7D"),
            ("http://u%41@H%c3%a9/?%41%2d#%7e", "http://uA@h%C3%A9/?A-#~"), ("http://h/%2e%2e/a", "http://h/a"),
            ("ws://H:80/x", "ws://h/x"), ("urn:A:%61", "urn:A:a"), ("x:/.//a", "x:/.//a"), ("x://h", "x://h"),
        ]
        for (text, expected) in examples {
            let normal = try URI(text).normalized()
            #expect(normal.text == expected, "\(text)")
            #expect(normal.normalized().text == expected, "\(text) twice")
        }
        #expect(try URI("http://h:80").normalized(schemeRules: false).text == "http://h:80")
    }

    @Test func `normalizing twice changes nothing more, whatever the text`() throws {
        var random = SeededRandom(seed: 622)
        let pieces = [
            "/", "/", ".", "..", "%2e", "%2E%2e", "%2f", "a", "B", "?", "#", "@", ":", "é", "%zz", "//h", "[::1]",
        ]
        let options = URIOptions(reading: .tolerant, acceptsRelative: true)
        for _ in 0..<5_000 {
            let tail = (0..<Int.random(in: 0...7, using: &random)).map { _ in pieces.randomElement(using: &random) ?? ""
            }
            let text = (["http:", "x:", ""].randomElement(using: &random) ?? "") + tail.joined()
            let once = try URI(text, options: options).normalized()
            #expect(once.normalized().text == once.text, "\(text)")
        }
    }
}
