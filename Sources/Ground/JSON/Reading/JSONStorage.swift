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
    }

    let buffer: ManagedBuffer<Header, UInt64>

    /// Makes storage with room for `capacity` words of tape.
    init(bytes: [UInt8], capacity: Int) {
        buffer = ManagedBuffer<Header, UInt64>.create(minimumCapacity: capacity) { _ in Header(bytes: bytes) }
    }

    /// The bytes of the document.
    @inline(__always) var bytes: [UInt8] { buffer.header.bytes }

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
        return buffer.withUnsafeMutablePointerToHeader { header in
            JSONText.isText(of: entry, in: header.pointee.bytes.span, equalTo: text)
        }
    }
}
