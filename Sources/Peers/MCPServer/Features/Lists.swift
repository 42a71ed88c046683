internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP
internal import Reactor

extension RequestScope {
    /// Answers a list request with the page that its cursor leads to.
    func list(_ kind: ListKind) -> Handling {
        let cursor: String?
        if let value = request.params?["cursor"] {
            guard let text = value.string else {
                return finished(.failure(wrong(value, "a string, or nothing,", "cursor")))
            }
            cursor = text
        } else {
            cursor = nil
        }
        do throws(ErrorObject) {
            let page = try server.catalog.withLock { catalog throws(ErrorObject) -> [UInt8] in
                switch kind {
                case .tools: try self.page(of: &catalog.tools, kind, cursor)
                case .resources: try self.page(of: &catalog.resources, kind, cursor)
                case .templates: try self.page(of: &catalog.templates, kind, cursor)
                case .prompts: try self.page(of: &catalog.prompts, kind, cursor)
                }
            }
            return finished(.raw(page), cache: server.options.cache.hint(for: kind))
        } catch {
            return finished(.failure(error))
        }
    }

    private func page<Entry>(
        of list: inout CatalogList<Entry>,
        _ kind: ListKind,
        _ cursor: String?
    ) throws(ErrorObject) -> [UInt8] {
        var offset = 0
        if let cursor {
            guard let place = server.sealer.offset(cursor, in: kind, list.fingerprint()), place < list.count else {
                throw .invalidParams(
                    "the cursor is not one of this list, or the list has changed: begin again without a cursor"
                )
            }
            offset = place
        }
        let key = CatalogList<Entry>.PageKey(revision: revision, offset: offset)
        if let known = list.page(key) { return known }
        let page = try write(&list, kind, from: offset)
        list.keep(page, as: key)
        return page
    }

    private func write<Entry>(
        _ list: inout CatalogList<Entry>,
        _ kind: ListKind,
        from offset: Int
    ) throws(ErrorObject) -> [UInt8] {
        let end = min(list.count, offset + max(1, server.options.pageSize))
        var writer = JSONWriter()
        writer.beginObject()
        writer.key(kind.member)
        writer.beginArray()
        for entry in list.entries[offset..<end] where entry.isOffered(in: revision) {
            writer.verbatim(entry.encoded(for: revision))
        }
        writer.endArray()
        // Behind a cursor there is something for this client.
        if list.entries[end...].contains(where: { $0.isOffered(in: revision) }) {
            do {
                let cursor = try server.sealer.cursor(kind, list.fingerprint(), offset: end)
                writer.key("nextCursor")
                writer.string(cursor)
            } catch {
                server.options.reportFault("a cursor could not be sealed: \(error)")
                throw .internalError
            }
        }
        writer.endObject()
        return writer.bytes
    }
}

extension CacheHints {
    func hint(for kind: ListKind) -> CacheHint {
        switch kind {
        case .tools: tools
        case .resources: resources
        case .templates: templates
        case .prompts: prompts
        }
    }
}
