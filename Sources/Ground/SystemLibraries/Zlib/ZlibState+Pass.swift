/// What one pass over an input did.
struct ZlibPass {
    var code = ZlibCode.ok
    var consumed = 0
    var produced = 0
    var isOutputFull = false
}

extension UnsafeMutablePointer<ZlibState> {
    /// Calls `step` until the input is used, nothing more comes out of it, or `limit` bytes have been appended.
    ///
    /// The output grows by about `room` at first and by 64 KiB at most, so that what is not used stays small.
    /// `step` hears whether all the input that is left is in front of zlib: its lengths have 32 bits.
    func pass(
        _ input: Span<UInt8>,
        into output: inout [UInt8],
        room: Int,
        limit: Int,
        _ step: (UnsafeMutablePointer<ZlibState>, _ isLast: Bool) -> Int32
    ) -> ZlibPass {
        input.withUnsafeBufferPointer { source in
            var pass = ZlibPass()
            let mostInput = Int(Int32.max)
            // Never null, which zlib takes for an error where there is output only.
            var nothing: UInt8 = 0
            withUnsafeMutablePointer(to: &nothing) { nowhere in
                while true {
                    let left = source.count - pass.consumed
                    let given = Swift.min(left, mostInput)
                    let chunk = Swift.min(limit - pass.produced, Swift.max(256, Swift.min(room, 64 * 1024)))
                    pointee.nextInput =
                        source.baseAddress.map { UnsafeMutablePointer<UInt8>(mutating: $0 + pass.consumed) }
                        ?? nowhere
                    pointee.availableInput = UInt32(given)
                    output.append(addingCapacity: chunk) { span in
                        span.withUnsafeMutableBufferPointer { target, filled in
                            pointee.nextOutput = target.baseAddress ?? nowhere
                            pointee.availableOutput = UInt32(chunk)
                            pass.code = step(self, given == left)
                            filled = chunk - Int(pointee.availableOutput)
                        }
                    }
                    let unused = Int(pointee.availableOutput)
                    pass.produced += chunk - unused
                    pass.consumed += given - Int(pointee.availableInput)
                    pointee.nextInput = nil
                    pointee.nextOutput = nil
                    guard pass.code == ZlibCode.ok else { return }
                    if unused > 0, pass.consumed == source.count { return }
                    if unused == 0, pass.produced == limit {
                        pass.isOutputFull = true
                        return
                    }
                }
            }
            return pass
        }
    }
}
