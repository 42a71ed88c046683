/// Something that can change and that clients want to hear of.
package enum Topic: Hashable, Sendable {
    /// The list of tools.
    case tools
    /// The list of resources or that of their templates.
    case resources
    /// The list of prompts.
    case prompts
    /// What stands under a URI.
    case resource(String)
    /// What the server logs that belongs to no request; legacy.
    case log
    /// A task; of an extension.
    case task(String)

    /// What says that the list changed; nil for what is no list.
    var listChangedMethod: String? {
        switch self {
        case .tools: "notifications/tools/list_changed"
        case .resources: "notifications/resources/list_changed"
        case .prompts: "notifications/prompts/list_changed"
        case .resource, .log, .task: nil
        }
    }
}
