internal import CLinux

/// What the kernel says of a descriptor.
struct Readiness: OptionSet {
    let rawValue: UInt32

    static let readable = Readiness(rawValue: EPOLLIN.rawValue)
    static let writable = Readiness(rawValue: EPOLLOUT.rawValue)
    static let peerFinished = Readiness(rawValue: EPOLLRDHUP.rawValue)
    static let hangUp = Readiness(rawValue: EPOLLHUP.rawValue)
    static let error = Readiness(rawValue: EPOLLERR.rawValue)
    static let edgeTriggered = Readiness(rawValue: EPOLLET.rawValue)
    static let exclusive = Readiness(rawValue: EPOLLEXCLUSIVE.rawValue)

    /// The usual set for a stream: told once per change.
    static let stream: Readiness = [.readable, .writable, .peerFinished, .edgeTriggered]
}

/// Something that watches a descriptor on a loop; called on the loop's thread.
protocol ReadinessTarget: AnyObject {
    func becameReady(_ readiness: Readiness)
    /// The loop ends: close what is open and wake who waits.
    func loopStops()
}

/// Names a registration: a place in the table and the generation of its use, so that a late event of a closed
/// descriptor cannot reach the next owner of the place.
struct RegistrationKey: Hashable, Sendable {
    let rawValue: UInt64
    static let none = RegistrationKey(rawValue: .max)
    fileprivate var place: Int { Int(rawValue & 0xFFFF_FFFF) }
    fileprivate var generation: UInt32 { UInt32(rawValue >> 32) }
}

struct RegistrationTable {
    private struct Entry {
        var target: (any ReadinessTarget)?
        var descriptor: Int32
        var generation: UInt32
    }

    static let wakeUpKey: UInt64 = .max - 1
    private var entries: [Entry] = []
    private var free: [Int] = []

    mutating func add(_ target: any ReadinessTarget, descriptor: Int32) -> RegistrationKey {
        let place = free.popLast() ?? entries.count
        if place == entries.count { entries.append(Entry(target: nil, descriptor: -1, generation: 0)) }
        // The highest generations would collide with the reserved keys.
        let generation = (entries[place].generation &+ 1) & 0x7FFF_FFFF
        entries[place] = Entry(target: target, descriptor: descriptor, generation: generation)
        return RegistrationKey(rawValue: UInt64(generation) << 32 | UInt64(place))
    }

    func target(_ key: RegistrationKey) -> (any ReadinessTarget)? {
        guard key.place < entries.count, entries[key.place].generation == key.generation else { return nil }
        return entries[key.place].target
    }

    @discardableResult
    mutating func remove(_ key: RegistrationKey) -> Int32? {
        guard target(key) != nil else { return nil }
        entries[key.place].target = nil
        free.append(key.place)
        return entries[key.place].descriptor
    }

    mutating func removeAll() -> [any ReadinessTarget] {
        defer { entries = [] }
        return entries.compactMap(\.target)
    }
}
