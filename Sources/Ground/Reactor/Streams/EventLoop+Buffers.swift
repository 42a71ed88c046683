extension EventLoop {
    /// Takes the storage of an empty buffer back while its owner waits; for streams over other streams.
    package func takeStorage(of buffer: inout InputBuffer) {
        guard buffer.isEmpty, buffer.hasStorage else { return }
        buffers.give(buffer.takeStorage())
    }

    /// Gives a buffer that has no storage some.
    package func giveStorage(to buffer: inout InputBuffer) {
        guard !buffer.hasStorage else { return }
        buffer.adoptStorage(buffers.take())
    }
}
