/// Sorts arguments to the declarations of a form; values stay text.
struct ArgumentParsing {
    private let form: CommandForm
    private let origin: UsageError.Origin
    private(set) var occurrences: [Int: [FilledForm.Occurrence]] = [:]
    private var rest: ArraySlice<String> = []
    private var freePositionals: ArraySlice<Declaration>

    init(form: CommandForm, origin: UsageError.Origin) {
        self.form = form
        self.origin = origin
        freePositionals = form.declarations.filter { $0.shape == .positional }[...]
    }

    /// Returns false when help is asked for.
    mutating func read(_ arguments: ArraySlice<String>) throws(UsageError) -> Bool {
        rest = arguments
        while let argument = rest.first {
            let position = rest.startIndex + 1
            rest = rest.dropFirst()
            if argument == "--" {
                try readEverythingBehindDashes(position)
            } else if argument.hasPrefix("--") {
                if argument == "--help", find("help") == nil { return false }
                try readLong(argument, position)
            } else if argument.hasPrefix("-"), argument != "-", !looksLikeNumber(argument) {
                guard try readShort(argument, position) else { return false }
            } else {
                try addPositional(argument, position)
            }
        }
        return true
    }

    // MARK: Long names

    private mutating func readLong(_ argument: String, _ position: Int) throws(UsageError) {
        let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        let value = parts.count > 1 ? String(parts[1]) : nil
        if let declaration = find(name) {
            try add(declaration, inlineValue: value, position, as: "--" + name)
        } else if name.hasPrefix("no-"), let declaration = find(String(name.dropFirst(3))), declaration.shape == .toggle
        {
            guard value == nil else { throw unexpectedValue("--" + name, position) }
            record(declaration, nil, position, isNegated: true)
        } else {
            throw unknownOption("--" + name, position)
        }
    }

    private func find(_ name: String) -> Declaration? {
        form.declarations.first { $0.isOption && $0.name == name }
    }

    // MARK: Short names

    /// Reads `-v`, `-vvx`, `-n5` and `-n 5`; false when help is asked for.
    private mutating func readShort(_ argument: String, _ position: Int) throws(UsageError) -> Bool {
        var letters = argument.dropFirst()
        while let letter = letters.popFirst() {
            guard let declaration = form.declarations.first(where: { $0.short == letter }) else {
                if letter == "h" { return false }
                throw unknownOption("-\(letter)", position)
            }
            let takesValue = declaration.shape == .value || declaration.shape == .optionalValue
            let inline = takesValue && !letters.isEmpty ? String(letters) : nil
            if inline != nil { letters = "" }
            try add(declaration, inlineValue: inline, position, as: "-\(letter)")
        }
        return true
    }

    /// `-5` is a value, unless the form has options that are digits.
    private func looksLikeNumber(_ argument: String) -> Bool {
        guard let digit = argument.dropFirst().first(where: { $0 != "." }), digit.isASCII, digit.isNumber else {
            return false
        }
        return !form.declarations.contains { $0.short == digit }
    }

    // MARK: Values

    private mutating func add(
        _ declaration: Declaration,
        inlineValue: String?,
        _ position: Int,
        as typed: String
    ) throws(UsageError) {
        switch declaration.shape {
        case .flag, .toggle, .count:
            guard inlineValue == nil else { throw unexpectedValue(typed, position) }
            record(declaration, nil, position)
        case .optionalValue:
            record(declaration, inlineValue, position)
        case .value:
            if let first = occurrences[declaration.number]?.first, !declaration.isRepeated {
                throw UsageError(
                    code: .conflict,
                    origin: origin,
                    position: position,
                    seen: typed,
                    problem: "expected it once; it is already argument \(first.position)"
                )
            }
            var value = inlineValue
            if value == nil { value = try takeValue(of: declaration, position, as: typed) }
            record(declaration, value, position)
        case .positional, .rest:
            preconditionFailure("only options have names")
        }
    }

    private mutating func takeValue(
        of declaration: Declaration,
        _ position: Int,
        as typed: String
    ) throws(UsageError) -> String {
        guard let next = rest.first, !next.hasPrefix("-") || next == "-" || looksLikeNumber(next) else {
            let seen = rest.first.map { "saw the option \(UsageError.printable($0))" } ?? "saw the end"
            throw UsageError(
                code: .missingValue,
                origin: origin,
                position: position,
                seen: typed,
                problem: "expected a value behind it (\(typed) \(declaration.placeholder)), \(seen); "
                    + "a value that starts with a dash is written --\(declaration.name)=VALUE"
            )
        }
        rest = rest.dropFirst()
        return next
    }

    private mutating func record(_ declaration: Declaration, _ value: String?, _ position: Int, isNegated: Bool = false)
    {
        let new = FilledForm.Occurrence(position: position, value: value, isNegated: isNegated)
        occurrences[declaration.number, default: []].append(new)
    }

    // MARK: Words without a name

    private mutating func readEverythingBehindDashes(_ position: Int) throws(UsageError) {
        let all = rest
        rest = []
        if let declaration = form.declarations.first(where: { $0.shape == .rest }) {
            record(declaration, nil, position)
            for (offset, word) in all.enumerated() { record(declaration, word, position + 1 + offset) }
        } else {
            for (offset, word) in all.enumerated() { try addPositional(word, position + 1 + offset) }
        }
    }

    private mutating func addPositional(_ word: String, _ position: Int) throws(UsageError) {
        guard let declaration = freePositionals.first else {
            let hint = form.declarations.contains { $0.shape == .rest } ? "; a command to start stands behind --" : ""
            throw UsageError(
                code: .unexpectedArgument,
                origin: origin,
                position: position,
                seen: word,
                problem: "expected no further argument" + hint
            )
        }
        record(declaration, word, position)
        if !declaration.isRepeated { freePositionals = freePositionals.dropFirst() }
    }

    // MARK: Errors

    private func unknownOption(_ typed: String, _ position: Int) -> UsageError {
        var names: [String] = ["--help"]
        for declaration in form.declarations where declaration.isOption && !declaration.isHidden {
            names.append("--" + declaration.name)
            if declaration.shape == .toggle { names.append("--no-" + declaration.name) }
        }
        return UsageError(
            code: .unknownOption,
            origin: origin,
            position: position,
            seen: typed,
            problem: "there is no such option",
            suggestion: typed.hasPrefix("--") ? Suggestion.best(for: typed, among: names) : nil
        )
    }

    private func unexpectedValue(_ typed: String, _ position: Int) -> UsageError {
        UsageError(
            code: .unexpectedValue,
            origin: origin,
            position: position,
            seen: typed,
            problem: "it takes no value; leave out the = and what follows"
        )
    }
}
