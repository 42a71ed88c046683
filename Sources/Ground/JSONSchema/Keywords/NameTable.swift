internal import JSON

/// Some keys, to be found by the members of an instance; compares bytes, not characters.
struct NameTable: Sendable {
    /// A text that is equal to others only byte by byte, unlike String.
    private struct Exact: Hashable {
        let text: String

        static func == (left: Exact, right: Exact) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

        func hash(into hasher: inout Hasher) {
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }

    let names: [String]
    /// Nil where looking at all names costs less.
    private let table: [Exact: Int]?

    init(_ names: [String]) {
        self.names = names
        table =
            names.count > 12
            ? Dictionary(names.enumerated().map { (Exact(text: $1), $0) }, uniquingKeysWith: { $1 })
            : nil
    }

    /// The place of a member's key among the names; the search begins at the hint, which moves behind the find.
    func index(of member: JSONMember, hint: inout Int) -> Int? {
        let count = names.count
        guard count > 0 else { return nil }
        if hint < count, member.hasKey(names[hint]) {
            hint += 1
            return hint - 1
        }
        if let table { return table[Exact(text: member.key)] }
        for index in 0..<count where member.hasKey(names[index]) {
            hint = index + 1
            return index
        }
        return nil
    }
}
