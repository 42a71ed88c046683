internal import Reactor
internal import SystemLibraries
package import WebSocketWire

/// Whether this machine has zlib, so that compression can be offered.
enum ZlibCompression {
    static let isAvailable: Bool = {
        do throws(CompressionError) {
            _ = try InflateStream(.raw)
            return true
        } catch { return false }
    }()
}

/// Deflates over the system's zlib, whose memory it takes only once there is something to send.
final class ZlibCompressor: MessageCompressor {
    private final class Stream {
        var deflate: DeflateStream

        init(level: Int, windowBits: Int) throws(CompressionError) {
            deflate = try DeflateStream(.raw, level: level, windowBits: windowBits)
        }
    }

    private let level: Int
    private let windowBits: Int
    private var stream: Stream?

    init(level: Int, windowBits: Int) {
        self.level = min(9, max(1, level))
        self.windowBits = windowBits
    }

    func compress(_ input: Span<UInt8>, into output: inout [UInt8]) throws(MessageCompressionError) {
        do throws(CompressionError) {
            let stream = try readyStream()
            try stream.deflate.compress(input, flush: .sync, into: &output)
        } catch {
            throw .unavailable(error.description)
        }
    }

    private func readyStream() throws(CompressionError) -> Stream {
        if let stream { return stream }
        let new = try Stream(level: level, windowBits: windowBits)
        stream = new
        return new
    }

    /// A stream without a window to keep gives its 256 KiB back.
    func reset() { stream = nil }
}

/// Inflates over the system's zlib, whose memory it takes only once something comes.
package final class ZlibDecompressor: MessageDecompressor {
    private final class Stream {
        var inflate: InflateStream

        init(windowBits: Int) throws(CompressionError) {
            inflate = try InflateStream(.raw, windowBits: windowBits)
        }
    }

    private let windowBits: Int
    private var stream: Stream?

    package init(windowBits: Int) { self.windowBits = windowBits }

    package func decompress(
        _ input: Span<UInt8>,
        into output: inout [UInt8],
        limit: Int
    ) throws(MessageCompressionError) {
        do throws(CompressionError) {
            let stream = try readyStream()
            var place = 0
            while true {
                // One more than is allowed tells a message of that size from a longer one.
                let room = max(0, limit - output.count) + 1
                let progress = try stream.inflate.decompress(
                    input.extracting(droppingFirst: place),
                    into: &output,
                    limit: room
                )
                place += progress.consumed
                switch progress.status {
                case .needsInput: return
                case .outputFull: if output.count > limit { throw LimitReached.error }
                case .ended:
                    // A block marked as final; RFC 7692 section 7.2.3.4 lets others follow.
                    stream.inflate.reset()
                    if place == input.count { return }
                }
            }
        } catch {
            if error.code == .tooLarge { throw .limitReached }
            throw .invalidData(error.detail)
        }
    }

    private func readyStream() throws(CompressionError) -> Stream {
        if let stream { return stream }
        let new = try Stream(windowBits: windowBits)
        stream = new
        return new
    }

    private enum LimitReached {
        static let error = CompressionError(.tooLarge, detail: "more bytes than allowed")
    }

    /// A stream without a window to keep gives its memory back.
    package func reset() { stream = nil }
}
