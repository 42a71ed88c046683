/// Compares values by what they mean: member order, white space and escapes do not matter.
///
/// Of duplicate keys the last counts. Strings are equal to the code unit, without Unicode normalisation. Depth costs no
/// stack.
public struct JSONComparison: Sendable, Equatable {
    /// When two numbers are the same.
    public enum Numbers: Sendable, Equatable {
        /// When they are written with the same characters.
        case lexeme
        /// When their exact values are equal: `1` and `1.0`, but not 2⁵³ and 2⁵³ + 1.
        case decimal
        /// When they round to the same double: 2⁵³ and 2⁵³ + 1 too.
        case double
    }

    /// When two numbers are the same.
    public var numbers: Numbers

    /// Compares with the given semantics of numbers.
    public init(numbers: Numbers = .decimal) { self.numbers = numbers }

    /// Whether two values are equal.
    public func areEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
        var pending = [(left, right)]
        while let (left, right) = pending.popLast() {
            switch (left.kind, right.kind) {
            case (.array, .array):
                guard let left = left.array, let right = right.array, left.count == right.count else { return false }
                pending.append(contentsOf: zip(left, right))
            case (.object, .object):
                guard let left = left.object, let right = right.object else { return false }
                let members = left.effectiveMembers
                let others = right.memberLookup
                guard members.count == others.count else { return false }
                for member in members {
                    guard let other = others.value(ofKeyLike: member) else { return false }
                    pending.append((member.value, other))
                }
            default:
                guard areEqualScalars(left, right) else { return false }
            }
        }
        return true
    }

    /// Whether two values that are not both arrays or both objects are equal.
    func areEqualScalars(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left.kind, right.kind) {
        case (.null, .null): true
        case (.bool, .bool): left.entry.rawKind == right.entry.rawKind
        case (.string, .string):
            JSONText.areEqual(left.entry, in: left.storage.bytes.span, right.entry, in: right.storage.bytes.span)
        case (.number, .number): areEqualNumbers(left, right)
        default: false
        }
    }

    private func areEqualNumbers(_ left: JSONValue, _ right: JSONValue) -> Bool {
        if left.rawBytes == right.rawBytes { return true }
        switch numbers {
        case .lexeme: return false
        case .decimal: return left.number == right.number
        case .double: return left.double == right.double
        }
    }
}
