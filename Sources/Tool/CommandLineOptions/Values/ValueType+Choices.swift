extension ValueType where Value == String {
    /// One of some words.
    public static func choice(_ words: [String]) -> ValueType { choice(words.map { ($0, $0) }) }
}

extension ValueType {
    /// One of some words, each of which stands for a value.
    public static func choice(_ choices: [(word: String, value: Value)]) -> ValueType where Value: Equatable {
        let words = choices.map(\.word)
        return ValueType(
            placeholder: words.joined(separator: "|"),
            expected: words.count == 1 ? words[0] : "one of \(words.joined(separator: ", "))",
            completion: .words(words),
            text: { value in choices.first { $0.value == value }?.word ?? "?" },
            parse: { text in choices.first { $0.word == text }?.value }
        )
    }

    /// One case of an enumeration, written as its raw value.
    public static func choice(of type: Value.Type) -> ValueType
    where Value: CaseIterable & RawRepresentable & Equatable, Value.RawValue == String {
        choice(type.allCases.map { ($0.rawValue, $0) })
    }

    /// Several values of a type in one argument, separated by commas.
    public static func list<Element>(of element: ValueType<Element>) -> ValueType where Value == [Element] {
        ValueType(
            placeholder: element.placeholder + ",…",
            expected: "one or more, separated by commas, each \(element.expected)",
            completion: element.completion,
            text: { $0.map(element.text).joined(separator: ",") },
            parse: { text in
                let parts = text.split(separator: ",", omittingEmptySubsequences: false)
                let values = parts.compactMap { element.parse(String($0)) }
                return values.count == parts.count ? values : nil
            }
        )
    }
}
