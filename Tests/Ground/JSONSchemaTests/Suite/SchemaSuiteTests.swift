import JSON
import JSONSchema
import Testing

/// The official suite; set `COMPORT_SCHEMA_SUITE` to run it, or call `.ci/schema-suite`.
@Suite(.enabled(if: SuiteFolder.named != nil, "COMPORT_SCHEMA_SUITE names no copy of the official suite"))
struct SchemaSuiteTests {
    /// Beginnings of the names of cases that deliberately turn out differently, and why; all of them optional.
    static let deviations = [
        "draft7/optional/content.json": "what a string encodes is said about it and never checked, as in 2020-12",
        "draft7/optional/cross-draft.json": "2019-09 is not known and read like the dialect of the referring schema",
        "draft2020-12/optional/cross-draft.json": "the same",
        "draft7/optional/format/idn-hostname.json | validation of internationalized host names | ZERO WIDTH NON-JOINER":
            "which letters join each other is not known to Swift's tables of Unicode",
        "draft2020-12/optional/format/idn-hostname.json | validation of internationalized host names | ZERO WIDTH NON":
            "the same",
        "draft2020-12/optional/dependencies-compatibility.json": "2020-12 has no keyword dependencies",
    ]

    struct Tally {
        var passed = 0
        var deviating = 0
        var failures: [String] = []
    }

    @Test func `agrees with the required and optional cases of 2020-12`() throws {
        try run("draft2020-12", .draft2020)
    }

    @Test func `agrees with the required and optional cases of draft-07`() throws {
        try run("draft7", .draft07)
    }

    private func run(_ folder: String, _ dialect: SchemaOptions.Dialect) throws {
        let suite = try #require(SuiteFolder.named)
        let registry = try suite.registry()
        var required = Tally()
        var optional = Tally()
        for file in suite.files(below: "tests/\(folder)") {
            let isOptional = file.contains("/optional/")
            var options = SchemaOptions()
            options.defaultDialect = dialect
            if file.contains("/optional/format/") || file.contains("regex") { options.formats = .assertion }
            let groups = try JSONDocument(parsing: suite.bytes(of: file)).root
            for group in try #require(groups.array) {
                run(group, in: file, options, registry, &optional, &required, isOptional)
            }
        }
        print("\(folder): \(line(required)) required, \(line(optional)) optional")
        #expect(required.failures == [])
        #expect(optional.failures == [])
        #expect(required.passed > 800)
    }

    private func line(_ tally: Tally) -> String {
        "\(tally.passed) passed, \(tally.deviating) deviate, \(tally.failures.count) failed of"
            + " \(tally.passed + tally.deviating + tally.failures.count)"
    }

    private func run(
        _ group: JSONValue,
        in file: String,
        _ options: SchemaOptions,
        _ registry: SchemaRegistry,
        _ optional: inout Tally,
        _ required: inout Tally,
        _ isOptional: Bool
    ) {
        var tally = Tally()
        let name = "\(file.dropFirst("tests/".count)) | \(group["description"]?.string ?? "")"
        let tests = group["tests"]?.array.map(Array.init) ?? []
        let schema: JSONSchema?
        var problem = ""
        do {
            schema = try group["schema"].map { value in try JSONSchema(value, options: options, registry: registry) }
        } catch {
            schema = nil
            problem = "\(error)"
        }
        for test in tests {
            let title = "\(name) | \(test["description"]?.string ?? "")"
            let data = test["data"]
            let valid = test["valid"]?.bool
            guard let schema, let data else {
                note(title + ": " + problem, &tally)
                continue
            }
            let result = schema.validate(data)
            let agrees = [
                result.isValid, schema.isValid(data), schema.annotate(data).isValid,
                schema.firstFinding(in: data) == nil,
            ].allSatisfy { $0 == valid }
            if agrees { tally.passed += 1 } else { note(title + ": \(result.findings)", &tally) }
        }
        func add(_ total: inout Tally) {
            total.passed += tally.passed
            total.deviating += tally.deviating
            total.failures += tally.failures
        }
        if isOptional { add(&optional) } else { add(&required) }
    }

    private func note(_ failure: String, _ tally: inout Tally) {
        if Self.deviations.keys.contains(where: failure.hasPrefix) {
            tally.deviating += 1
        } else {
            tally.failures.append(failure)
        }
    }
}
