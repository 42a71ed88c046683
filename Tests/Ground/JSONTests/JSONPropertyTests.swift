import JSON
import TestKit
import Testing

/// Laws that hold for any value and any bytes; a failure names its seed.
@Suite struct JSONPropertyTests {
    @Test func `reads what it writes`() throws {
        for seed in UInt64(0)..<500 {
            var source = RandomDocument(seed: seed)
            let value = source.value()
            let document = try JSONDocument(parsing: value.encoded())
            #expect(document.violations.isEmpty, "seed \(seed)")
            #expect(try JSON(document.root).encoded() == value.encoded(), "seed \(seed)")
            #expect(document.root.compacted() == value.encoded(), "seed \(seed)")
            let pretty = try JSONDocument(parsing: value.prettyPrinted())
            #expect(pretty.root.compacted() == value.encoded(), "seed \(seed)")
            let spaced = try JSONDocument(parsing: source.spaced(value))
            #expect(spaced.root.compacted() == value.encoded(), "seed \(seed)")
            #expect(spaced.root.prettyPrinted() == value.prettyPrinted(), "seed \(seed)")
            for numbers in [JSONComparison.Numbers.lexeme, .decimal, .double] {
                let comparison = JSONComparison(numbers: numbers)
                #expect(comparison.areEqual(document.root, spaced.root))
                #expect(comparison.key(for: document.root).hashValue == comparison.key(for: spaced.root).hashValue)
            }
        }
    }

    @Test func `finds every value again by its pointer and its bytes`() throws {
        for seed in UInt64(0)..<100 {
            var source = RandomDocument(seed: seed)
            let document = try JSONDocument(parsing: source.spaced(source.value()))
            var pending = [document.root]
            while let value = pending.popLast() {
                #expect(document[value.pointer]?.byteRange == value.byteRange, "seed \(seed)")
                #expect(try JSONPointer(parsing: value.pointer.description) == value.pointer, "seed \(seed)")
                let found = document.value(atByte: value.byteRange.lowerBound)
                #expect(found?.byteRange == value.byteRange, "seed \(seed)")
                pending += value.array.map { Array($0) } ?? []
                for member in value.object.map({ Array($0) }) ?? [] {
                    #expect(value[member.key]?.byteRange == member.value.byteRange, "seed \(seed)")
                    pending.append(member.value)
                }
            }
        }
    }

    @Test func `never traps on broken bytes, and both readings agree on valid ones`() throws {
        for seed in UInt64(0)..<1500 {
            var source = RandomDocument(seed: seed)
            var bytes = source.spaced(source.value())
            for _ in 0..<source.below(4) { Self.damage(&bytes, &source) }
            let strict = try? JSONDocument(parsing: bytes)
            let tolerant = try? JSONDocument(parsing: bytes, options: .tolerant)
            if let strict {
                #expect(tolerant?.violations == strict.violations, "seed \(seed)")
                #expect(tolerant?.root.compacted() == strict.root.compacted(), "seed \(seed)")
            } else if let tolerant {
                #expect(tolerant.violationCount > 0, "seed \(seed)")
                let repaired = try JSONDocument(parsing: tolerant.root.compacted())
                #expect(repaired.root.compacted() == tolerant.root.compacted(), "seed \(seed)")
                _ = try JSON(tolerant.root)
                _ = JSONComparisonKey(tolerant.root).hashValue
            }
        }
    }

    private static func damage(_ bytes: inout [UInt8], _ source: inout RandomDocument) {
        guard !bytes.isEmpty else { return }
        let place = source.below(bytes.count)
        switch source.below(4) {
        case 0: bytes[place] = UInt8(source.below(256))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(source.pick(Array("\"\\{}[],:0+-.eE/* \u{0}u".utf8) + [0xC3, 0xED, 0xF0]), at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + source.below(8)))
        }
    }

    @Test func `edits touch only what they name`() throws {
        for seed in UInt64(0)..<400 {
            var source = RandomDocument(seed: seed)
            let model = JSON.array([source.value(), source.value(), source.value(), source.value()])
            let bytes = source.spaced(model)
            let document = try JSONDocument(parsing: bytes)
            let array = try #require(document.root.array)
            var editor = JSONEditor(document)
            var expected: [[UInt8]] = []
            for (position, element) in array.enumerated() {
                if source.below(3) == 0 {
                    editor.insert(.string("new"), into: array, at: position)
                    expected.append(JSON.string("new").encoded())
                }
                switch source.below(4) {
                case 0: editor.remove(at: position, from: array)
                case 1:
                    editor.replace(element, with: ["replaced": true])
                    expected.append(Array("{\"replaced\":true}".utf8))
                default: expected.append(Array(element.rawBytes))
                }
            }
            let result = try JSONDocument(parsing: editor.apply())
            #expect(result.root.array?.map { Array($0.rawBytes) } == expected, "seed \(seed)")
            let before = document.root.byteRange.lowerBound
            let after = bytes.count - document.root.byteRange.upperBound
            #expect(result.bytes.prefix(before) == bytes.prefix(before), "seed \(seed)")
            #expect(result.bytes.suffix(after) == bytes.suffix(after), "seed \(seed)")
        }
    }
}
