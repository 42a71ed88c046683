/// Bytes that the kernel did not take yet, in order.
struct OutboundQueue {
    private var bytes: [UInt8] = []
    private var start = 0

    var count: Int { bytes.count - start }
    var isEmpty: Bool { bytes.count == start }

    mutating func append(_ slice: ArraySlice<UInt8>) {
        if start > 0, start >= bytes.count / 2 {
            bytes.removeFirst(start)
            start = 0
        }
        bytes.append(contentsOf: slice)
    }

    /// Offers all bytes to `send`, which returns how many it took.
    mutating func drain<Failure: Error>(_ send: (UnsafeRawBufferPointer) throws(Failure) -> Int) throws(Failure) {
        let start = start
        let taken = try bytes.span.withUnsafeBytes { raw throws(Failure) in
            try send(UnsafeRawBufferPointer(rebasing: raw[start...]))
        }
        self.start += taken
        if self.start == bytes.count { removeAll() }
    }

    /// Forgets everything, the memory too: a queue is used when a peer was slow, which is rare.
    mutating func removeAll() {
        bytes = []
        start = 0
    }
}
