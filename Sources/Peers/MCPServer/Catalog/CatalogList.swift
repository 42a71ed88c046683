internal import MCP

/// Something that a list of the server shows.
protocol CatalogEntry: AnyObject, Sendable {
    /// What tells it from the others of its list.
    var key: String { get }
    /// Whether clients of this revision hear of it.
    func isOffered(in revision: Revision) -> Bool
    /// The entry as a client of this revision gets it.
    func encoded(for revision: Revision) -> [UInt8]
}

extension CatalogEntry {
    func isOffered(in revision: Revision) -> Bool { true }
}

/// The entries of one kind in the order in which they were added.
struct CatalogList<Entry: CatalogEntry>: Sendable {
    private(set) var entries: [Entry] = []
    private var positions: [String: Int] = [:]
    private var knownFingerprint: UInt64?
    private var pages: [PageKey: [UInt8]] = [:]

    /// A page that was written before.
    struct PageKey: Hashable {
        let revision: Revision
        let offset: Int
    }

    private static var mostPages: Int { 32 }

    var isEmpty: Bool { entries.isEmpty }
    var count: Int { entries.count }

    subscript(_ key: String) -> Entry? { positions[key].map { entries[$0] } }

    /// Adds an entry; false when its key is taken.
    mutating func add(_ entry: Entry) -> Bool {
        guard positions.updateValue(entries.count, forKey: entry.key) == nil else {
            // The old entry keeps its place.
            positions[entry.key] = entries.firstIndex { $0.key == entry.key }
            return false
        }
        entries.append(entry)
        changed()
        return true
    }

    /// Takes an entry away; false when there is none.
    mutating func remove(_ key: String) -> Bool {
        guard let position = positions[key] else { return false }
        entries.remove(at: position)
        positions = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.key, $0) })
        changed()
        return true
    }

    private mutating func changed() {
        knownFingerprint = nil
        pages = [:]
    }

    /// A number that stays while the keys and their order stay, on all replicas alike; cursors are bound to it.
    mutating func fingerprint() -> UInt64 {
        if let knownFingerprint { return knownFingerprint }
        // FNV-1a: nobody can forge a cursor, since they are sealed, so this need not withstand intent.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for entry in entries {
            for byte in entry.key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        knownFingerprint = hash
        return hash
    }

    /// A page as it was written before.
    func page(_ key: PageKey) -> [UInt8]? { pages[key] }

    /// Keeps a page until the list changes, unless there are many already.
    mutating func keep(_ page: [UInt8], as key: PageKey) {
        if pages.count < Self.mostPages { pages[key] = page }
    }
}
