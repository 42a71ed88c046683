extension DescriptorStream {
    /// Two streams that are connected to each other inside this process, both on `loop`.
    public static func pair(
        on loop: EventLoop,
        limits: WriteLimits = WriteLimits()
    ) throws(ReactorError) -> (DescriptorStream, DescriptorStream) {
        let ends: (reading: Int32, writing: Int32)
        do throws(Errno) { ends = try DescriptorCalls.socketPair().release() } catch {
            throw ReactorError(error, operation: "make a pair of sockets")
        }
        let second = Descriptor(owning: ends.writing)
        let first = try DescriptorStream(Descriptor(owning: ends.reading), kind: .socket, on: loop, limits: limits)
        return (first, try DescriptorStream(second, kind: .socket, on: loop, limits: limits))
    }
}
