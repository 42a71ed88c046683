internal import MCP
internal import MCPServer

extension FixtureSet {
    /// What the members of a federation may be: a repository, a database, documents, meetings.
    static let domain = FixtureSet(
        "domain",
        summary: "what a federation may join: a repository, a table, documents of two organisations, meetings"
    ) { server, options in
        server.offerTasks()
        try RepositoryTools.add(to: server, items: options.items)
        try TableTools.add(to: server, items: options.items)
        try DocumentTools.add(to: server, items: options.items)
        try MeetingTools.add(to: server, items: options.items)
        try WorkTools.add(to: server)
    }
}

extension ToolAnnotations {
    /// What only looks at what the server itself holds.
    static let looking = ToolAnnotations(readOnly: true, idempotent: true, openWorld: false)
}
