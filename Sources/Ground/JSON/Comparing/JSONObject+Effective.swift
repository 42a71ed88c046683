extension JSONObject {
    /// The members that count, in the order of the text: of duplicate keys the last one.
    public var effectiveMembers: [JSONMember] {
        let members = Array(self)
        guard members.count > 1 else { return members }
        var table = JSONKeyTable(capacity: members.count)
        var shadowed: Set<Int> = []
        for member in members {
            if let earlier = table.insert(member) { shadowed.insert(earlier) }
        }
        return shadowed.isEmpty ? members : members.filter { !shadowed.contains($0.index) }
    }

    /// The members by key, for comparing with another object.
    var memberLookup: MemberLookup { MemberLookup(self) }

    /// Finds the members of an object by the keys of another document.
    struct MemberLookup {
        let storage: JSONStorage
        private var table: JSONKeyTable
        /// How many different keys there are.
        private(set) var count = 0

        init(_ object: JSONObject) {
            storage = object.storage
            table = JSONKeyTable(capacity: object.count)
            for member in object where table.insert(member) == nil { count += 1 }
        }

        func value(ofKeyLike member: JSONMember) -> JSONValue? {
            let key = member.storage.entry(member.index)
            let bytes = member.storage.bytes.span
            let found = table.find(hash: JSONText.hash(of: key, in: bytes)) { index in
                JSONText.areEqual(storage.entry(index), in: storage.bytes.span, key, in: bytes)
            }
            return found.map { JSONValue(storage: storage, index: $0 + 1) }
        }
    }
}
