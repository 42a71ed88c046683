import JSON
import JSONSchema
import TestKit
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
        #expect(trial.judged > 20_000 && trial.refused > 5_000 && trial.judged - trial.refused > 5_000)
    }
}

/// Holds generated and damaged instances against both sides.
struct DifferentialTrial {
    private let ours: ShapeLibrary
    private let published: ShapeLibrary
    private let alone: [(name: String, library: ShapeLibrary)]
    private var random: SeededRandom
    private let options: ShapeOptions
    private(set) var judged = 0
    private(set) var refused = 0
    private(set) var disagreements: [String] = []
    /// How often a reading of ours differs from the file, by the erratum that says so.
    private var errata: [String: Int] = [:]

    init(_ revision: Revision, seed: UInt64) {
        ours = ShapeLibrary.of(revision)
        published = ShapeLibrary(revision, asPublished: Erratum.all)
        alone = Erratum.all.filter { $0.validity.contains(revision) }.map { erratum in
            (erratum.name, ShapeLibrary(revision, asPublished: [erratum]))
        }
        random = SeededRandom(seed: seed)
        var options = ShapeOptions()
        // Official schemas do not check formats either.
        options.checksFormats = false
        self.options = options
    }

    var summary: String {
        let parts = errata.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return "\(judged) instances, \(refused) of them refused, \(disagreements.count) disagreements; "
            + "read differently by errata: \(parts.isEmpty ? "none" : parts.joined(separator: ", "))"
    }

    mutating func run(_ name: String, as shape: String, _ schema: JSONSchema) throws {
        let generator = InstanceGenerator(schema)
        for _ in 0..<30 {
            guard let valid = generator.valid(using: &random) else {
                disagreements.append("\(name): no instance could be made")
                return
            }
            try judge(valid, name, shape, schema)
            if let miss = generator.nearMiss(using: &random) { try judge(miss.instance, name, shape, schema) }
            var damaged = valid
            for step in 0..<8 {
                // Damage adds up for a while, then starts anew.
                damaged = JSONMutation.mutate(step % 3 == 0 ? valid : damaged, using: &random)
                try judge(damaged, name, shape, schema)
            }
        }
    }

    mutating func judge(_ instance: JSON, _ name: String, _ shape: String, _ schema: JSONSchema) throws {
        let value = try JSONDocument(parsing: instance.encoded()).root
        let theirs = schema.isValid(value)
        let letter = published.isValid(value, as: shape, options: options)
        judged += 1
        if !theirs { refused += 1 }
        if letter != theirs, disagreements.count < 20 {
            let reason: String? =
                theirs
                ? published.findings(of: value, as: shape, options: options).first?.description
                : schema.firstFinding(in: value)?.description
            disagreements.append("\(name): the schema \(theirs ? "takes" : "refuses") \(instance): \(reason ?? "")")
        }
        let reading = ours.isValid(value, as: shape, options: options)
        guard reading != letter else { return }
        let causes = alone.filter { $0.library.isValid(value, as: shape, options: options) != reading }.map(\.name)
        errata[causes.isEmpty ? "several together" : causes[0], default: 0] += 1
    }
}
