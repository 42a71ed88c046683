import Testing

@testable import HTTPWire

@Suite struct HTTPFieldsTests {
    @Test func `adds, replaces and removes`() {
        var fields: HTTPFields = ["A": "1", "b": "2", "a": "3", "C": "4"]
        fields.set("a", "5")
        #expect(fields.description == "a: 5\nb: 2\nC: 4")
        fields.append("B", "6")
        fields.remove("b")
        #expect(fields.description == "a: 5\nC: 4")
        fields.set("D", "7")
        #expect(fields.count == 3 && fields["d"] == "7" && !fields.contains("b"))
    }

    @Test func `joins and splits lists`() {
        let fields: HTTPFields = ["Vary": "a, b", "vary": "C"]
        #expect(fields.combinedValue(for: "VARY") == "a, b, C")
        #expect(fields.listElements(for: "vary") == ["a", "b", "C"])
        #expect(fields.hasToken("c", in: "vary") && !fields.hasToken("d", in: "vary"))
    }

    @Test func `takes targets apart`() {
        #expect(HTTPTarget("/a?b?c") == .origin(path: "/a", query: "b?c"))
        #expect(HTTPTarget("*") == .asterisk)
        #expect(HTTPTarget("a:1") == .authority("a:1"))
        #expect(HTTPTarget("http://a:1?x") == .absolute(scheme: "http", authority: "a:1", path: "/", query: "x"))
        #expect(HTTPRequestHead(.get, "http://h/p?q").path == "/p")
    }

    @Test func `knows methods by name`() {
        for name in ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "get", "X"] {
            #expect(HTTPMethod(name).name == name)
        }
        #expect(HTTPMethod("get") != .get)
        #expect(HTTPStatus.notFound.description == "404 Not Found")
    }
}
