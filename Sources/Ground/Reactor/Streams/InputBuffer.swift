/// Received bytes that were not consumed yet: appended behind, consumed in front.
///
/// The storage keeps its capacity while it is in use. A stream takes an empty buffer's storage back while it waits, so
/// that an idle connection owns no memory.
public struct InputBuffer: Sendable {
    private var storage: [UInt8]
    private var start: Int
    private var end: Int

    /// An empty buffer without storage.
    public init() { (storage, start, end) = ([], 0, 0) }

    /// A buffer that holds `bytes`.
    public init(_ bytes: [UInt8]) { (storage, start, end) = (bytes, 0, bytes.count) }

    /// How many bytes can be read.
    @inline(__always) public var count: Int { end - start }

    /// Whether there is nothing to read.
    @inline(__always) public var isEmpty: Bool { start == end }

    /// The bytes that can be read.
    public var readable: Span<UInt8> {
        @_lifetime(borrow self) borrowing get { storage.span.extracting(start..<end) }
    }

    /// The byte at a distance from the front.
    @inline(__always) public subscript(_ offset: Int) -> UInt8 {
        precondition(offset >= 0 && offset < count, "offset beyond the buffered bytes")
        return storage[start + offset]
    }

    /// Copies bytes out without consuming them.
    public func bytes(_ range: Range<Int>) -> [UInt8] {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range beyond the buffered bytes")
        return Array(storage[start + range.lowerBound..<start + range.upperBound])
    }

    /// Drops bytes from the front.
    public mutating func consume(_ count: Int) {
        precondition(count >= 0 && count <= self.count, "cannot consume more than is buffered")
        start += count
        if start == end { (start, end) = (0, 0) }
    }

    /// Takes all bytes out.
    public mutating func takeAll() -> [UInt8] {
        defer { (start, end) = (0, 0) }
        if start == 0, end == storage.count {
            defer { storage = [] }
            return storage
        }
        return Array(storage[start..<end])
    }

    /// Appends bytes behind.
    public mutating func append(_ bytes: some Collection<UInt8>) {
        guard !bytes.isEmpty else { return }
        makeRoom(bytes.count)
        storage.replaceSubrange(end..<end + bytes.count, with: bytes)
        end += bytes.count
    }

    /// Gives the caller room behind the bytes; it returns how many bytes it filled in.
    package mutating func appendUnfilled<Failure: Error>(
        _ room: Int,
        _ fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) -> Int {
        makeRoom(room)
        let end = end
        var span = storage.mutableSpan
        let filled = try span.withUnsafeMutableBytes { raw throws(Failure) in
            try fill(UnsafeMutableRawBufferPointer(rebasing: raw[end...]))
        }
        self.end += filled
        return filled
    }

    /// Gives the storage away; only an empty buffer may.
    mutating func takeStorage() -> [UInt8] {
        precondition(isEmpty, "a buffer with unread bytes keeps its storage")
        (start, end) = (0, 0)
        defer { storage = [] }
        return storage
    }

    /// Adopts storage; only a buffer without any may.
    mutating func adoptStorage(_ new: consuming [UInt8]) {
        precondition(storage.isEmpty, "the buffer has storage already")
        storage = new
    }

    var hasStorage: Bool { !storage.isEmpty }

    private mutating func makeRoom(_ room: Int) {
        if storage.count - end >= room { return }
        if start > 0 {
            // Moving to the front first: a partly consumed buffer need not grow.
            let count = count
            storage.withUnsafeMutableBytes { raw in
                guard let base = raw.baseAddress else { return }
                base.copyMemory(from: base + start, byteCount: count)
            }
            (start, end) = (0, count)
            if storage.count - end >= room { return }
        }
        let wanted = max(end + room, storage.count * 2)
        storage.append(contentsOf: [UInt8](repeating: 0, count: wanted - storage.count))
    }
}
