import JSON
import JSONSchema
import Testing

/// A schema with instances that fit it and instances that do not, all as JSON text.
struct KeywordVector {
    let keyword: String
    let schema: String
    let valid: [String]
    let invalid: [String]

    init(_ keyword: String, _ schema: String, valid: [String], invalid: [String]) {
        self.keyword = keyword
        self.schema = schema
        self.valid = valid
        self.invalid = invalid
    }

    /// Holds all ways of asking to the same answer.
    func check(_ options: SchemaOptions = SchemaOptions()) throws {
        let schema = try JSONSchema(JSONDocument(parsing: schema).root, options: options)
        for (texts, isValid) in [(valid, true), (invalid, false)] {
            for text in texts {
                let instance = try JSONDocument(parsing: text).root
                let result = schema.validate(instance)
                let comment: Comment = "\(self.schema) on \(text): \(result.findings)"
                #expect(result.isValid == isValid, comment)
                #expect(schema.isValid(instance) == isValid, comment)
                #expect((schema.firstFinding(in: instance) == nil) == isValid, comment)
                #expect(schema.annotate(instance).isValid == isValid, comment)
                for finding in result.findings.flatMap(\.flattened) {
                    #expect(instance[finding.instanceLocation] != nil || keyword == "propertyNames", comment)
                    #expect(finding.message.hasPrefix("expected "), comment)
                }
            }
        }
    }
}
