/// One declared option or argument, as help, completions and the parser see it.
package struct Declaration: Sendable {
    /// How it stands on the command line.
    package enum Shape: Sendable, Equatable {
        /// `--name`
        case flag
        /// `--name` or `--no-name`
        case toggle
        /// `-vvv`
        case count
        /// `--name VALUE` or `--name=VALUE`
        case value
        /// `--name` or `--name=VALUE`
        case optionalValue
        /// A word that belongs to no option.
        case positional
        /// Everything behind `--`.
        case rest
    }

    package let number: Int
    package let shape: Shape
    /// The long name of an option, or the placeholder of a positional.
    package let name: String
    package var short: Character?
    package var placeholder = ""
    package var help: String
    package var section: String
    package var isHidden = false
    package var isRequired = false
    package var isRepeated = false
    package var isNegatedByDefault = false
    package var defaultText: String?
    package var variable: String?
    package var completion = Completion.nothing
    /// Converts what was given, and throws when that is malformed.
    package var check: @Sendable (FilledForm) throws(UsageError) -> Void = { _ in }

    package var isOption: Bool { shape != .positional && shape != .rest }

    /// How messages call it.
    package var title: String {
        switch shape {
        case .positional: name
        case .rest: "-- \(name)"
        default: "--\(name)"
        }
    }
}

/// What a shell may offer for a value.
public enum Completion: Sendable, Equatable {
    /// Nothing.
    case nothing
    /// The names of files.
    case files
    /// The names of directories.
    case directories
    /// These words.
    case words([String])
}
