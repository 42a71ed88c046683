import SystemLibraries
import TestKit
import Testing

@testable import Histogram

/// The system's zlib, as a program would plug it in.
struct SystemCompression: HistogramCompression {
    func compress(_ bytes: [UInt8]) throws(HistogramError) -> [UInt8] {
        do throws(CompressionError) { return try Compression.compress(bytes, to: .zlib) } catch {
            throw HistogramError(.compression, "\(error)")
        }
    }

    func decompress(_ bytes: [UInt8], limit: Int) throws(HistogramError) -> [UInt8] {
        do throws(CompressionError) { return try Compression.decompress(bytes, from: .zlib, limit: limit) } catch {
            throw HistogramError(error.code == .tooLarge ? .limit : .compression, "\(error)")
        }
    }
}

@Suite struct HistogramCodingTests {
    @Test func `reads what the Python package wrote`() throws {
        var histogram = Histogram(.microseconds)
        for value in ForeignFixtures.values(400, seed: 7) { histogram.record(min(value, 3_600_000_000)) }
        let read = try Histogram(encodedText: ForeignFixtures.encoded, using: SystemCompression())
        #expect(read == histogram && read.minimum == histogram.minimum && read.maximum == histogram.maximum)
        var nanoseconds = Histogram(.nanoseconds)
        for value in ForeignFixtures.values(50, seed: 3) { nanoseconds.record(min(value * 1000, 3_600_000_000_000)) }
        #expect(
            try Histogram(encodedText: ForeignFixtures.encodedNanoseconds, using: SystemCompression()) == nanoseconds
        )
    }

    @Test func `writes the bytes that the Python package writes, but for the compression`() throws {
        let histogram = try Histogram(encodedText: ForeignFixtures.encoded, using: SystemCompression())
        let text = try histogram.encodedText(using: SystemCompression())
        #expect(text.hasPrefix("HISTFAAA"))
        #expect(try Histogram(encodedText: text, using: SystemCompression()) == histogram)
        #expect(try Histogram(encoded: histogram.encoded()) == histogram)
    }

    @Test func `brings any counts back`() throws {
        var random = SeededRandom(seed: 9)
        for round in 0..<100 {
            let layout = try HistogramLayout(
                lowest: Int64.random(in: 1...5000, using: &random),
                highest: Int64.random(in: 100_000...Int64.max, using: &random),
                digits: Int.random(in: 1...3, using: &random)
            )
            var histogram = Histogram(layout)
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                let value =
                    Int64.random(in: 0...layout.greatest, using: &random) >> Int64.random(in: 0...62, using: &random)
                histogram.record(value, count: Int64.max >> Int64.random(in: 8...63, using: &random))
            }
            #expect(try Histogram(encoded: histogram.encoded()) == histogram, "round \(round)")
        }
    }

    @Test func `writes numbers of every size`() throws {
        var writer = ByteWriter()
        let numbers: [Int64] = [0, 1, -1, 63, -64, 64, 8191, -8192, 1 << 30, 1 << 55, -(1 << 55), .max, .min, .max - 1]
        for number in numbers { writer.appendVariable(number) }
        var reader = ByteReader(writer.bytes)
        for number in numbers { #expect(try reader.variable() == number) }
        #expect(reader.isAtEnd)
        var longest = ByteWriter()
        longest.appendVariable(.min)
        #expect(longest.bytes == [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
    }

    @Test func `refuses hostile encodings within bounds`() throws {
        let good = Histogram(.microseconds).encoded()
        func code(_ bytes: [UInt8]) -> HistogramError.Code? {
            do throws(HistogramError) { _ = try Histogram(encoded: bytes) } catch { return error.code }
            return nil
        }
        #expect(code(good) == nil)
        for count in 0..<good.count { #expect(code(Array(good.prefix(count))) == .malformed) }
        func changed(_ offset: Int, _ bytes: [UInt8]) -> [UInt8] {
            var copy = good
            copy.replaceSubrange(offset..<offset + bytes.count, with: bytes)
            return copy
        }
        #expect(code(changed(0, [0x1C, 0x84, 0x93, 0x03])) == .unsupported)
        #expect(code(changed(0, [0, 0, 0, 0])) == .malformed)
        #expect(code(changed(4, [0xFF, 0xFF, 0xFF, 0xFF])) == .malformed)
        #expect(code(changed(8, [0, 0, 0, 1])) == .unsupported)
        #expect(code(changed(12, [0xFF, 0xFF, 0xFF, 0xFF])) == .layout)
        #expect(code(changed(16, [0x80, 0, 0, 0, 0, 0, 0, 0])) == .layout)
        #expect(
            code(changed(12, [0, 0, 0, 5]).enumerated().map { (24..<32).contains($0.offset) ? 0x7F : $0.element })
                == .limit
        )
        // Counts that run beyond the last slot.
        func counts(_ numbers: [Int64]) -> [UInt8] {
            var writer = ByteWriter()
            for number in numbers { writer.appendVariable(number) }
            return changed(4, [0, 0, 0, UInt8(writer.bytes.count)]) + writer.bytes
        }
        #expect(code(counts([-1_000_000])) == .malformed)
        #expect(code(counts([.min])) == .malformed)
        #expect(code(counts([-Int64(HistogramLayout.microseconds.slotCount) + 1, 1, 1])) == .malformed)
        #expect(code(counts([.max, .max])) == nil)
    }

    @Test func `survives random bytes`() {
        var random = SeededRandom(seed: 66)
        var histogram = Histogram(.microseconds)
        for value in ForeignFixtures.values(100, seed: 1) { histogram.record(value) }
        let good = histogram.encoded()
        for _ in 0..<3_000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if let read = try? Histogram(encoded: bytes) { _ = (read.mean, read.value(atPercentile: 99)) }
        }
        for text in ["", "HISTFAAA", "!!!!", "HISTFAAAABB4nA=="] {
            #expect(throws: HistogramError.self) { try Histogram(encodedText: text, using: SystemCompression()) }
        }
    }

    @Test func `stops decompressing at its limit`() throws {
        let zeros = try SystemCompression().compress([UInt8](repeating: 0, count: 5_000_000))
        var writer = ByteWriter()
        writer.append(HistogramCookie.compressed)
        writer.append(UInt32(zeros.count))
        let bomb = writer.bytes + zeros
        do throws(HistogramError) {
            _ = try Histogram(compressed: bomb, using: SystemCompression(), limits: .init(bytes: 100_000))
            Issue.record("the bomb was accepted")
        } catch { #expect(error.code == .limit) }
    }
}
