import JSON
import TestKit

/// Makes random values and random texts for them.
struct RandomDocument {
    var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int(random.next() % UInt64(choices.count))]
    }

    mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

    mutating func value(depth: Int = 0) -> JSON {
        switch below(depth > 5 ? 5 : 8) {
        case 0: .null
        case 1: .bool(below(2) == 0)
        case 2: .number(JSONNumber(Int64(bitPattern: random.next()) >> Int64(below(64))))
        case 3: JSON(Double(bitPattern: random.next()))
        case 4: .string(text())
        case 5, 6: .array((0..<below(5)).map { _ in value(depth: depth + 1) })
        default: .object((0..<below(6)).map { (text() + String($0), value(depth: depth + 1)) })
        }
    }

    mutating func text() -> String {
        let pieces = [
            "a", "key", "long text of plain letters", "\"", "\\", "/", "\n", "\u{0}", "é", "€", "𝄞", "\u{FFFF}",
            "e\u{301}", " ",
        ]
        return (0..<below(4)).map { _ in pick(pieces) }.joined()
    }

    /// Writes a value with random white space.
    mutating func spaced(_ value: JSON) -> [UInt8] {
        let space = Array(pick(["", "", " ", "\n\t", "\r\n  "]).utf8)
        switch value {
        case .array(let elements):
            var bytes: [UInt8] = space + [0x5B]
            for (place, element) in elements.enumerated() { bytes += (place == 0 ? [] : [0x2C]) + spaced(element) }
            return bytes + space + [0x5D] + space
        case .object(let members):
            var bytes: [UInt8] = space + [0x7B]
            for (place, member) in members.enumerated() {
                bytes += (place == 0 ? [] : [0x2C]) + spaced(.string(member.key)) + [0x3A] + spaced(member.value)
            }
            return bytes + space + [0x7D] + space
        default:
            return space + value.encoded() + space
        }
    }
}
