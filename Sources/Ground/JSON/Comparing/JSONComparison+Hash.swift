extension JSONComparison {
    /// Hashes a value so that equal values have equal hashes; strangers cannot foresee it.
    public func hash(_ value: JSONValue, into hasher: inout Hasher) { hasher.combine(hash(of: value)) }

    /// The value as a member of sets and key of dictionaries, by this comparison.
    public func key(for value: JSONValue) -> JSONComparisonKey { JSONComparisonKey(value, comparison: self) }

    /// A container whose members are being hashed.
    fileprivate struct Frame {
        let isObject: Bool
        /// What is left to hash, the next one last; with the hash of its key.
        var pending: [(value: JSONValue, key: UInt64)]
        var sum: UInt64
    }

    private func hash(of root: JSONValue) -> UInt64 {
        var frames: [Frame] = []
        var value = root
        while true {
            var result: UInt64
            switch value.kind {
            case .array, .object:
                frames.append(frame(for: value))
                result = 0
            default:
                result = scalarHash(value)
                if frames.isEmpty { return result }
                frames[frames.count - 1].add(result)
            }
            while let last = frames.last, last.pending.isEmpty {
                result = Self.mix(last.sum, last.isObject ? 5 : 4)
                frames.removeLast()
                if frames.isEmpty { return result }
                frames[frames.count - 1].add(result)
            }
            guard let next = frames.last?.pending.last else { return 0 }
            value = next.value
        }
    }

    private func frame(for value: JSONValue) -> Frame {
        let storage = value.storage
        guard let object = value.object else {
            let elements = value.array.map { $0.map { (value: $0, key: UInt64(0)) } } ?? []
            return Frame(isObject: false, pending: elements.reversed(), sum: UInt64(elements.count))
        }
        let members = object.effectiveMembers.map { member in
            (
                value: member.value,
                key: JSONText.hash(of: storage.entry(member.index), in: storage.bytes.span)
            )
        }
        return Frame(isObject: true, pending: members, sum: UInt64(members.count))
    }

    private func scalarHash(_ value: JSONValue) -> UInt64 {
        var hasher = Hasher()
        switch value.kind {
        case .string:
            hasher.combine(3)
            hasher.combine(JSONText.hash(of: value.entry, in: value.storage.bytes.span))
        case .number:
            hasher.combine(2)
            switch numbers {
            case .lexeme: hasher.combine(value.rawText)
            case .decimal: hasher.combine(JSONDecimal(value.rawText))
            case .double: hasher.combine(value.double)
            }
        default:
            hasher.combine(value.bool)
        }
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    fileprivate static func mix(_ first: UInt64, _ second: UInt64) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(first)
        hasher.combine(second)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}

extension JSONComparison.Frame {
    /// Adds the hash of the member that was pending: in order for arrays, in any order for objects.
    fileprivate mutating func add(_ hash: UInt64) {
        let member = pending.removeLast()
        if isObject {
            sum &+= JSONComparison.mix(member.key, hash)
        } else {
            sum = JSONComparison.mix(sum, hash)
        }
    }
}

/// A value as a member of sets and key of dictionaries, equal by meaning.
public struct JSONComparisonKey: Hashable, Sendable {
    /// The value.
    public let value: JSONValue
    /// When two values are equal.
    public let comparison: JSONComparison

    /// Makes a key of a value.
    public init(_ value: JSONValue, comparison: JSONComparison = JSONComparison()) {
        self.value = value
        self.comparison = comparison
    }

    /// Whether the values are equal by the comparison on the left.
    public static func == (left: JSONComparisonKey, right: JSONComparisonKey) -> Bool {
        left.comparison.areEqual(left.value, right.value)
    }

    /// Hashes what equality looks at.
    public func hash(into hasher: inout Hasher) { comparison.hash(value, into: &hasher) }
}
