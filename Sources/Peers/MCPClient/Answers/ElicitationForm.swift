internal import JSON
internal import JSONRPC
internal import JSONSchema

/// Forms that servers ask to be filled in.
enum ElicitationForm {
    /// The content with the defaults of the schema for what was left out.
    static func filled(_ content: JSON, by schema: JSON?) -> JSON {
        guard var members = content.object, let properties = schema?["properties"]?.object else { return content }
        for property in properties {
            guard let value = property.value["default"], !members.contains(where: { $0.key == property.key }) else {
                continue
            }
            members.append((property.key, value))
        }
        return .object(members)
    }

    /// Why content cannot be sent as the filled-in form; nil when it can.
    static func problem(in content: JSON, by schema: JSON?) -> ErrorObject? {
        guard let schema else { return nil }
        var options = SchemaOptions()
        options.unknownDialect = .refuse
        let finding: String?
        do {
            let compiled = try JSONSchema(JSONDocument(parsing: schema.encoded()).root, options: options)
            let instance = try JSONDocument(parsing: content.encoded())
            finding = compiled.firstFinding(in: instance.root).map { "\($0)" }
        } catch {
            return ErrorObject(ErrorObject.invalidParamsCode, "the requestedSchema cannot be used: \(error)")
        }
        return finding.map {
            ErrorObject(ErrorObject.internalErrorCode, "the form was not filled in as its schema wants it: \($0)")
        }
    }
}
