/// A small change to a text.
enum TextMutation: CaseIterable {
    case delete, insert, replace, swap, double, truncate, append, prepend, changeCase, empty

    static func random(using generator: inout some RandomNumberGenerator) -> TextMutation {
        let index = Int.random(in: 0..<allCases.count, using: &generator)
        // Emptying hides what the text looked like, so that it is tried less often.
        if allCases[index] == .empty, UInt8.random(in: 0..<4, using: &generator) > 0 { return .replace }
        return allCases[index]
    }

    func apply(to text: inout [Unicode.Scalar], using generator: inout some RandomNumberGenerator) {
        guard let place = text.indices.randomElement(using: &generator) else {
            text.append(ScalarSampler.pickAny(using: &generator))
            return
        }
        switch self {
        case .delete: text.remove(at: place)
        case .insert: text.insert(ScalarSampler.pickAny(using: &generator), at: place)
        case .replace: text[place] = ScalarSampler.pickAny(using: &generator)
        case .swap: text.swapAt(place, text.count - 1 - place)
        case .double: text.insert(text[place], at: place)
        case .truncate: text.removeSubrange(place...)
        case .append: text.append(ScalarSampler.pickAny(using: &generator))
        case .prepend: text.insert(ScalarSampler.pickAny(using: &generator), at: 0)
        case .changeCase:
            let properties = text[place].properties
            let changed = properties.isLowercase ? properties.uppercaseMapping : properties.lowercaseMapping
            text.replaceSubrange(place...place, with: Array(changed.unicodeScalars))
        case .empty: text.removeAll()
        }
    }
}
