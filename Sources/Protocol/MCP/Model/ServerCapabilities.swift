public import JSON

/// What a server offers; anything not known here passes through.
public struct ServerCapabilities: CapabilitySet {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// Nothing yet: set what is offered.
    public init() { json = .emptyObject }

    /// Whether it has tools.
    public var tools: Bool {
        get { declares("tools") }
        set { declare("tools", offered: newValue) }
    }

    /// Whether it says when its tools change.
    public var toolsListChanged: Bool {
        get { isTrue("tools", "listChanged") }
        set { setTrue("tools", "listChanged", flag: newValue) }
    }

    /// Whether it has resources.
    public var resources: Bool {
        get { declares("resources") }
        set { declare("resources", offered: newValue) }
    }

    /// Whether it says when a resource changes that a client asked about.
    public var resourcesSubscribe: Bool {
        get { isTrue("resources", "subscribe") }
        set { setTrue("resources", "subscribe", flag: newValue) }
    }

    /// Whether it says when its resources change.
    public var resourcesListChanged: Bool {
        get { isTrue("resources", "listChanged") }
        set { setTrue("resources", "listChanged", flag: newValue) }
    }

    /// Whether it has prompts.
    public var prompts: Bool {
        get { declares("prompts") }
        set { declare("prompts", offered: newValue) }
    }

    /// Whether it says when its prompts change.
    public var promptsListChanged: Bool {
        get { isTrue("prompts", "listChanged") }
        set { setTrue("prompts", "listChanged", flag: newValue) }
    }

    /// Whether it completes arguments; a flag since 2025-03-26.
    public var completions: Bool {
        get { declares("completions") }
        set { declare("completions", offered: newValue) }
    }

    /// Whether it sends log messages.
    public var logging: Bool {
        get { declares("logging") }
        set { declare("logging", offered: newValue) }
    }

    /// Whether it has tasks, in 2025-11-25.
    public var tasks: Bool {
        get { declares("tasks") }
        set { declare("tasks", offered: newValue) }
    }

    /// Whether its tasks can be listed, in 2025-11-25.
    public var tasksList: Bool {
        get { declares("tasks", "list") }
        set { declare("tasks", "list", offered: newValue) }
    }

    /// Whether its tasks can be cancelled, in 2025-11-25.
    public var tasksCancel: Bool {
        get { declares("tasks", "cancel") }
        set { declare("tasks", "cancel", offered: newValue) }
    }

    /// Whether tools can be called as tasks, in 2025-11-25.
    public var toolTasks: Bool {
        get { declares("tasks", "requests", "tools", "call") }
        set { declare("tasks", "requests", "tools", "call", offered: newValue) }
    }
}
