public import JSON

/// What a client wants to hear of on one `subscriptions/listen`; since 2026-07-28.
public struct SubscriptionFilter: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// What is wanted; what is left out is not.
    public init(
        toolsListChanged: Bool = false,
        promptsListChanged: Bool = false,
        resourcesListChanged: Bool = false,
        resourceSubscriptions: [String]? = nil,
        taskIDs: [String]? = nil
    ) {
        json = .object(of: [
            ("toolsListChanged", toolsListChanged ? true : JSON?.none),
            ("promptsListChanged", promptsListChanged ? true : JSON?.none),
            ("resourcesListChanged", resourcesListChanged ? true : JSON?.none),
            ("resourceSubscriptions", resourceSubscriptions.map(JSON.array(of:))),
            ("taskIds", taskIDs.map(JSON.array(of:))),
        ])
    }

    /// Whether to hear that the tools changed.
    public var toolsListChanged: Bool { bool("toolsListChanged") ?? false }
    /// Whether to hear that the prompts changed.
    public var promptsListChanged: Bool { bool("promptsListChanged") ?? false }
    /// Whether to hear that the resources changed.
    public var resourcesListChanged: Bool { bool("resourcesListChanged") ?? false }
    /// The resources whose changes to hear of.
    public var resourceSubscriptions: [String] { strings("resourceSubscriptions") ?? [] }
    /// The tasks whose changes to hear of; with the extension for tasks.
    public var taskIDs: [String] { strings("taskIds") ?? [] }

    /// Whether nothing is wanted.
    public var isEmpty: Bool {
        !toolsListChanged && !promptsListChanged && !resourcesListChanged && resourceSubscriptions.isEmpty
            && taskIDs.isEmpty
    }
}
