/// Works out which bytes change when children are inserted into a container and removed from it.
///
/// A run of removed children goes together with the separators after them, or with the one before them at the end;
/// a new child brings a comma of its own. The separators between the children that stay are not touched.
struct JSONContainerEdits {
    private(set) var edits: [(range: Range<Int>, bytes: [UInt8])] = []

    init(of container: Int, in storage: JSONStorage, changes: JSONEditor.Changes) {
        let children = Self.children(of: container, in: storage)
        /// The end of the last child that stays, before the gap that is being collected.
        var lastKept: Int?
        /// Where the first child of the gap begins.
        var gapStart: Int?
        var inserted: [[UInt8]] = []
        for (position, child) in children.enumerated() {
            inserted += changes.insertions[position] ?? []
            if changes.removals.contains(position) {
                gapStart = gapStart ?? child.lowerBound
                continue
            }
            let start = gapStart ?? child.lowerBound
            add(start..<child.lowerBound, inserted.flatMap { $0 + [JSONByte.comma] })
            (lastKept, gapStart, inserted) = (child.upperBound, nil, [])
        }
        inserted += changes.insertions[children.count] ?? []
        if let lastKept {
            let end = gapStart == nil ? lastKept : children.last?.upperBound ?? lastKept
            add(lastKept..<end, inserted.flatMap { [JSONByte.comma] + $0 })
        } else {
            let start = storage.entry(container).start + 1
            let range = (children.first?.lowerBound ?? start)..<(children.last?.upperBound ?? start)
            add(range, Array(inserted.joined(separator: [JSONByte.comma])))
        }
    }

    private mutating func add(_ range: Range<Int>, _ bytes: [UInt8]) {
        if !range.isEmpty || !bytes.isEmpty { edits.append((range, bytes)) }
    }

    /// The bytes of the elements, or of the members from key to value.
    private static func children(of container: Int, in storage: JSONStorage) -> [Range<Int>] {
        if storage.entry(container).isObject {
            return JSONObject(storage: storage, index: container).map(\.byteRange)
        }
        return JSONArray(storage: storage, index: container).map(\.byteRange)
    }
}
