import JSON
import Testing

@Suite struct UTF8ValidationTests {
    /// Whether Swift's own decoder finds nothing to repair.
    private func isValid(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

    private func isAccepted(_ text: [UInt8]) -> Bool {
        (try? JSONDocument(parsing: [0x22] + text + [0x22])) != nil
    }

    @Test func `agrees with Swift's decoder on every pair and on edges of longer sequences`() {
        let edges: [UInt8] = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xF4, 0xFF]
        for first in UInt8(0x80)...0xFF {
            for second in UInt8.min...UInt8.max where second >= 0x20 && second != 0x22 && second != 0x5C {
                #expect(isAccepted([first, second]) == isValid([first, second]), "\(first) \(second)")
            }
            for second in edges {
                for third in edges {
                    #expect(isAccepted([first, second, third]) == isValid([first, second, third]))
                    for fourth in edges where first >= 0xF0 {
                        let bytes = [first, second, third, fourth]
                        #expect(isAccepted(bytes) == isValid(bytes), "\(bytes)")
                    }
                }
            }
        }
    }

    @Test func `repairs ill-formed text as Swift's decoder does`() throws {
        let edges: [UInt8] = [0x41, 0x80, 0x90, 0xA0, 0xBF, 0xC2, 0xE0, 0xE2, 0xED, 0xF0, 0xF1, 0xF4, 0xFF]
        for first in edges {
            for second in edges {
                for third in edges {
                    let bytes = [first, second, third]
                    let document = try JSONDocument(parsing: [0x22] + bytes + [0x22], options: .tolerant)
                    let expected = String(decoding: bytes, as: UTF8.self)
                    #expect(document.root.string == expected)
                    #expect(document.violationCount == expected.unicodeScalars.count { $0 == "\u{FFFD}" }, "\(bytes)")
                }
            }
        }
    }

    @Test func `finds a bad byte at every place of a long string`() {
        for length in 1..<40 {
            for place in 0..<length {
                for bad: UInt8 in [0x00, 0x1F, 0x80, 0xFF] {
                    var text = [UInt8](repeating: 0x61, count: length)
                    text[place] = bad
                    let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: [0x22] + text + [0x22]) }
                    #expect(error?.offset == place + 1)
                }
            }
        }
    }
}
