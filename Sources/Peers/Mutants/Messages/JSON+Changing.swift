import JSON

extension JSON {
    /// The value at a path of keys.
    func at(_ path: [String]) -> JSON? { path.reduce(Optional(self)) { $0?[$1] } }

    /// Changes the value at a path of keys, where there is one.
    mutating func change(_ path: String..., by edit: (inout JSON) -> Void) { change(path[...], edit) }

    private mutating func change(_ path: ArraySlice<String>, _ edit: (inout JSON) -> Void) {
        guard let key = path.first else { return edit(&self) }
        guard var value = self[key] else { return }
        value.change(path.dropFirst(), edit)
        self[key] = value
    }

    /// Sets a member of an object at a path of keys; nil removes it.
    ///
    /// Nothing happens where the path does not lead.
    mutating func set(_ path: String..., to value: JSON?) {
        guard let key = path.last else { return }
        change(path.dropLast()) { if case .object = $0 { $0[key] = value } }
    }

    /// Sets a member, and makes the objects on the way.
    mutating func force(_ path: [String], to value: JSON) {
        guard let key = path.first else { return self = value }
        var child = self[key] ?? .object([])
        child.force(Array(path.dropFirst()), to: value)
        self[key] = child
    }

    /// Changes every element of an array at a path of keys.
    mutating func changeEach(_ path: String..., by edit: (inout JSON) -> Void) {
        change(path[...]) { value in
            guard var elements = value.array else { return }
            for place in elements.indices { edit(&elements[place]) }
            value = .array(elements)
        }
    }

    /// Changes every string in the value, keys left alone.
    mutating func changeStrings(by edit: (String) -> String) {
        switch self {
        case .string(let text): self = .string(edit(text))
        case .array(var elements):
            for place in elements.indices { elements[place].changeStrings(by: edit) }
            self = .array(elements)
        case .object(var members):
            for place in members.indices { members[place].value.changeStrings(by: edit) }
            self = .object(members)
        case .null, .bool, .number: break
        }
    }
}
