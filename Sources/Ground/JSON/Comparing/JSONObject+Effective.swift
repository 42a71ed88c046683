extension JSONObject {
    /// The members that count, in the order of the text: of duplicate keys the last one.
    public var effectiveMembers: [JSONMember] {
        let members = Array(self)
        guard members.count > 1, storage.buffer.header.mayHaveDuplicateKeys else { return members }
        var table = JSONKeyTable(capacity: members.count)
        var shadowed: Set<Int> = []
        for member in members {
            if let earlier = table.insert(member) { shadowed.insert(earlier) }
        }
        return shadowed.isEmpty ? members : members.filter { !shadowed.contains($0.index) }
    }

    /// Whether ``effectiveMembers`` may be fewer than the members; asking costs nothing.
    package var mayHaveDuplicateKeys: Bool { storage.buffer.header.mayHaveDuplicateKeys }

    /// The members by key, for comparing with another object.
    var memberLookup: MemberLookup { MemberLookup(self) }

    /// Finds the members of an object by the keys of another document.
    struct MemberLookup {
        private let object: JSONObject
        private let storage: JSONStorage
        /// Nil where walking over the members costs less.
        private var table: JSONKeyTable?
        /// How many different keys there are.
        private(set) var count = 0

        init(_ object: JSONObject) {
            self.object = object
            storage = object.storage
            if object.count <= 8, !storage.buffer.header.mayHaveDuplicateKeys {
                count = object.count
                return
            }
            var table = JSONKeyTable(capacity: object.count)
            for member in object where table.insert(member) == nil { count += 1 }
            self.table = table
        }

        func value(ofKeyLike member: JSONMember) -> JSONValue? {
            let key = member.storage.entry(member.index)
            let bytes = member.storage.bytes.span
            guard let table else {
                return object.first { other in
                    JSONText.areEqual(storage.entry(other.index), in: storage.bytes.span, key, in: bytes)
                }?.value
            }
            let found = table.find(hash: JSONText.hash(of: key, in: bytes)) { index in
                JSONText.areEqual(storage.entry(index), in: storage.bytes.span, key, in: bytes)
            }
            return found.map { JSONValue(storage: storage, index: $0 + 1) }
        }
    }
}
