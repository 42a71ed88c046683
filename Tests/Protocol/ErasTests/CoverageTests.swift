import Eras
import MCP
import Testing

@Suite struct CoverageTests {
    @Test(arguments: Revision.all) func `every method of a revision has a row in both directions`(revision: Revision) {
        for method in MethodTable.methods(in: revision) {
            for direction in Translation.Direction.allCases {
                #expect(Translation.outcome(of: method.name, direction) != nil, "\(method) \(direction)")
            }
        }
    }

    @Test func `no row speaks of a method that nobody knows, and none is there twice`() {
        let known = Set(MethodTable.names)
        var seen: Set<String> = []
        for row in Translation.coverage {
            #expect(seen.insert("\(row.subject) \(row.direction)").inserted, "\(row)")
            if row.subject.contains("/"), !row.subject.contains(" ") {
                #expect(known.contains(row.subject), "\(row.subject)")
            }
        }
    }

    @Test func `what one side of a direction knows is not called absent`() {
        for row in Translation.coverage where row.outcome == .absent {
            let legacy = row.direction == .legacyClient
            let client = MethodTable.history(of: row.subject).filter { method in
                method.isSent(by: .client) && method.validity.revisions.contains { ($0.era == .legacy) == legacy }
            }
            #expect(client.isEmpty, "\(row)")
        }
    }
}
