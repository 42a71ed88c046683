import JSON
import JSONSchema
import MCP
import TestKit

/// A folder with the official schema files of all revisions, which are no part of this package.
struct OfficialSchemas {
    let folder: GivenFolder

    /// The folder that `COMPORT_OFFICIAL_SCHEMAS` names.
    static let named = GivenFolder.named(by: "COMPORT_OFFICIAL_SCHEMAS").map(OfficialSchemas.init)

    /// The definitions of a revision: `2025-06-18.json`.
    func definitions(of revision: Revision) throws -> OfficialDefinitions {
        let document = try JSON(parsing: folder.bytes(of: revision.name + ".json"))
        let keyword = document["$defs"] == nil ? "definitions" : "$defs"
        return OfficialDefinitions(keyword: keyword, definitions: document[keyword]?.object ?? [])
    }
}

/// The definitions of one file.
struct OfficialDefinitions {
    let keyword: String
    let definitions: [(key: String, value: JSON)]

    var names: [String] { definitions.map(\.key) }

    /// A definition as a schema of its own, with those it refers to and no others.
    func schema(of name: String) throws -> JSONSchema {
        var needed: [String] = []
        var pending = [name]
        while let next = pending.popLast() {
            if needed.contains(next) { continue }
            needed.append(next)
            if let value = definitions.first(where: { $0.key == next })?.value { references(in: value, &pending) }
        }
        let dialect =
            keyword == "$defs"
            ? "https://json-schema.org/draft/2020-12/schema" : "http://json-schema.org/draft-07/schema#"
        let schema: JSON = .object([
            (key: "$schema", value: .string(dialect)),
            (key: "allOf", value: [["$ref": .string("#/\(keyword)/\(name)")]]),
            (key: keyword, value: .object(definitions.filter { needed.contains($0.key) })),
        ])
        return try JSONSchema(JSONDocument(parsing: schema.encoded()).root)
    }

    private func references(in value: JSON, _ found: inout [String]) {
        if let members = value.object {
            for (key, value) in members {
                if key == "$ref", let target = value.string {
                    found.append(String(target.dropFirst("#/\(keyword)/".count)))
                } else {
                    references(in: value, &found)
                }
            }
        } else if let elements = value.array {
            for element in elements { references(in: element, &found) }
        }
    }
}
