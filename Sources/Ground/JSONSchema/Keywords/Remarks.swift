/// Keywords that name things or say something, and never fail.
enum Remarks {
    static let definitions: [KeywordDefinition] =
        ["$schema", "$id", "$comment"].map { KeywordDefinition($0, .core) { _, _ in nil } }
        + ["$vocabulary", "$anchor", "$dynamicAnchor"].map { name in
            KeywordDefinition(name, .core, in: [.draft2020]) { _, _ in nil }
        }
        + [
            KeywordDefinition("$defs", .core, in: [.draft2020], shape: .map) { _, _ in nil },
            KeywordDefinition("definitions", .core, in: [.draft07], shape: .map) { _, _ in nil },
        ]
        + ["title", "description", "default", "readOnly", "writeOnly", "examples"].map { name in
            KeywordDefinition(name, .metaData, isRemark: true) { _, _ in nil }
        }
        + [KeywordDefinition("deprecated", .metaData, in: [.draft2020], isRemark: true) { _, _ in nil }]
        + ["contentEncoding", "contentMediaType"].map { name in
            KeywordDefinition(name, .content, isRemark: true) { _, _ in nil }
        }
        + [
            KeywordDefinition("contentSchema", .content, in: [.draft2020], shape: .schema, isRemark: true) {
                _,
                _ in nil
            }
        ]
}
