extension CommandForm {
    /// A condition on several options.
    struct Rule: Sendable {
        let keys: [AnyOptionKey]
        let isOneRequired: Bool
    }

    /// At most one of these may be given.
    public mutating func atMostOne<each Value>(_ keys: repeat OptionKey<each Value>) {
        addRule(repeat each keys, isOneRequired: false)
    }

    /// Exactly one of these must be given.
    public mutating func exactlyOne<each Value>(_ keys: repeat OptionKey<each Value>) {
        addRule(repeat each keys, isOneRequired: true)
    }

    private mutating func addRule<each Value>(_ keys: repeat OptionKey<each Value>, isOneRequired: Bool) {
        var erased: [AnyOptionKey] = []
        repeat erased.append(AnyOptionKey(each keys))
        rules.append(Rule(keys: erased, isOneRequired: isOneRequired))
    }

    /// Converts every value, then holds the form to its rules.
    func check(_ filled: FilledForm) throws(UsageError) {
        for declaration in declarations { try declaration.check(filled) }
        for rule in rules { try check(rule, filled) }
    }

    private func check(_ rule: Rule, _ filled: FilledForm) throws(UsageError) {
        let all = rule.keys.map { declaration($0) }
        let given = all.filter { !filled.occurrences(of: $0).isEmpty }
        if given.count > 1 {
            throw UsageError(
                code: .conflict,
                origin: filled.origin,
                position: filled.occurrences(of: given[1]).first?.position,
                seen: given[1].title,
                problem: "it cannot be combined with \(given[0].title); leave one of them out"
            )
        }
        if given.isEmpty, rule.isOneRequired {
            throw UsageError(
                code: .missingArgument,
                origin: filled.origin,
                problem: "expected one of \(all.map(\.title).joined(separator: ", ")); saw none"
            )
        }
    }
}
