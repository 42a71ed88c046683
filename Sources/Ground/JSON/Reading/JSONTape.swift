/// The tape while it is being written.
struct JSONTape {
    private(set) var storage: JSONStorage
    private var elements: UnsafeMutablePointer<UInt64>
    private var capacity: Int
    private(set) var count = 0
    private var valueCount = 1
    private let valueLimit: Int
    private var resumedParent = -1

    init(bytes: [UInt8], valueLimit: Int) {
        // A value needs two bytes of text at least, a container of two words three; open containers are the
        // exception. Small documents never grow their tape, large ones start from what real documents need.
        let size = bytes.count
        capacity = size <= 4096 ? size / 2 + 8 : size / 8 + 2048
        storage = JSONStorage(bytes: bytes, capacity: capacity)
        elements = storage.elements
        self.valueLimit = valueLimit
    }

    /// Appends a word; false if there are too many.
    @inline(__always) mutating func append(_ word: UInt64) -> Bool {
        if count == capacity { guard grow() else { return false } }
        elements[count] = word
        count &+= 1
        return true
    }

    /// Opens a container inside another and returns its index; nil if there are too many words.
    @inline(__always)
    mutating func open(_ kind: JSONTapeEntry.Kind, start: Int, parent: Int) -> Int? {
        if count &+ 2 > capacity { guard grow() else { return nil } }
        elements[count] = JSONTapeEntry(kind, start: start, length: 0).bits
        elements[count &+ 1] = UInt64(truncatingIfNeeded: parent)
        count &+= 2
        return count &- 2
    }

    /// Notes how many members an open container has so far.
    @inline(__always) mutating func suspend(_ container: Int, members: Int) {
        elements[container] = (elements[container] & ~0xFFFF_FFF0) | UInt64(truncatingIfNeeded: members) &<< 4
    }

    /// Closes a container; false if it has too many members or the document too many values.
    @inline(__always) mutating func close(_ container: Int, members: Int, end: Int) -> Bool {
        resumedParent = Int(truncatingIfNeeded: elements[container &+ 1])
        suspend(container, members: members)
        elements[container &+ 1] = UInt64(truncatingIfNeeded: end) &<< 32 | UInt64(truncatingIfNeeded: count)
        valueCount &+= members
        return members <= JSONTapeEntry.maximumLength && valueCount <= valueLimit
    }

    /// Returns to the container around the one closed last.
    @inline(__always) mutating func resume(_ members: inout Int, isObject: inout Bool) -> Int {
        let parent = resumedParent
        if parent >= 0 {
            let entry = JSONTapeEntry(bits: elements[parent])
            members = entry.length
            isObject = entry.isObject
        }
        return parent
    }

    /// What was written so far; valid until more is written.
    @inline(__always) var words: Words { Words(elements: elements) }

    /// A view of a tape that costs no reference count.
    struct Words {
        let elements: UnsafeMutablePointer<UInt64>

        /// The word at an index.
        @inline(__always) func word(_ index: Int) -> UInt64 { elements[index] }

        /// The entry at an index.
        @inline(__always) func entry(_ index: Int) -> JSONTapeEntry { JSONTapeEntry(bits: elements[index]) }

        /// The index after a value and everything in it.
        @inline(__always) func indexAfter(_ index: Int) -> Int {
            JSONTapeEntry(bits: elements[index]).isContainer
                ? Int(truncatingIfNeeded: elements[index &+ 1] & 0xFFFF_FFFF) : index &+ 1
        }
    }

    /// Ends the writing.
    func end(mayHaveDuplicateKeys: Bool) {
        storage.buffer.withUnsafeMutablePointerToHeader { header in
            header.pointee.tapeCount = count
            header.pointee.mayHaveDuplicateKeys = mayHaveDuplicateKeys
        }
    }

    @inline(never) private mutating func grow() -> Bool {
        // A value needs three words at most: its key's, and two of its own.
        let limit = valueLimit < Int(UInt32.max) / 4 ? valueLimit * 3 + 8 : Int(UInt32.max)
        guard capacity < limit else { return false }
        let larger = JSONStorage(bytes: storage.bytes, capacity: capacity * 2)
        larger.elements.update(from: elements, count: count)
        storage = larger
        elements = larger.elements
        capacity *= 2
        return true
    }
}
