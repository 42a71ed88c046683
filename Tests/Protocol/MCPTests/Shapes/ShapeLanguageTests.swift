import JSON
import Testing

@testable import MCP

@Suite struct ShapeLanguageTests {
    @Test(arguments: Revision.all)
    func `the texts can be read and name nothing that is not there`(_ revision: Revision) {
        #expect(ShapeLibrary.of(revision).problems == [])
        #expect(ShapeLibrary(revision, asPublished: Erratum.all).problems == [])
        for erratum in Erratum.all { #expect(ShapeLibrary(revision, asPublished: [erratum]).problems == []) }
    }

    @Test(arguments: Revision.all)
    func `every method has the shapes that its row names`(_ revision: Revision) {
        let library = ShapeLibrary.of(revision)
        for method in MethodTable.methods(in: revision) {
            for name in [method.params, method.typeName] + MethodShapes.results(of: method) {
                if method.kind == .notification, name == "EmptyResult" { continue }
                #expect(library.has(name), "\(method): \(name)")
            }
        }
        for code in ErrorCodeTable.codes(in: revision) {
            if let shape = code.shape { #expect(library.has(shape), "\(shape)") }
        }
    }

    @Test func `reads declarations, members and types`() throws {
        let text = """
            # a remark
            Point : Place, Named since 2025-06-18
              x number 0...1
              tag? "a" | "b" only 2025-11-25
              more?
                deep [[Point up to 3]]
              at-least-one tag more
            Alias = {Point & Other} until 2025-03-26
            """
        let declarations = try ShapeParser.declarations(in: text)
        #expect(declarations.map(\.name) == ["Point", "Alias"])
        #expect(declarations.map(\.validity) == [.since(.june2025), .until(.march2025)])
        guard case .record(let bases, let record) = declarations[0].body else {
            Issue.record("expected an object")
            return
        }
        #expect(bases == ["Place", "Named"] && record.atLeastOne == ["tag", "more"])
        #expect(record.members.map(\.name) == ["x", "tag", "more"])
        #expect(record.members.map(\.isRequired) == [true, false, false])
    }

    @Test(arguments: [
        ("  x string", "a declaration at the margin"), ("A\n   x string", "2 blanks"), ("A = [string", "\"]\""),
        ("A = strin", "a type"), ("A = string string", "the end of the line"), ("A since 2025-01-01", "a revision"),
        ("A = {string", "\"}\""), ("A =", "a type"), ("A B", "\":\" or \"=\""),
    ])
    func `says what is wrong with a text`(_ text: String, _ expected: String) {
        #expect { try ShapeParser.declarations(in: text) } throws: { error in
            (error as? ShapeTextError)?.expected == expected
        }
    }
}
