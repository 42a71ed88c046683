/// All methods of all revisions and official extensions, and what each revision says about them.
///
/// A new revision adds rows, and ends the validity of rows that it replaces.
public enum MethodTable {
    /// The rows, requests first.
    public static let rows: [Method] = requests + taskRequests + inputRequests + notifications

    private static let byName = Dictionary(grouping: rows, by: \.name)

    /// All that was ever said about a method, oldest first.
    public static func history(of name: String) -> [Method] {
        (byName[name] ?? []).sorted { $0.validity.first < $1.validity.first }
    }

    /// All names, sorted.
    public static var names: [String] { byName.keys.sorted() }

    /// The methods of a revision.
    public static func methods(
        in revision: Revision,
        kind: Method.Kind? = nil,
        sentBy side: Side? = nil
    ) -> [Method] {
        rows.filter { row in
            row.validity.contains(revision) && (kind == nil || row.kind == kind)
                && (side.map { row.isSent(by: $0) } ?? true)
        }
    }

    static func row(_ name: String, _ kind: Method.Kind?, _ revision: Revision) -> Method? {
        guard let rows = byName[name] else { return nil }
        return rows.first { $0.validity.contains(revision) && (kind == nil || $0.kind == kind) }
    }
}

extension Method {
    /// What a revision says about a method; nil when it does not know it.
    public static func named(_ name: String, kind: Kind? = nil, in revision: Revision) -> Method? {
        MethodTable.row(name, kind, revision)
    }
}

extension MethodTable {
    /// A request.
    static func request(
        _ name: String,
        _ typeName: String,
        _ validity: Validity,
        from senders: Set<Side> = [.client],
        params: String? = nil,
        result: String = "EmptyResult",
        with change: (inout Method) -> Void = { _ in }
    ) -> Method {
        var method = Method(
            name: name,
            typeName: typeName,
            kind: .request,
            validity: validity,
            senders: senders,
            params: params ?? typeName + "Params",
            result: result
        )
        change(&method)
        return method
    }

    /// A notification.
    static func notification(
        _ name: String,
        _ typeName: String,
        _ validity: Validity,
        from senders: Set<Side>,
        params: String? = nil,
        with change: (inout Method) -> Void = { _ in }
    ) -> Method {
        var method = Method(
            name: name,
            typeName: typeName,
            kind: .notification,
            validity: validity,
            senders: senders,
            params: params ?? typeName + "Params"
        )
        // Only what carries nothing of its own may come without parameters.
        method.needsParams = params == nil
        change(&method)
        return method
    }

    /// The identifier of the extension for tasks.
    public static let tasksExtension = "io.modelcontextprotocol/tasks"
}
