internal import JSON
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

    /// Why the content does not fit the schema; nil where it does, or where the schema cannot be used.
    static func problem(in content: JSON, by schema: JSON?) -> String? {
        guard let schema, let document = try? JSONDocument(parsing: schema.encoded()),
            let compiled = try? JSONSchema(document.root), let filled = try? JSONDocument(parsing: content.encoded())
        else { return nil }
        return compiled.firstFinding(in: filled.root)?.description
    }
}
