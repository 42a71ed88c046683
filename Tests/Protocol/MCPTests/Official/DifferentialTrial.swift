import JSON
import JSONSchema
import TestKit

@testable import MCP

/// Holds generated and damaged instances against both sides.
struct DifferentialTrial {
    private let ours: ShapeLibrary
    private let published: ShapeLibrary
    private let alone: [(name: String, library: ShapeLibrary)]
    private var random: SeededRandom
    private let options: ShapeOptions
    /// What was judged, by the shape it was held against, with the verdict of the official schema.
    private var cases: [String: [(value: JSONValue, isValid: Bool)]] = [:]
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
        // Chance seldom reaches the optional members of optional members: a value with all of them, damaged everywhere.
        let full = ShapeSample(of: shape, in: published, isFull: true).json
        for changed in JSONMutation.all(of: full).shuffled(using: &random).prefix(1_000) {
            try judge(changed, name, shape, schema)
        }
        let generator = InstanceGenerator(schema)
        for round in 0..<12 {
            guard let valid = generator.valid(using: &random) else {
                disagreements.append("\(name): no instance could be made")
                return
            }
            try judge(valid, name, shape, schema)
            if let miss = generator.nearMiss(using: &random) { try judge(miss.instance, name, shape, schema) }
            if round < 3 {
                for changed in JSONMutation.all(of: valid).shuffled(using: &random).prefix(400) {
                    try judge(changed, name, shape, schema)
                }
            }
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
        cases[shape, default: []].append((value, theirs))
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

    /// Changes each member of each shape, and tells which changes no instance has noticed: what this trial cannot see.
    func unnoticedChanges() -> (tried: Int, names: [String]) {
        var tried = 0
        var unnoticed: [String] = []
        for (place, node) in published.nodes.enumerated() {
            guard case .record(let record) = node else { continue }
            let cases = cases(for: record.name)
            if cases.isEmpty { continue }
            for index in record.members.indices {
                let member = record.members[index]
                for (change, changed) in DifferentialTrial.changes(to: record, at: index) {
                    // An optional member that may be anything is as good as none.
                    if case .any = published.nodes[member.node], change == "taken out", !member.isRequired { continue }
                    tried += 1
                    let library = published.replacing(place, with: .record(changed))
                    let isNoticed = cases.contains {
                        library.isValid($0.value, as: $0.shape, options: options) != $0.isValid
                    }
                    if !isNoticed { unnoticed.append("\(record.name).\(member.name) \(change)") }
                }
            }
        }
        return (tried, unnoticed)
    }

    /// The instances that a shape or a part of one takes part in; empty for what only others are made of.
    private func cases(for name: String) -> [(shape: String, value: JSONValue, isValid: Bool)] {
        let owner = String(name.prefix { $0 != "." })
        let message = owner.hasSuffix("Params") ? String(owner.dropLast(6)) : owner
        return Set([owner, message]).flatMap { shape in (cases[shape] ?? []).map { (shape, $0.value, $0.isValid) } }
    }

    private static func changes(to record: ShapeRecord, at index: Int) -> [(String, ShapeRecord)] {
        let member = record.members[index]
        func with(_ replacement: ShapeRecord.Member?) -> ShapeRecord {
            var members = record.members
            if let replacement { members[index] = replacement } else { members.remove(at: index) }
            return ShapeRecord(
                name: record.name,
                members: members,
                atLeastOne: record.atLeastOne,
                foreign: record.foreign
            )
        }
        let flipped = ShapeRecord.Member(name: member.name, isRequired: !member.isRequired, node: member.node)
        return [(member.isRequired ? "made optional" : "made required", with(flipped)), ("taken out", with(nil))]
    }
}
