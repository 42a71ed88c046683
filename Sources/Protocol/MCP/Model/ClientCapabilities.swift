public import JSON

/// What a client offers; anything not known here passes through.
public struct ClientCapabilities: CapabilitySet {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// Nothing yet: set what is offered.
    public init() { json = .emptyObject }

    /// Whether it tells where a server may work.
    public var roots: Bool {
        get { declares("roots") }
        set { declare("roots", offered: newValue) }
    }

    /// Whether it says when that changes; legacy.
    public var rootsListChanged: Bool {
        get { isTrue("roots", "listChanged") }
        set { setTrue("roots", "listChanged", flag: newValue) }
    }

    /// Whether it lets a server use its model.
    public var sampling: Bool {
        get { declares("sampling") }
        set { declare("sampling", offered: newValue) }
    }

    /// Whether its model can ask for tools, since 2025-11-25.
    public var samplingTools: Bool {
        get { declares("sampling", "tools") }
        set { declare("sampling", "tools", offered: newValue) }
    }

    /// Whether it adds context of other servers, since 2025-11-25.
    public var samplingContext: Bool {
        get { declares("sampling", "context") }
        set { declare("sampling", "context", offered: newValue) }
    }

    /// Whether it asks people questions, since 2025-06-18.
    public var elicitation: Bool {
        get { declares("elicitation") }
        set { declare("elicitation", offered: newValue) }
    }

    /// Whether it shows forms: an elicitation capability that names no mode means forms.
    public var elicitationForms: Bool {
        get { declares("elicitation", "form") || (elicitation && !declares("elicitation", "url")) }
        set { declare("elicitation", "form", offered: newValue) }
    }

    /// Whether it opens pages, since 2025-11-25.
    public var elicitationURLs: Bool {
        get { declares("elicitation", "url") }
        set { declare("elicitation", "url", offered: newValue) }
    }

    /// Whether it runs what a server asks for as tasks, in 2025-11-25.
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

    /// Whether it can be asked for samples as tasks, in 2025-11-25.
    public var samplingTasks: Bool {
        get { declares("tasks", "requests", "sampling", "createMessage") }
        set { declare("tasks", "requests", "sampling", "createMessage", offered: newValue) }
    }

    /// Whether it can be asked questions as tasks, in 2025-11-25.
    public var elicitationTasks: Bool {
        get { declares("tasks", "requests", "elicitation", "create") }
        set { declare("tasks", "requests", "elicitation", "create", offered: newValue) }
    }

    /// What of `required` is not offered here, as the data of error -32021 wants it; nil when nothing is missing.
    public func missing(of required: ClientCapabilities) -> ClientCapabilities? {
        let absent = ClientCapabilities.members(of: required.json, notIn: self)
        return absent.map { ClientCapabilities(json: $0) }
    }

    private static func members(of required: JSON, notIn offered: ClientCapabilities) -> JSON? {
        var missing: [(key: String, value: JSON)] = []
        for (key, value) in required.object ?? [] {
            guard let mine = offered.json[key] else {
                missing.append((key, value))
                continue
            }
            let inner = (value.object ?? []).filter { member in
                if key == "elicitation", member.key == "form" { return !offered.elicitationForms }
                return mine[member.key] == nil
            }
            if !inner.isEmpty { missing.append((key, .object(inner))) }
        }
        return missing.isEmpty ? JSON?.none : .object(missing)
    }
}
