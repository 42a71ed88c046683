/// Compresses a stream of bytes piece by piece.
///
/// `@unchecked Sendable`: it cannot be copied, so it has one owner at a time; zlib keeps no state elsewhere.
public struct DeflateStream: ~Copyable, @unchecked Sendable {
    /// How much of what was given has to come out.
    public enum Flush: Sendable, Equatable {
        /// What the compressor likes; it may hold everything back.
        case none
        /// Everything so far, up to a byte boundary marked by the bytes 00 00 FF FF.
        case sync
        /// Everything, and the end of the compressed data.
        case finish
    }

    private let functions: ZlibFunctions
    private let state: UnsafeMutablePointer<ZlibState>

    /// Prepares a compressor.
    ///
    /// A level of 0 only wraps, 9 tries hardest. A smaller window needs less memory on both sides. The smallest window of
    /// raw data, 8 bits, is more than zlib can keep to, so there only runs of equal bytes are shortened.
    public init(
        _ format: CompressionFormat,
        level: Int = 6,
        windowBits: Int = 15,
        memoryLevel: Int = 8
    ) throws(CompressionError) {
        // A type without copies must be set up in one go, after all that can fail.
        let functions = try ZlibFunctions.bound()
        let state = try Self.prepare(functions, format, level, windowBits, memoryLevel)
        (self.functions, self.state) = (functions, state)
    }

    private static func prepare(
        _ functions: ZlibFunctions,
        _ format: CompressionFormat,
        _ level: Int,
        _ windowBits: Int,
        _ memoryLevel: Int
    ) throws(CompressionError) -> UnsafeMutablePointer<ZlibState> {
        try CompressionFormat.check(windowBits: windowBits)
        guard (0...9).contains(level), (1...9).contains(memoryLevel) else {
            throw CompressionError(
                .badOption,
                detail: "expected a level of 0 to 9 and a memory level of 1 to 9, saw \(level) and \(memoryLevel)"
            )
        }
        // zlib compresses with 9 bits at least. A distance of 1 fits every window.
        let isSmallest = format == .raw && windowBits == 8
        return try ZlibState.make("compress") { state in
            functions.deflateInit(
                state,
                Int32(level),
                ZlibCode.deflated,
                format.parameter(windowBits: max(9, windowBits)),
                Int32(memoryLevel),
                isSmallest ? ZlibCode.runLengthStrategy : ZlibCode.defaultStrategy,
                ZlibCode.versionPointer,
                Int32(MemoryLayout<ZlibState>.size)
            )
        }
    }

    deinit {
        _ = functions.deflateEnd(state)
        state.deallocate()
    }

    /// Compresses `input` and appends what comes out to `output`.
    public mutating func compress(
        _ input: Span<UInt8>,
        flush: Flush = .none,
        into output: inout [UInt8]
    ) throws(CompressionError) {
        let mode =
            switch flush {
            case .none: ZlibCode.noFlush
            case .sync: ZlibCode.syncFlush
            case .finish: ZlibCode.finish
            }
        let functions = functions
        let result = state.pass(input, into: &output, room: input.count + 64, limit: .max) { state, isLast in
            // What more input follows in this call need not be flushed yet.
            functions.deflate(state, isLast ? mode : ZlibCode.noFlush)
        }
        guard result.code == ZlibCode.ok || result.code == ZlibCode.streamEnd || result.code == ZlibCode.noProgress
        else { throw CompressionError(.corrupt, detail: "compressing goes on after its end (code \(result.code))") }
    }

    /// Compresses an array; see the other form.
    public mutating func compress(
        _ input: [UInt8],
        flush: Flush = .none,
        into output: inout [UInt8]
    ) throws(CompressionError) {
        try compress(input.span, flush: flush, into: &output)
    }

    /// Forgets everything, as if it were new; the tables stay.
    public mutating func reset() { _ = functions.deflateReset(state) }
}
