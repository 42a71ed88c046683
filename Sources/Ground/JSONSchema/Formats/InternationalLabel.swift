/// Which characters a label beyond ASCII may hold (RFC 5891 §4.2, RFC 5892).
///
/// The classes of RFC 5892 are taken from the Unicode properties that the standard library knows, which is close: letters
/// without case, digits and marks are admitted, and the exceptions and contextual rules are checked. Bidirectional text
/// (RFC 5893) is not.
enum InternationalLabel {
    static func isValid(_ scalars: [Unicode.Scalar]) -> Bool {
        guard let first = scalars.first, let last = scalars.last, first != "-", last != "-" else { return false }
        if scalars.count >= 4, scalars[2] == "-", scalars[3] == "-" { return false }
        if isMark(first) { return false }
        return scalars.indices.allSatisfy { isAdmitted(scalars, $0) } && !mixesArabicDigits(scalars)
    }

    private static func isAdmitted(_ scalars: [Unicode.Scalar], _ place: Int) -> Bool {
        let scalar = scalars[place]
        let before = place > 0 ? scalars[place - 1] : nil
        let after = place + 1 < scalars.count ? scalars[place + 1] : nil
        switch scalar.value {
        // Exceptions that are always or never admitted (RFC 5892 §2.6).
        case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: return true
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
        // Contextual rules (RFC 5892, appendix A).
        case 0xB7: return before == "l" && after == "l"
        case 0x375: return after.map { isIn($0, greek) } ?? false
        case 0x5F3, 0x5F4: return before.map { isIn($0, hebrew) } ?? false
        case 0x30FB: return scalars.contains { isIn($0, kanaOrHan) }
        case 0x200C, 0x200D: return before?.properties.canonicalCombiningClass == .virama
        default: break
        }
        if scalar == "-" { return true }
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber: return true
        // Upper case is folded before a look-up, not refused.
        case .uppercaseLetter: return true
        default: return false
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func mixesArabicDigits(_ scalars: [Unicode.Scalar]) -> Bool {
        scalars.contains { (0x660...0x669).contains($0.value) }
            && scalars.contains { (0x6F0...0x6F9).contains($0.value) }
    }

    private static let greek: [ClosedRange<UInt32>] = [0x370...0x3FF, 0x1F00...0x1FFF]
    private static let hebrew: [ClosedRange<UInt32>] = [0x591...0x5F4, 0xFB1D...0xFB4F]
    private static let kanaOrHan: [ClosedRange<UInt32>] = [
        0x3005...0x3007, 0x3021...0x3029, 0x3041...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF,
        0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9D, 0x20000...0x323AF,
    ]

    private static func isIn(_ scalar: Unicode.Scalar, _ ranges: [ClosedRange<UInt32>]) -> Bool {
        ranges.contains { $0.contains(scalar.value) }
    }
}
