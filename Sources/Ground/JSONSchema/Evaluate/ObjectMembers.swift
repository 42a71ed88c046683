internal import JSON

/// The members of an object that count, with their positions; of duplicate keys the last one.
struct ObjectMembers: Sequence, IteratorProtocol {
    private var all: JSONObject.Iterator
    /// Set where some members may not count.
    private var effective: IndexingIterator<[JSONMember]>?
    private var position = -1

    init(_ object: JSONObject) {
        all = object.makeIterator()
        if object.mayHaveDuplicateKeys { effective = object.effectiveMembers.makeIterator() }
    }

    mutating func next() -> (position: Int, member: JSONMember)? {
        position += 1
        if effective != nil { return effective?.next().map { (position, $0) } }
        return all.next().map { (position, $0) }
    }
}
