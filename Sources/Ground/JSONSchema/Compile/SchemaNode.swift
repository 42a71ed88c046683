package import JSON

/// One subschema, compiled.
package struct SchemaNode: Sendable {
    /// Names a subschema among all that one schema consists of.
    package typealias ID = Int

    /// A subschema that a keyword applies.
    package struct Child: Sendable {
        /// The keyword.
        package let keyword: String
        /// The member or the position below the keyword, if it holds several subschemas.
        package let token: String?
        /// The subschema.
        package let id: ID
    }

    /// The subschema as it was written.
    package let source: JSONValue
    /// The answer, if the subschema is `true` or `false`.
    package let truth: Bool?
    /// The subschemas below its keywords, in the order of the text; `$defs` are not among them unless referenced.
    package internal(set) var children: [Child] = []
    /// Where `$ref` leads.
    package internal(set) var reference: ID?
    /// Where `$dynamicRef` leads as long as nothing overrides it.
    package internal(set) var dynamicReference: ID?

    /// The resource that it belongs to.
    let resource: Int
    /// Its place in the schema, as errors and findings name it.
    let location: String
    /// The keywords that can fail, in the order of evaluation.
    var rules: [CompiledRule] = []
    /// The keywords that only say something.
    var remarks: [(keyword: String, value: JSONValue)] = []
    /// Whether a rule asks which parts of the instance others have evaluated.
    var tracksCoverage = false

    /// The subschema that a keyword applies, or that lies at a member or position below the keyword.
    package func child(_ keyword: String, _ token: String? = nil) -> ID? {
        children.first { $0.keyword == keyword && $0.token == token }?.id
    }
}

/// A keyword of a subschema, ready to be evaluated.
struct CompiledRule: Sendable {
    let keyword: String
    let rule: any SchemaRule
}
