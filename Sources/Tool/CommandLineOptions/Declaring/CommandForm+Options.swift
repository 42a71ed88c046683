extension CommandForm {
    /// `--name`: true when given.
    public mutating func flag(
        _ name: String,
        short: Character? = nil,
        isHidden: Bool = false,
        help: String
    ) -> OptionKey<Bool> {
        add(.flag, name, help: help) {
            $0.short = short
            $0.isHidden = isHidden
        } read: { filled, declaration in
            !filled.occurrences(of: declaration).isEmpty
        }
    }

    /// `--name` and `--no-name`: the last one given counts.
    public mutating func toggle(
        _ name: String,
        default value: Bool,
        isHidden: Bool = false,
        help: String
    ) -> OptionKey<Bool> {
        add(.toggle, name, help: help) {
            $0.isHidden = isHidden
            $0.isNegatedByDefault = !value
        } read: { filled, declaration in
            filled.occurrences(of: declaration).last.map { !$0.isNegated } ?? value
        }
    }

    /// `-v`, `-vv`, `--name --name`: how often it was given.
    public mutating func count(
        _ name: String,
        short: Character? = nil,
        isHidden: Bool = false,
        help: String
    ) -> OptionKey<Int> {
        add(.count, name, help: help) {
            $0.short = short
            $0.isHidden = isHidden
            $0.isRepeated = true
        } read: { filled, declaration in
            filled.occurrences(of: declaration).count
        }
    }

    /// `--name VALUE`, with a value to use when it is not given.
    public mutating func option<Value: Sendable>(
        _ name: String,
        short: Character? = nil,
        as type: ValueType<Value>,
        default value: Value,
        variable: String? = nil,
        isHidden: Bool = false,
        help: String
    ) -> OptionKey<Value> {
        add(.value, name, help: help) {
            $0.describe(type, short: short, variable: variable, isHidden: isHidden)
            $0.defaultText = type.text(value)
        } read: { filled, declaration throws(UsageError) in
            try filled.value(of: declaration, as: type) ?? value
        }
    }

    /// `--name VALUE`; nil when it is not given.
    public mutating func option<Value: Sendable>(
        _ name: String,
        short: Character? = nil,
        as type: ValueType<Value>,
        variable: String? = nil,
        isHidden: Bool = false,
        help: String
    ) -> OptionKey<Value?> {
        add(.value, name, help: help) {
            $0.describe(type, short: short, variable: variable, isHidden: isHidden)
        } read: { filled, declaration throws(UsageError) in
            try filled.value(of: declaration, as: type)
        }
    }

    /// `--name VALUE`, which must be given.
    public mutating func required<Value: Sendable>(
        _ name: String,
        short: Character? = nil,
        as type: ValueType<Value>,
        variable: String? = nil,
        help: String
    ) -> OptionKey<Value> {
        add(.value, name, help: help) {
            $0.describe(type, short: short, variable: variable, isHidden: false)
            $0.isRequired = true
        } read: { filled, declaration throws(UsageError) in
            guard let value = try filled.value(of: declaration, as: type) else { throw filled.missing(declaration) }
            return value
        }
    }

    /// `--name VALUE` as often as wanted.
    public mutating func repeated<Value: Sendable>(
        _ name: String,
        short: Character? = nil,
        as type: ValueType<Value>,
        isHidden: Bool = false,
        help: String
    ) -> OptionKey<[Value]> {
        add(.value, name, help: help) {
            $0.describe(type, short: short, variable: nil, isHidden: isHidden)
            $0.isRepeated = true
        } read: { filled, declaration throws(UsageError) in
            try filled.values(of: declaration, as: type)
        }
    }

    /// `--name`, which means `alone`, or `--name=VALUE`; nil when it is not given.
    public mutating func optionalValue<Value: Sendable>(
        _ name: String,
        short: Character? = nil,
        as type: ValueType<Value>,
        alone: Value,
        isHidden: Bool = false,
        help: String
    ) -> OptionKey<Value?> {
        add(.optionalValue, name, help: help) {
            $0.describe(type, short: short, variable: nil, isHidden: isHidden)
        } read: { filled, declaration throws(UsageError) in
            guard let given = filled.occurrences(of: declaration).last else { return nil }
            guard given.value != nil else { return alone }
            return try filled.convert(given, of: declaration, as: type)
        }
    }
}

extension Declaration {
    fileprivate mutating func describe<Value>(
        _ type: ValueType<Value>,
        short: Character?,
        variable: String?,
        isHidden: Bool
    ) {
        self.short = short
        self.variable = variable
        self.isHidden = isHidden
        placeholder = type.placeholder
        completion = type.completion
    }
}
