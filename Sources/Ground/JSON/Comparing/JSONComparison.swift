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
        // The tape indices of values that must be equal too.
        var pending = [(left.index, right.index)]
        while let (index, other) = pending.popLast() {
            let entry = left.storage.entry(index)
            guard entry.isContainer else {
                guard areEqualScalars(left.at(index), right.at(other)) else { return false }
                continue
            }
            guard entry.rawKind == right.storage.entry(other).rawKind else { return false }
            guard !pairChildren(of: index, in: left.storage, other, in: right.storage, &pending) else { continue }
            guard entry.isObject, pairMembers(of: left.at(index), right.at(other), &pending) else { return false }
        }
        return true
    }

    /// Pairs the elements of two arrays, or the members of two objects that have the same keys in the same order.
    private func pairChildren(
        of left: Int,
        in storage: JSONStorage,
        _ right: Int,
        in other: JSONStorage,
        _ pending: inout [(Int, Int)]
    ) -> Bool {
        let start = pending.count
        let arePaired = storage.withTape { words, bytes in
            other.withTape { otherWords, otherBytes in
                guard words.entry(left).length == otherWords.entry(right).length else { return false }
                let isObject = words.entry(left).isObject
                let end = words.indexAfter(left)
                var (child, otherChild) = (left + 2, right + 2)
                while child < end {
                    if isObject {
                        let (key, otherKey) = (words.entry(child), otherWords.entry(otherChild))
                        guard JSONText.areEqual(key, in: bytes, otherKey, in: otherBytes) else { return false }
                        child += 1
                        otherChild += 1
                    }
                    pending.append((child, otherChild))
                    child = words.indexAfter(child)
                    otherChild = otherWords.indexAfter(otherChild)
                }
                return true
            }
        }
        if !arePaired { pending.removeSubrange(start...) }
        return arePaired
    }

    /// Pairs the members of two objects, whatever their order; false if one has a key that the other has not.
    private func pairMembers(of left: JSONValue, _ right: JSONValue, _ pending: inout [(Int, Int)]) -> Bool {
        guard let left = left.object, let right = right.object else { return false }
        let members = left.effectiveMembers
        let others = right.memberLookup
        guard members.count == others.count else { return false }
        for member in members {
            guard let other = others.value(ofKeyLike: member) else { return false }
            pending.append((member.index + 1, other.index))
        }
        return true
    }

    /// Whether two values that are not both arrays or both objects are equal.
    func areEqualScalars(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left.kind, right.kind) {
        case (.null, .null): true
        case (.bool, .bool): left.entry.rawKind == right.entry.rawKind
        case (.string, .string):
            left.storage.withTape { words, bytes in
                right.storage.withTape { otherWords, otherBytes in
                    JSONText.areEqual(
                        words.entry(left.index),
                        in: bytes,
                        otherWords.entry(right.index),
                        in: otherBytes
                    )
                }
            }
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

extension JSONValue {
    /// Another value of the same document.
    fileprivate func at(_ index: Int) -> JSONValue { JSONValue(storage: storage, index: index) }
}
