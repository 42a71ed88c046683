/// A small repository as git would keep it: commits with their parents, branches, and files at each commit.
///
/// Everything about it follows from how it was built, so two of them made alike have the same ids.
struct Repository: Sendable {
    /// One commit.
    struct Commit: Sendable, Equatable {
        /// Forty hexadecimal digits, as git has them.
        let id: String
        /// The position of the commit before it; nil for the first.
        let parent: Int?
        let author: String
        /// As RFC 3339 writes it.
        let date: String
        let message: String
        /// The files it changed: their text, or nil where it removed them.
        let changes: [String: String?]
    }

    private(set) var commits: [Commit] = []
    /// The name of each branch and the position of its last commit.
    private(set) var branches: [(name: String, head: Int)] = []
    private var positions: [String: Int] = [:]

    /// Adds a commit and makes it the last one of a branch, which is made when it is new.
    mutating func commit(
        _ message: String,
        by author: String,
        at date: String,
        on branch: String = "main",
        after start: String? = nil,
        _ changes: [String: String?]
    ) {
        let parent = head(of: branch) ?? start.flatMap(position)
        let before = parent.map { commits[$0].id } ?? ""
        let listed = changes.sorted { $0.key < $1.key }.map { "\($0.key)\n\($0.value ?? "-")" }
        let id = StableDigest.hexadecimal(([before, author, date, message] + listed).joined(separator: "\n"))
        positions[id] = commits.count
        move(branch, to: commits.count)
        commits.append(
            Commit(id: id, parent: parent, author: author, date: date, message: message, changes: changes)
        )
    }

    /// The position of a commit: a branch, a whole id, or the beginning of one that is not ambiguous.
    func position(_ revision: String) -> Int? {
        if let head = head(of: revision) { return head }
        if let position = positions[revision] { return position }
        guard revision.count >= 7, revision.count < 40 else { return nil }
        let candidates = commits.indices.filter { commits[$0].id.hasPrefix(revision) }
        return candidates.count == 1 ? candidates[0] : nil
    }

    /// The commits that led to one, the last one first; with a path only those that changed it.
    func history(of position: Int, path: String? = nil) -> some Sequence<Commit> {
        sequence(first: position, next: { commits[$0].parent })
            .lazy.map { commits[$0] }
            .filter { commit in path.map { commit.changes[$0] != nil } ?? true }
    }

    /// The text of a file at a commit.
    func file(_ path: String, at position: Int) -> String? {
        history(of: position, path: path).first { _ in true }?.changes[path] ?? nil
    }

    /// All files at a commit.
    func files(at position: Int) -> [String: String] {
        var known: Set<String> = []
        var files: [String: String] = [:]
        for commit in history(of: position) {
            for (path, text) in commit.changes where known.insert(path).inserted { files[path] = text }
        }
        return files
    }

    /// What lies between two commits, as `git diff` shows it.
    func difference(from old: Int?, to new: Int, path: String? = nil) -> String {
        let (before, after) = (old.map(files) ?? [:], files(at: new))
        return Set(before.keys).union(after.keys).sorted()
            .filter { before[$0] != after[$0] && (path == nil || path == $0) }
            .map { UnifiedDifference.text(path: $0, old: before[$0], new: after[$0]) }
            .joined()
    }

    private func head(of branch: String) -> Int? { branches.first { $0.name == branch }?.head }

    private mutating func move(_ branch: String, to position: Int) {
        if let index = branches.firstIndex(where: { $0.name == branch }) {
            branches[index].head = position
        } else {
            branches.append((branch, position))
        }
    }
}
