import JSON
import JSONSchema
import Testing

@testable import MCP

/// Our shapes and the official schemas must judge alike; set `COMPORT_OFFICIAL_SCHEMAS` to a folder with the five files to
/// run this, or call `.ci/official-schemas`.
@Suite(
    .enabled(if: OfficialSchemas.named != nil, "COMPORT_OFFICIAL_SCHEMAS names no folder with the official schemas"),
    .serialized
)
struct OfficialSchemaTests {
    /// What we call differently.
    static let renamed = ["JSONRPCError": "JSONRPCErrorResponse", "ResourceReference": "ResourceTemplateReference"]

    /// Definitions that nothing on the wire is, and that no shape of ours is made of.
    static let withoutShape: Set = ["Annotated"]

    static func shape(for definition: String, in revision: Revision) -> String {
        if definition == "JSONRPCResponse", revision < .november2025 { return "JSONRPCResultResponse" }
        return renamed[definition] ?? definition
    }

    @Test(arguments: Revision.all)
    func `every official definition has a shape`(_ revision: Revision) throws {
        let official = try #require(OfficialSchemas.named).definitions(of: revision)
        let ours = ShapeLibrary.of(revision)
        let mapped = Set(official.names.map { OfficialSchemaTests.shape(for: $0, in: revision) })
        #expect(official.names.count > 70)
        let missing = official.names.filter { !ours.has(OfficialSchemaTests.shape(for: $0, in: revision)) }
        #expect(Set(missing).subtracting(OfficialSchemaTests.withoutShape) == [])
        let extra = ours.names.filter { !mapped.contains($0) }
        print("\(revision): \(official.names.count) definitions, \(extra.count) shapes beside them: \(extra)")
    }

    @Test(arguments: Revision.all)
    func `shapes with all errata judge as the official schema does`(_ revision: Revision) throws {
        let official = try #require(OfficialSchemas.named).definitions(of: revision)
        let seed = UInt64(20_260_728 + revision.order)
        var trial = DifferentialTrial(revision, seed: seed)
        for name in official.names where !OfficialSchemaTests.withoutShape.contains(name) {
            try trial.run(name, as: OfficialSchemaTests.shape(for: name, in: revision), official.schema(of: name))
        }
        for example in ErratumExamples.all where example.revision == revision {
            guard
                let name = official.names.first(where: {
                    OfficialSchemaTests.shape(for: $0, in: revision) == example.shape
                })
            else { continue }
            try trial.judge(example.json, name, example.shape, official.schema(of: name))
        }
        print("\(revision), seed \(seed): \(trial.summary)")
        #expect(trial.disagreements == [])
        let unnoticed = trial.unnoticedChanges()
        print("\(revision): \(unnoticed.tried) changes to shapes tried, \(unnoticed.names.count) not noticed")
        #expect(unnoticed.names == [])
        #expect(trial.judged > 15_000 && trial.refused > 5_000 && trial.judged - trial.refused > 3_000)
    }
}
