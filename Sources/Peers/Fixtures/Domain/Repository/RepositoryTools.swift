internal import JSON
internal import MCP
internal import MCPServer

/// A repository as tools and resources.
enum RepositoryTools {
    static func add(to server: MCPServer, items: Int) throws {
        let repository = Repository.sample(more: items)
        try addLog(repository, to: server)
        try addShow(repository, to: server)
        try addDifference(repository, to: server)
        try addBranches(repository, to: server)
        try addFiles(repository, to: server)
    }

    private static let revision = Schemas.text("a branch, an id, or the first seven or more digits of one")

    private static func addLog(_ repository: Repository, to server: MCPServer) throws {
        try server.add(
            Tool(
                name: "git_log",
                description: "Lists commits, the last one first",
                inputSchema: Schemas.object(
                    [
                        ("revision", revision), ("path", Schemas.text("only commits that changed this file")),
                        ("limit", Schemas.integer("how many at most", in: 1...1000)),
                        ("skip", Schemas.integer("how many to leave out first", in: 0...10_000_000)),
                    ],
                    required: 0
                ),
                outputSchema: Schemas.object([("commits", ["type": "array", "items": ["type": "object"]])]),
                annotations: .looking
            )
        ) { call in
            let wanted = call.string("revision") ?? "main"
            guard let position = repository.position(wanted) else { return unknown(wanted) }
            let commits = repository.history(of: position, path: call.string("path"))
                .dropFirst(call.integer("skip") ?? 0).prefix(call.integer("limit") ?? 20)
            return .structured(["commits": .array(commits.map { describe($0, repository) })])
        }
    }

    private static func addShow(_ repository: Repository, to server: MCPServer) throws {
        try server.add(
            Tool(
                name: "git_show",
                description: "Shows a commit and what it changed",
                inputSchema: Schemas.object([("revision", revision)]),
                annotations: .looking
            )
        ) { call in
            let wanted = call.string("revision") ?? ""
            guard let position = repository.position(wanted) else { return unknown(wanted) }
            let commit = repository.commits[position]
            let head =
                "commit \(commit.id)\nAuthor: \(commit.author)\nDate:   \(commit.date)\n\n    \(commit.message)\n\n"
            return ToolResult(text: head + repository.difference(from: commit.parent, to: position))
        }
    }

    private static func addDifference(_ repository: Repository, to server: MCPServer) throws {
        try server.add(
            Tool(
                name: "git_diff",
                description: "Shows what differs between two commits",
                inputSchema: Schemas.object(
                    [("from", revision), ("to", revision), ("path", Schemas.text("only this file"))],
                    required: 2
                ),
                annotations: .looking
            )
        ) { call in
            let (old, new) = (call.string("from") ?? "", call.string("to") ?? "")
            guard let from = repository.position(old) else { return unknown(old) }
            guard let to = repository.position(new) else { return unknown(new) }
            return ToolResult(text: repository.difference(from: from, to: to, path: call.string("path")))
        }
    }

    private static func addBranches(_ repository: Repository, to server: MCPServer) throws {
        try server.add(
            Tool(
                name: "git_branches",
                description: "Lists the branches and their last commits",
                inputSchema: ["type": "object"],
                outputSchema: Schemas.object([("branches", ["type": "array", "items": ["type": "object"]])]),
                annotations: .looking
            )
        ) { _ in
            let branches = repository.branches.map { branch -> JSON in
                ["name": .string(branch.name), "commit": .string(repository.commits[branch.head].id)]
            }
            return .structured(["branches": .array(branches)])
        }
    }

    private static func addFiles(_ repository: Repository, to server: MCPServer) throws {
        let head = repository.position("main") ?? 0
        for path in repository.files(at: head).keys.sorted() {
            try server.add(
                Resource(uri: "git://main/\(path)", name: path, description: "\(path) on main", mimeType: "text/plain")
            ) { read in try contents(read.uri, "main", path, repository) }
        }
        let template = ResourceTemplate(
            uriTemplate: "git://{revision}/{+path}",
            name: "A file at a revision",
            description: "Any file at any branch or commit",
            mimeType: "text/plain"
        )
        try server.add(template) { read in
            try contents(read.uri, read.variables["revision"] ?? "", read.variables["path"] ?? "", repository)
        }
        server.complete(.resource(template.uriTemplate), argument: "revision") { value, _ in
            Completion(repository.branches.map(\.name).filter { $0.hasPrefix(value) })
        }
        server.complete(.resource(template.uriTemplate), argument: "path") { value, others in
            let position = repository.position(others["revision"] ?? "main") ?? head
            let paths = repository.files(at: position).keys.sorted().filter { $0.hasPrefix(value) }
            return Completion(Array(paths.prefix(100)), total: paths.count, hasMore: paths.count > 100)
        }
    }

    private static func contents(
        _ uri: String,
        _ revision: String,
        _ path: String,
        _ repository: Repository
    ) throws -> [ResourceContents] {
        guard let position = repository.position(revision), let text = repository.file(path, at: position) else {
            throw ServerError.noSuchResource(uri)
        }
        return [ResourceContents(uri: uri, mimeType: "text/plain", text: text)]
    }

    private static func describe(_ commit: Repository.Commit, _ repository: Repository) -> JSON {
        .object(of: [
            ("id", .string(commit.id)), ("parent", commit.parent.map { .string(repository.commits[$0].id) }),
            ("author", .string(commit.author)), ("date", .string(commit.date)), ("message", .string(commit.message)),
            ("files", .array(of: commit.changes.keys.sorted())),
        ])
    }

    private static func unknown(_ revision: String) -> ToolResult {
        .failure("expected a branch or a commit, saw \(revision): git_branches lists the branches, git_log the commits")
    }
}
