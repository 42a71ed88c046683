internal import JSON
internal import MCP
internal import MCPServer
internal import Reactor

/// The document store as tools and resources; who asks decides what is there.
enum DocumentTools {
    static func add(to server: MCPServer, items: Int) throws {
        let store = SharedDocuments(items)
        try addTools(store, to: server)
        let template = ResourceTemplate(
            uriTemplate: "docs://{name}",
            name: "A document",
            description: "A document of the reader's own organisation",
            mimeType: "text/plain"
        )
        try server.add(template) { read, context in
            guard let document = store.document(read.variables["name"] ?? "", for: context.principal) else {
                throw ServerError.noSuchResource(read.uri)
            }
            return [ResourceContents(uri: read.uri, mimeType: "text/plain", text: document.text)]
        }
    }

    private static func addTools(_ store: SharedDocuments, to server: MCPServer) throws {
        try server.add(
            Tool(
                name: "document_list",
                description: "Lists the documents of your organisation",
                inputSchema: ["type": "object"],
                annotations: .looking
            )
        ) { call in .structured(["documents": .array(of: store.names(for: call.principal))]) }
        try server.add(
            Tool(
                name: "document_read",
                description: "Reads a document of your organisation",
                inputSchema: Schemas.object([("name", Schemas.text("its name"))]),
                annotations: .looking
            )
        ) { call in
            let name = call.string("name") ?? ""
            guard let document = store.document(name, for: call.principal) else {
                return .failure("there is no document \(name)")
            }
            return .structured([
                "name": .string(name), "version": JSON(document.version), "text": .string(document.text),
            ])
        }
        try server.add(
            Tool(
                name: "document_write",
                description: "Writes a document of your organisation",
                inputSchema: Schemas.object([
                    ("name", ["type": "string", "pattern": "^[a-z0-9-]{1,64}$", "description": "its name"]),
                    ("text", ["type": "string", "maxLength": 65536, "description": "what it says"]),
                ]),
                annotations: ToolAnnotations(readOnly: false, destructive: true, idempotent: true, openWorld: false)
            )
        ) { [weak server] call in
            let name = call.string("name") ?? ""
            guard let document = store.write(name, call.string("text") ?? "", for: call.principal) else {
                return .failure(
                    "\(call.principal ?? "somebody unknown") belongs to no organisation, or its shelf is full"
                )
            }
            server?.resourceUpdated("docs://\(name)")
            return .structured(["name": .string(name), "version": JSON(document.version)])
        }
    }
}

/// The store as all callers share it.
private final class SharedDocuments: Sendable {
    private let store: Locked<DocumentStore>

    init(_ items: Int) { store = Locked(DocumentStore(more: items)) }

    func names(for principal: String?) -> [String] { store.withLock { $0.names(for: principal) } }
    func document(_ name: String, for principal: String?) -> DocumentStore.Document? {
        store.withLock { $0.document(name, for: principal) }
    }
    func write(_ name: String, _ text: String, for principal: String?) -> DocumentStore.Document? {
        store.withLock { $0.write(name, text, for: principal) }
    }
}
