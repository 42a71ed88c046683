/// What a command accepts: each call declares one option or argument and returns the key to its value.
///
/// Positionals are filled in the order in which they are declared.
public struct CommandForm: Sendable {
    package private(set) var declarations: [Declaration] = []
    var rules: [Rule] = []
    private var section = "Options"

    /// An empty form.
    public init() {}

    /// Puts the options that are declared from here on below a heading of their own in the help text.
    public mutating func section(_ title: String) { section = title }

    /// Declares the options of a group.
    public mutating func group<Group: OptionGroup>(
        _ group: Group.Type
    ) -> @Sendable (FilledForm) throws(UsageError) -> Group {
        group.declare(in: &self)
    }

    mutating func add<Value>(
        _ shape: Declaration.Shape,
        _ name: String,
        help: String,
        _ configure: (inout Declaration) -> Void,
        read: @escaping @Sendable (FilledForm, Declaration) throws(UsageError) -> Value
    ) -> OptionKey<Value> {
        let heading = shape == .positional || shape == .rest ? "Arguments" : section
        var new = Declaration(number: declarations.count, shape: shape, name: name, help: help, section: heading)
        configure(&new)
        checkNames(of: new)
        let declared = new
        let key = OptionKey<Value>(number: new.number) { filled throws(UsageError) in try read(filled, declared) }
        new.check = { filled throws(UsageError) in _ = try key.read(filled) }
        declarations.append(new)
        return key
    }

    /// Two options of one name are a mistake in the program, found by the first test that asks for its help.
    private func checkNames(of new: Declaration) {
        precondition(!new.name.isEmpty, "an option or argument needs a name")
        let isAmbiguous = declarations.contains {
            ($0.isOption && new.isOption && $0.name == new.name) || ($0.short != nil && $0.short == new.short)
        }
        precondition(!isAmbiguous, "\(new.title) or its short name is declared twice")
    }

    /// What a message or a rule knows of a key.
    func declaration(_ key: AnyOptionKey) -> Declaration { declarations[key.number] }
}
