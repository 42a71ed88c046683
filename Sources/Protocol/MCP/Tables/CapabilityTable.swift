/// A flag by which one side says what it can do, in the revisions that have it.
public struct Capability: Sendable, Hashable {
    /// What stands at its place.
    public enum Form: String, Sendable, Hashable, CaseIterable {
        /// An object, empty or not: being there is what counts.
        case object
        /// `true` or `false`; absent means `false`.
        case boolean
        /// An object of objects, with keys of one's own.
        case objects
    }

    /// Its place below `capabilities`, the members joined by dots: `resources.subscribe`.
    public let path: String
    /// Who declares it.
    public let side: Side
    /// The revisions that have it.
    public let validity: Validity
    /// What stands there.
    public let form: Form
    /// The revision that calls it deprecated.
    public var deprecatedSince: Revision?

    /// The members that lead to it; the identifier of an extension is one member, dots or not.
    public var members: [String] {
        let prefix = "extensions."
        if path.hasPrefix(prefix) { return ["extensions", String(path.dropFirst(prefix.count))] }
        return path.split(separator: ".").map(String.init)
    }
}

/// All capabilities of all revisions.
public enum CapabilityTable {
    /// The rows: those of servers first.
    public static let rows: [Capability] = servers + clients + shared

    /// The capabilities that a side can declare in a revision.
    public static func capabilities(of side: Side, in revision: Revision) -> [Capability] {
        rows.filter { $0.side == side && $0.validity.contains(revision) }
    }

    /// What a revision says about a capability; nil when it does not know it.
    public static func named(_ path: String, of side: Side, in revision: Revision) -> Capability? {
        rows.first { $0.path == path && $0.side == side && $0.validity.contains(revision) }
    }

    private static let onlyNovember2025 = Validity(since: .november2025, until: .november2025)

    private static let servers: [Capability] = [
        row("tools", .server, .always, .object),
        row("tools.listChanged", .server, .always, .boolean),
        row("resources", .server, .always, .object),
        row("resources.subscribe", .server, .always, .boolean),
        row("resources.listChanged", .server, .always, .boolean),
        row("prompts", .server, .always, .object),
        row("prompts.listChanged", .server, .always, .boolean),
        row("logging", .server, .always, .object, deprecatedSince: .july2026),
        row("completions", .server, .since(.march2025), .object),
        row("tasks.requests.tools.call", .server, onlyNovember2025, .object),
    ]

    private static let clients: [Capability] = [
        row("roots", .client, .always, .object, deprecatedSince: .july2026),
        row("roots.listChanged", .client, .legacy, .boolean),
        row("sampling", .client, .always, .object, deprecatedSince: .july2026),
        row("sampling.tools", .client, .since(.november2025), .object),
        row("sampling.context", .client, .since(.november2025), .object),
        row("elicitation", .client, .since(.june2025), .object),
        row("elicitation.form", .client, .since(.november2025), .object),
        row("elicitation.url", .client, .since(.november2025), .object),
        row("tasks.requests.sampling.createMessage", .client, onlyNovember2025, .object),
        row("tasks.requests.elicitation.create", .client, onlyNovember2025, .object),
    ]

    private static let shared: [Capability] = [Side.server, .client].flatMap { side in
        [
            row("experimental", side, .always, .objects),
            row("extensions", side, .modern, .objects),
            row("extensions." + MethodTable.tasksExtension, side, .modern, .object),
            row("tasks", side, onlyNovember2025, .object),
            row("tasks.list", side, onlyNovember2025, .object),
            row("tasks.cancel", side, onlyNovember2025, .object),
        ]
    }

    private static func row(
        _ path: String,
        _ side: Side,
        _ validity: Validity,
        _ form: Capability.Form,
        deprecatedSince: Revision? = nil
    ) -> Capability {
        Capability(path: path, side: side, validity: validity, form: form, deprecatedSince: deprecatedSince)
    }
}
