/// The bytes of a document and its tape, shared by all views of the document.
///
/// One allocation: the tape stands behind the header. Nothing changes after the scanner has handed it out, so
/// views may cross threads: that is why it is sendable.
struct JSONStorage: @unchecked Sendable {
    struct Header {
        var bytes: [UInt8]
        var tapeCount = 0
        var violations: [JSONViolation] = []
        var violationCount = 0
        /// Whether an object may have a key twice; false only if each was looked at.
        var mayHaveDuplicateKeys = true
    }

    let buffer: ManagedBuffer<Header, UInt64>

    /// Makes storage with room for `capacity` words of tape.
    init(bytes: [UInt8], capacity: Int) {
        buffer = ManagedBuffer<Header, UInt64>.create(minimumCapacity: capacity) { _ in Header(bytes: bytes) }
    }

    /// The bytes of the document.
    @inline(__always) var bytes: [UInt8] { buffer.header.bytes }

    /// Calls `body` with the tape and the bytes, without counting references for each access.
    @inline(__always) func withTape<Result>(_ body: (JSONTape.Words, Span<UInt8>) -> Result) -> Result {
        buffer.withUnsafeMutablePointers { header, elements in
            body(JSONTape.Words(elements: elements), header.pointee.bytes.span)
        }
    }

    @inline(__always) var elements: UnsafeMutablePointer<UInt64> { buffer.withUnsafeMutablePointerToElements { $0 } }

    /// The word at a tape index.
    @inline(__always) func word(_ index: Int) -> UInt64 {
        buffer.withUnsafeMutablePointers { header, elements in
            precondition(index >= 0 && index < header.pointee.tapeCount, "tape index out of bounds")
            return elements[index]
        }
    }

    /// The entry at a tape index.
    @inline(__always) func entry(_ index: Int) -> JSONTapeEntry { JSONTapeEntry(bits: word(index)) }

    /// The tape index after a value and everything in it.
    @inline(__always) func indexAfter(_ index: Int) -> Int {
        entry(index).isContainer ? Int(truncatingIfNeeded: word(index + 1) & 0xFFFF_FFFF) : index + 1
    }

    /// The bytes that a value covers.
    @inline(__always) func byteRange(_ index: Int) -> Range<Int> {
        let entry = entry(index)
        if entry.isContainer { return entry.start..<Int(truncatingIfNeeded: word(index + 1) &>> 32) }
        return entry.start..<(entry.start + entry.length)
    }

    /// Whether the string at a tape index has the given text.
    @inline(__always) func isText(_ index: Int, equalTo text: Span<UInt8>) -> Bool {
        let entry = entry(index)
        return withTape { _, bytes in JSONText.isText(of: entry, in: bytes, equalTo: text) }
    }

    /// The value of an integer entry of at most 18 digits, without making a string of it.
    func shortInteger(_ entry: JSONTapeEntry) -> Int64? {
        guard entry.length <= 18 else { return nil }
        return withTape { _, bytes in
            let isNegative = bytes[entry.start] == JSONByte.minus
            var value: Int64 = 0
            for position in (entry.start + (isNegative ? 1 : 0))..<(entry.start + entry.length) {
                value = value &* 10 &+ Int64(bytes[position] &- JSONByte.zero)
            }
            return isNegative ? -value : value
        }
    }

    /// The tape index of the value of the last member with a key.
    func indexOfValue(forKey key: Span<UInt8>, inObject object: Int) -> Int? {
        let end = indexAfter(object)
        return withTape { words, bytes in
            var found: Int?
            var member = object + 2
            // In bounds: the end of a container lies on the tape.
            while member < end {
                if JSONText.isText(of: JSONTapeEntry(bits: words.word(member)), in: bytes, equalTo: key) {
                    found = member + 1
                }
                member = words.indexAfter(member + 1)
            }
            return found
        }
    }
}
