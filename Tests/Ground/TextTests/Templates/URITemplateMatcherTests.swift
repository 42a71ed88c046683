import TestKit
import Testing

@testable import Text

@Suite struct URITemplateMatcherTests {
    private func match(_ template: String, _ uri: String) throws -> URITemplateMatcher.Match {
        try URITemplateMatcher(URITemplate(template)).match(uri)
    }

    @Test func `finds the variables that made a URI`() throws {
        let examples: [(String, String, [String: String])] = [
            ("file:///{name}", "file:///a%20b.txt", ["name": "a b.txt"]),
            ("greeting://{who}", "greeting://ada", ["who": "ada"]),
            ("db://{table}/{id}", "db://users/42", ["table": "users", "id": "42"]),
            ("file://{+path}", "file:///etc/hosts?x", ["path": "/etc/hosts?x"]), ("a{b}c", "axyc", ["b": "xy"]),
            ("{x,y}", "1,2", ["x": "1", "y": "2"]), ("{x,y}", "1", ["x": "1"]), ("{x}", "", ["x": ""]),
            ("map{?x,y}", "map?x=1&y=2", ["x": "1", "y": "2"]), ("map{?x,y}", "map?y=2", ["y": "2"]),
            ("map{?x,y}", "map", [:]), ("map{?x,y}", "map?x=", ["x": ""]), ("p{;a,b}", "p;a;b=1", ["a": "", "b": "1"]),
            ("?f=1{&x}", "?f=1&x=2", ["x": "2"]), ("a{/b,c}", "a/1/2", ["b": "1", "c": "2"]),
            ("a{/b,c}", "a/1", ["b": "1"]), ("a{/b,c}", "a", [:]), ("a{#f}", "a#x/y", ["f": "x/y"]),
            ("a{#f}", "a", [:]),
            ("www{.d}", "www.x", ["d": "x"]), ("{a}-{a}", "q-q", ["a": "q"]), ("{+a}", "x%2Fy%20z", ["a": "x%2Fy z"]),
            ("static", "static", [:]), ("{é}".replacing("é", with: "e"), "%C3%A9", ["e": "é"]),
            ("{x,y}/end", ",/end", ["x": "", "y": ""]),
        ]
        for (template, uri, variables) in examples {
            #expect(try match(template, uri) == .variables(variables), "\(template) from \(uri)")
        }
    }

    @Test func `says no when the template cannot make the URI`() throws {
        let examples = [
            ("file:///{name}", "file:///a/b"), ("db://{t}/{id}", "db://users"), ("a{b}", "b"), ("{x}", "a b"),
            ("{x}", "%FF"),
            ("{x}", "%4"), ("map{?x}", "map?y=1"), ("map{?x,y}", "map?y=1&x=2"), ("static", "static2"), ("", "a"),
            ("{a}-{a}", "p-q"), ("p{;a}", "p;a="), ("map{?x}", "map?x"), ("map{?x}", "map?"),
        ]
        for (template, uri) in examples { #expect(try match(template, uri) == .none, "\(template) from \(uri)") }
    }

    @Test func `does not guess`() throws {
        for (template, uri) in [("{a}{b}", "xy"), ("{a}.{b}", "x.y.z"), ("{+a}/{+b}", "1/2/3"), ("{+x,y}", "1,2,3")] {
            #expect(try match(template, uri) == .ambiguous, "\(template) from \(uri)")
        }
        #expect(try match("{a}.{b}", "x.y") == .variables(["a": "x", "b": "y"]))
    }

    @Test func `refuses modifiers and products beyond its limit`() throws {
        for template in ["{a*}", "{?a:3}"] {
            #expect(throws: TextError.self) { try URITemplateMatcher(URITemplate(template)) }
        }
        let matcher = try URITemplateMatcher(URITemplate(String(repeating: "a{b}", count: 2000)))
        #expect(throws: TextError.self) { try matcher.match(String(repeating: "a", count: 10_000)) }
    }

    @Test func `finds what it expanded`() throws {
        var random = SeededRandom(seed: 6570)
        let templates = ["x://{a}/{b}", "x:{+a}", "{?a,b}", "q{;a,b}", "{/a,b}/end", "{a,b}", "r{#a}", "{.a}:{b}"]
        let letters = Array("ab/%2F ,.é=&;~#é😀")
        for _ in 0..<4_000 {
            let template = try URITemplate(templates.randomElement(using: &random) ?? "")
            var values: [String: URITemplateValue] = [:]
            for name in template.variableNames {
                let length = Int.random(in: 0...5, using: &random)
                values[name] = .text(String((0..<length).map { _ in letters.randomElement(using: &random) ?? "a" }))
            }
            let uri = template.expand(values)
            // Other values may make the same URI; but then they must make the same one again.
            switch try URITemplateMatcher(template).match(uri) {
            case .none: Issue.record("\(template) made \(uri) and does not know it")
            case .ambiguous: break
            case .variables(let found):
                #expect(template.expand(found.mapValues { .text($0) }) == uri, "\(template) from \(uri)")
            }
        }
    }
}
