import WebSocketWire

/// Deflates into stored blocks, as a compressor may.
final class StoredBlocks: MessageCompressor {
    private(set) var resets = 0

    func compress(_ input: Span<UInt8>, into output: inout [UInt8]) {
        var start = 0
        while start < input.count {
            let end = min(input.count, start + 65535)
            block(input.extracting(start..<end), &output)
            start = end
        }
        block(Span(), &output)
    }

    private func block(_ bytes: Span<UInt8>, _ output: inout [UInt8]) {
        let count = UInt16(bytes.count)
        output += [0, UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF), UInt8(~count >> 8)]
        for index in 0..<bytes.count { output.append(bytes[index]) }
    }

    func reset() { resets += 1 }
}

/// Inflates stored blocks in any pieces.
final class StoredBlocksReader: MessageDecompressor {
    private var header: [UInt8] = []
    private var left = 0
    private(set) var resets = 0

    func decompress(
        _ input: Span<UInt8>,
        into output: inout [UInt8],
        limit: Int
    ) throws(MessageCompressionError) {
        for index in 0..<input.count {
            if left > 0 {
                guard output.count < limit else { throw .limitReached }
                output.append(input[index])
                left -= 1
                continue
            }
            header.append(input[index])
            guard header[0] == 0 else { throw .invalidData("a block that is not stored") }
            guard header.count == 5 else { continue }
            left = Int(header[1]) | Int(header[2]) << 8
            header = []
        }
    }

    func reset() {
        resets += 1
        header = []
        left = 0
    }
}
