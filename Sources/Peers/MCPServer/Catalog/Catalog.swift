internal import MCP

/// All features of a server.
struct Catalog: Sendable {
    var tools = CatalogList<RegisteredTool>()
    var resources = CatalogList<RegisteredResource>()
    var templates = CatalogList<RegisteredTemplate>()
    var prompts = CatalogList<RegisteredPrompt>()
    var completers: [CompletionKey: Completer] = [:]
    private var everHad: ServerFeatures = []

    /// An argument that can be completed.
    struct CompletionKey: Hashable, Sendable {
        let reference: CompletionReference
        let argument: String
    }

    /// Says that features of a kind are there, or were: a capability once declared is not taken back.
    mutating func note(_ feature: ServerFeatures) { everHad.formUnion(feature) }

    /// The kinds of features there are.
    var features: ServerFeatures { everHad }
}

/// The lists that clients page through.
enum ListKind: UInt8, Sendable, CaseIterable {
    case tools = 1
    case resources = 2
    case templates = 3
    case prompts = 4

    /// The member of the result.
    var member: String {
        switch self {
        case .tools: "tools"
        case .resources: "resources"
        case .templates: "resourceTemplates"
        case .prompts: "prompts"
        }
    }

    /// What a server must offer to have the list.
    var feature: ServerFeatures {
        switch self {
        case .tools: .tools
        case .resources, .templates: .resources
        case .prompts: .prompts
        }
    }
}
