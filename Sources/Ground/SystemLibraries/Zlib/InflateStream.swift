/// Decompresses a stream of bytes piece by piece, never more at once than the caller allows.
///
/// `@unchecked Sendable`: it cannot be copied, so it has one owner at a time; zlib keeps no state elsewhere.
public struct InflateStream: ~Copyable, @unchecked Sendable {
    /// Why a call returned.
    public enum Status: Sendable, Equatable {
        /// All input is used and all that it yields was appended.
        case needsInput
        /// As many bytes as allowed were appended; more may follow, from the rest of the input or without any.
        case outputFull
        /// The compressed data has ended; input behind it is left alone.
        case ended
    }

    /// What a call did.
    public struct Progress: Sendable, Equatable {
        /// Why it returned.
        public let status: Status
        /// How many bytes of the input it used, from the front.
        public let consumed: Int
        /// How many bytes it appended.
        public let produced: Int
    }

    private let functions: ZlibFunctions
    private let state: UnsafeMutablePointer<ZlibState>
    private var hasEnded = false

    /// Prepares a decompressor; the window must be at least as large as the compressor's.
    public init(_ format: CompressionFormat, windowBits: Int = 15) throws(CompressionError) {
        let functions = try ZlibFunctions.bound()
        try CompressionFormat.check(windowBits: windowBits)
        let state = try ZlibState.make("decompress") { state in
            functions.inflateInit(
                state,
                format.parameter(windowBits: windowBits),
                ZlibCode.versionPointer,
                Int32(MemoryLayout<ZlibState>.size)
            )
        }
        (self.functions, self.state) = (functions, state)
    }

    deinit {
        _ = functions.inflateEnd(state)
        state.deallocate()
    }

    /// Decompresses from `input` and appends at most `limit` bytes to `output`.
    ///
    /// A few compressed bytes can stand for thousands times as many, so a caller passes what it is ready to hold and
    /// decides at `outputFull` whether to go on: again with the unused rest of the input.
    public mutating func decompress(
        _ input: Span<UInt8>,
        into output: inout [UInt8],
        limit: Int
    ) throws(CompressionError) -> Progress {
        guard !hasEnded else { return Progress(status: .ended, consumed: 0, produced: 0) }
        let functions = functions
        let room = input.count.multipliedReportingOverflow(by: 3)
        let result = state.pass(
            input,
            into: &output,
            room: room.overflow ? .max : room.partialValue,
            limit: limit
        ) { state, _ in
            functions.inflate(state, ZlibCode.noFlush)
        }
        switch result.code {
        case ZlibCode.ok, ZlibCode.noProgress: break
        case ZlibCode.streamEnd: hasEnded = true
        case ZlibCode.memoryError:
            throw CompressionError(.outOfMemory, detail: "zlib has no memory for its window")
        case ZlibCode.needsDictionary:
            throw corrupt("expected data that stands alone, saw data that needs a preset dictionary")
        default:
            let reason = state.pointee.message.map { String(cString: $0) } ?? "code \(result.code)"
            throw corrupt("expected deflated data, saw what zlib calls '\(reason)'")
        }
        let status: Status = hasEnded ? .ended : result.isOutputFull ? .outputFull : .needsInput
        return Progress(status: status, consumed: result.consumed, produced: result.produced)
    }

    /// Decompresses an array; see the other form.
    public mutating func decompress(
        _ input: [UInt8],
        into output: inout [UInt8],
        limit: Int
    ) throws(CompressionError) -> Progress {
        try decompress(input.span, into: &output, limit: limit)
    }

    /// Forgets everything, as if it were new; the window's memory stays.
    public mutating func reset() {
        _ = functions.inflateReset(state)
        hasEnded = false
    }

    private func corrupt(_ detail: String) -> CompressionError {
        CompressionError(.corrupt, offset: Int(state.pointee.totalInput), detail: detail)
    }
}
