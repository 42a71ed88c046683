import JSON

/// Changes one place of a value: what a careless or hostile peer might send instead.
struct JSONMutation {
    /// A value that differs from the given one in one place.
    static func mutate(_ value: JSON, using random: inout some RandomNumberGenerator) -> JSON {
        if Int.random(in: 0..<3, using: &random) > 0 {
            switch value {
            case .object(var members) where !members.isEmpty:
                let index = Int.random(in: 0..<members.count, using: &random)
                switch Int.random(in: 0..<8, using: &random) {
                case 0, 1: members.remove(at: index)
                case 2: members = adding("extra", scalar(using: &random), to: members)
                default: members[index].value = mutate(members[index].value, using: &random)
                }
                return .object(members)
            case .array(var elements) where !elements.isEmpty:
                let index = Int.random(in: 0..<elements.count, using: &random)
                if Int.random(in: 0..<5, using: &random) == 0 {
                    elements.append(elements[index])
                } else {
                    elements[index] = mutate(elements[index], using: &random)
                }
                return .array(elements)
            default: break
            }
        }
        return replace(value, using: &random)
    }

    /// Every value that lacks one part of the given one, or has something else in its place.
    static func all(of value: JSON) -> [JSON] {
        places(in: value, .root).flatMap { place in
            let others: [JSON?] = [nil, .null, true, 1.5, "other", [], [:]]
            return others.compactMap { value.replacing(place, with: $0) }
        }
    }

    private static func places(in value: JSON, _ pointer: JSONPointer) -> [JSONPointer] {
        let below: [JSONPointer] =
            switch value {
            case .object(let members): members.flatMap { places(in: $0.value, pointer.appending($0.key)) }
            case .array(let elements): elements.prefix(2).enumerated().flatMap { places(in: $1, pointer.appending($0)) }
            default: []
            }
        return [pointer] + below
    }

    private static func replace(_ value: JSON, using random: inout some RandomNumberGenerator) -> JSON {
        switch (value, Int.random(in: 0..<6, using: &random)) {
        case (.string(let text), 0): .string(text + "x")
        case (.object(let members), 0): .object(adding("deep", ["a": ["b": [nil, 1.5]]], to: members))
        case (.array(let elements), 0): .array(elements + [scalar(using: &random)])
        case (_, 1): .array([value])
        case (_, 2): .object([(key: "nested", value: value)])
        default: scalar(using: &random)
        }
    }

    /// Which of two members of one name counts is nothing that schemas speak of.
    private static func adding(_ key: String, _ value: JSON, to members: [(key: String, value: JSON)]) -> [(
        key: String, value: JSON
    )] {
        members.filter { $0.key != key } + [(key: key, value: value)]
    }

    private static func scalar(using random: inout some RandomNumberGenerator) -> JSON {
        let scalars: [JSON] = [
            nil, true, false, 0, -1, 1, 7, 1.5, 2.0, 1e3, "", "x", "text", [], [:], ["a": 1], ["x"], [[:]],
        ]
        return scalars.randomElement(using: &random) ?? nil
    }
}
