/// The encoding of labels beyond ASCII (RFC 3492).
enum Punycode {
    private static let base = 36
    private static let tMin = 1
    private static let tMax = 26
    private static let delimiter = UInt8(ascii: "-")

    /// The encoded label without `xn--`; nil when it would be longer than any label may be.
    static func encode(_ scalars: [Unicode.Scalar]) -> [UInt8]? {
        guard scalars.count <= 63 else { return nil }
        var output = scalars.filter(\.isASCII).map { UInt8(truncatingIfNeeded: $0.value) }
        var handled = output.count
        let basic = handled
        if basic > 0 { output.append(delimiter) }
        var next = 128
        var delta = 0
        var bias = 72
        while handled < scalars.count {
            let smallest = scalars.lazy.map { Int($0.value) }.filter { $0 >= next }.min() ?? next
            delta += (smallest - next) * (handled + 1)
            next = smallest
            for scalar in scalars {
                if scalar.value < next { delta += 1 }
                guard scalar.value == next else { continue }
                appendInteger(delta, bias: bias, to: &output)
                bias = adapt(delta, points: handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            next += 1
        }
        return output
    }

    /// The label that was encoded, its `xn--` taken off; nil when it is malformed.
    static func decode(_ label: some Collection<UInt8>) -> [Unicode.Scalar]? {
        let bytes = Array(label)
        guard !bytes.isEmpty, bytes.count <= 59 else { return nil }
        let end = bytes.lastIndex(of: delimiter)
        var output = bytes[..<(end ?? 0)].map { Unicode.Scalar($0) }
        var next = 128
        var index = 0
        var bias = 72
        var place = end.map { $0 + 1 } ?? 0
        while place < bytes.count {
            let before = index
            guard let step = readInteger(bytes, &place, bias: bias) else { return nil }
            index += step
            bias = adapt(index - before, points: output.count + 1, isFirst: before == 0)
            next += index / (output.count + 1)
            index %= output.count + 1
            guard next <= 0x10_FFFF, let scalar = Unicode.Scalar(UInt32(next)) else { return nil }
            output.insert(scalar, at: index)
            index += 1
        }
        return output
    }

    private static func threshold(_ weightPlace: Int, bias: Int) -> Int { min(max(weightPlace - bias, tMin), tMax) }

    private static func appendInteger(_ value: Int, bias: Int, to output: inout [UInt8]) {
        var rest = value
        for place in stride(from: base, through: .max, by: base) {
            let threshold = threshold(place, bias: bias)
            guard rest >= threshold else { break }
            output.append(digit(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
        }
        output.append(digit(rest))
    }

    private static func readInteger(_ bytes: [UInt8], _ place: inout Int, bias: Int) -> Int? {
        var value = 0
        var weight = 1
        for step in stride(from: base, through: .max, by: base) {
            guard place < bytes.count, let digit = number(ofDigit: bytes[place]) else { return nil }
            place += 1
            // No scalar is larger, and so is no step that leads to one.
            guard weight < 1 << 40 else { return nil }
            value += digit * weight
            let threshold = threshold(step, bias: bias)
            if digit < threshold { return value }
            weight *= base - threshold
        }
        return nil
    }

    private static func adapt(_ delta: Int, points: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / points
        var steps = 0
        while delta > (base - tMin) * tMax / 2 {
            delta /= base - tMin
            steps += base
        }
        return steps + (base - tMin + 1) * delta / (delta + 38)
    }

    private static func digit(_ value: Int) -> UInt8 {
        value < 26 ? UInt8(ascii: "a") + UInt8(value) : UInt8(ascii: "0") + UInt8(value - 26)
    }

    private static func number(ofDigit byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a"))
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 26
        default: nil
        }
    }
}
