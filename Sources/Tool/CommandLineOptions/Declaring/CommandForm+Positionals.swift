extension CommandForm {
    /// A word that must be given.
    public mutating func positional<Value: Sendable>(
        _ name: String,
        as type: ValueType<Value>,
        help: String
    ) -> OptionKey<Value> {
        add(.positional, name, help: help) {
            $0.completion = type.completion
            $0.isRequired = true
        } read: { filled, declaration throws(UsageError) in
            guard let value = try filled.value(of: declaration, as: type) else { throw filled.missing(declaration) }
            return value
        }
    }

    /// A word that may be given.
    public mutating func optionalPositional<Value: Sendable>(
        _ name: String,
        as type: ValueType<Value>,
        help: String
    ) -> OptionKey<Value?> {
        add(.positional, name, help: help) {
            $0.completion = type.completion
        } read: { filled, declaration throws(UsageError) in
            try filled.value(of: declaration, as: type)
        }
    }

    /// All words that are left, at least `minimum`; nothing can be declared behind them.
    public mutating func positionals<Value: Sendable>(
        _ name: String,
        as type: ValueType<Value>,
        atLeast minimum: Int = 0,
        help: String
    ) -> OptionKey<[Value]> {
        add(.positional, name, help: help) {
            $0.completion = type.completion
            $0.isRequired = minimum > 0
            $0.isRepeated = true
        } read: { filled, declaration throws(UsageError) in
            let values = try filled.values(of: declaration, as: type)
            guard values.count >= minimum else {
                throw filled.missing(declaration, detail: "expected \(minimum) or more, saw \(values.count)")
            }
            return values
        }
    }

    /// Everything behind `--`, unread: the command line of another program; nil without `--`.
    public mutating func rest(_ name: String, help: String) -> OptionKey<[String]?> {
        add(.rest, name, help: help) {
            $0.isRepeated = true
        } read: { filled, declaration throws(UsageError) in
            let given = filled.occurrences(of: declaration)
            guard let first = given.first else { return nil }
            // The first one stands for the two dashes themselves.
            guard given.count > 1 else {
                throw filled.missing(declaration, position: first.position, detail: "nothing follows --")
            }
            return given.dropFirst().compactMap(\.value)
        }
    }
}
