/// Which parts of an array or object the successful keywords have evaluated so far.
struct Coverage {
    /// All elements before this position.
    private(set) var prefix = 0
    /// Single elements or members, by position.
    private var marked: [Bool] = []
    /// Everything.
    private(set) var isComplete = false

    /// Whether the element or member at a position was evaluated.
    func contains(_ position: Int) -> Bool {
        isComplete || position < prefix || position < marked.count && marked[position]
    }

    mutating func mark(_ position: Int) {
        guard !contains(position) else { return }
        while marked.count <= position { marked.append(false) }
        marked[position] = true
    }

    mutating func mark(before position: Int) { prefix = max(prefix, position) }

    mutating func markAll() { isComplete = true }

    mutating func formUnion(_ other: Coverage) {
        isComplete = isComplete || other.isComplete
        prefix = max(prefix, other.prefix)
        for position in other.marked.indices where other.marked[position] { mark(position) }
    }
}
