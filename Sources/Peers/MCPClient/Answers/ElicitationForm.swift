internal import JSON

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
}
