internal import JSON
internal import Patterns

/// `pattern`: a regular expression matches somewhere in the string.
struct PatternRule: SchemaRule {
    let pattern: Pattern

    static let definitions = [
        KeywordDefinition("pattern", .validation) { site, compiler throws(SchemaError) in
            PatternRule(pattern: try compiler.pattern(try site.string(), at: site.location))
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard value.kind == .string, let text = value.string else { return true }
        if evaluation.matches(pattern, text) { return true }
        return evaluation.fail(
            "expected a string that matches \(ValueExcerpt.quote(pattern.source)), saw \(ValueExcerpt.quote(text))"
        )
    }
}

/// `format` as an assertion: the string is a date, an address or the like.
struct FormatRule: SchemaRule {
    let format: String

    static let definitions = [
        KeywordDefinition("format", .formatAnnotation, isRemark: true) { site, compiler throws(SchemaError) in
            let format = try site.string()
            let asserts = site.dialect.assertsFormat || compiler.index.options.formats == .assertion
            return asserts ? FormatRule(format: format) : nil
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard value.kind == .string, let text = value.string else { return true }
        if Formats.check(format, text) ?? true { return true }
        return evaluation.fail("expected a string of format \(format), saw \(ValueExcerpt.quote(text))")
    }
}

extension Evaluation {
    /// Whether a pattern matches; gives up where finding out takes too long.
    mutating func matches(_ pattern: Pattern, _ text: String) -> Bool {
        do {
            return try pattern.matches(text)
        } catch {
            giveUp("expected the pattern \(ValueExcerpt.quote(pattern.source)) to be quick, saw too many steps")
            return false
        }
    }
}

extension SchemaCompiler {
    /// A pattern, read tolerantly; what it was forgiven becomes a note.
    mutating func pattern(_ source: String, at location: String) throws(SchemaError) -> Pattern {
        if let known = patterns[source] { return known }
        do {
            let pattern = try Pattern(source, options: .tolerant)
            for violation in pattern.violations {
                index.note(.patternViolation, at: location, "\(violation) \(ValueExcerpt.quote(source))")
            }
            patterns[source] = pattern
            return pattern
        } catch {
            throw SchemaError(
                .malformedPattern,
                at: location,
                expected: "a regular expression with \(error.expected)",
                seen: "\(error.seen) at byte \(error.offset) of \(ValueExcerpt.quote(source))"
            )
        }
    }
}
