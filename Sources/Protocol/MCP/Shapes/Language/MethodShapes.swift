/// The shapes that follow from the ``MethodTable``: whole requests, notifications, responses, and the unions of them.
enum MethodShapes {
    static func declarations(in revision: Revision) -> [ShapeDeclaration] {
        let rows = MethodTable.methods(in: revision)
        var all = rows.map { message($0, revision) }
        if revision.era == .modern { all += rows.compactMap(response) }
        let unions: [(String, Method.Kind, Side)] = [
            ("ClientRequest", .request, .client), ("ServerRequest", .request, .server),
            ("ClientNotification", .notification, .client), ("ServerNotification", .notification, .server),
            ("InputRequest", .inputRequest, .server),
        ]
        for (name, kind, side) in unions {
            // What extensions add is not part of what the revision lists.
            let listed = rows.filter { $0.kind == kind && $0.isSent(by: side) && $0.methodExtension == nil }
            guard !listed.isEmpty else { continue }
            all.append(declaration(name, .alias(.union(listed.map { .named($0.typeName) }))))
        }
        return all
    }

    private static func message(_ row: Method, _ revision: Revision) -> ShapeDeclaration {
        var record = ShapeRecordText()
        // Until 2025-06-18 the types of messages leave out what the envelope says.
        if revision >= .november2025, row.kind != .inputRequest {
            record.members.append(member("jsonrpc", .text("2.0")))
            if row.kind == .request { record.members.append(member("id", .named("RequestId"))) }
        }
        record.members.append(member("method", .text(row.name)))
        record.members.append(member("params", .named(row.params), isRequired: row.needsParams))
        return declaration(row.typeName, .record(bases: [], record))
    }

    private static func response(_ row: Method) -> ShapeDeclaration? {
        guard row.kind == .request, let result = row.result, result != "EmptyResult" else { return nil }
        var record = ShapeRecordText()
        record.members = [
            member("jsonrpc", .text("2.0")), member("id", .named("RequestId")),
            member("result", .union(results(of: row).map { .named($0) })),
        ]
        return declaration(result + "Response", .record(bases: [], record))
    }

    /// The shapes that a result of a method can have.
    static func results(of row: Method) -> [String] {
        var names = [row.result ?? "EmptyResult"]
        if row.takesInput { names.append("InputRequiredResult") }
        if row.makesTasks { names.append("CreateTaskResult") }
        return names
    }

    private static func declaration(_ name: String, _ body: ShapeDeclaration.Body) -> ShapeDeclaration {
        ShapeDeclaration(name: name, validity: .always, body: body)
    }

    private static func member(_ name: String, _ type: ShapeExpression, isRequired: Bool = true) -> ShapeMemberText {
        ShapeMemberText(name: name, isRequired: isRequired, validity: .always, type: type)
    }
}
