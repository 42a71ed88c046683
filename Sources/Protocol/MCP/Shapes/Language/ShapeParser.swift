/// Reads the shape language, in which ``ShapeTexts`` are written.
///
/// A declaration begins at the margin: `Name : Base, Base` followed by its members, two blanks further in, or
/// `Name = type`. A member is a name, `?` where it is optional, and a type; without a type, the lines below it, two
/// blanks further in, are the members of an object. `at-least-one a b` asks for one of several optional members.
/// `since`, `until` and `only`, each with a revision, end any of these lines; a name may be declared again for other
/// revisions. A type that a revision does not have drops out of its unions, and a base out of its objects. Objects are
/// open: members that are not named may be anything. Lines with `#` are remarks.
struct ShapeParser {
    private let lines: [(depth: Int, words: [Substring], text: String)]
    private var position = 0

    /// Reads all declarations of a text.
    static func declarations(in text: String) throws(ShapeTextError) -> [ShapeDeclaration] {
        var parser = ShapeParser(text)
        var declarations: [ShapeDeclaration] = []
        while parser.position < parser.lines.count { declarations.append(try parser.declaration()) }
        return declarations
    }

    private init(_ text: String) {
        lines = text.split(separator: "\n").compactMap { line in
            let depth = line.prefix { $0 == " " }.count
            let words = line.split(separator: " ")
            guard let first = words.first, first != "#" else { return nil }
            return (depth, words, String(line))
        }
    }

    private mutating func declaration() throws(ShapeTextError) -> ShapeDeclaration {
        let line = lines[position]
        guard line.depth == 0 else { throw error("a declaration at the margin", "an indented line") }
        position += 1
        var words = line.words
        let validity = try validity(&words, line.text)
        let name = String(words.removeFirst())
        if words.first == "=" {
            var expression = ShapeExpressionParser(words.dropFirst(), line.text)
            return ShapeDeclaration(name: name, validity: validity, body: .alias(try expression.whole()))
        }
        var bases: [String] = []
        if words.first == ":" { bases = words.dropFirst().map { String($0.last == "," ? $0.dropLast() : $0) } }
        guard words.isEmpty || !bases.isEmpty else {
            throw ShapeTextError(line: line.text, expected: "\":\" or \"=\"", seen: String(words[0]))
        }
        return ShapeDeclaration(name: name, validity: validity, body: .record(bases: bases, try record(below: 0)))
    }

    private mutating func record(below depth: Int) throws(ShapeTextError) -> ShapeRecordText {
        var record = ShapeRecordText()
        while position < lines.count, lines[position].depth > depth {
            let line = lines[position]
            guard line.depth == depth + 2 else { throw error("\(depth + 2) blanks", "\(line.depth)") }
            position += 1
            var words = line.words
            if words[0] == "at-least-one" {
                record.atLeastOne = words.dropFirst().map(String.init)
                continue
            }
            let validity = try validity(&words, line.text)
            let key = words.removeFirst()
            let isRequired = key.last != "?"
            var expression = ShapeExpressionParser(words[...], line.text)
            let type: ShapeExpression =
                words.isEmpty ? .record(try self.record(below: depth + 2)) : try expression.whole()
            record.members.append(
                ShapeMemberText(
                    name: String(isRequired ? key : key.dropLast()),
                    isRequired: isRequired,
                    validity: validity,
                    type: type
                )
            )
        }
        return record
    }

    /// Takes the revisions off the end of a line.
    private func validity(_ words: inout [Substring], _ line: String) throws(ShapeTextError) -> Validity {
        var (first, last): (Revision?, Revision?) = (nil, nil)
        while words.count >= 3, ["since", "until", "only"].contains(words[words.count - 2]) {
            let (keyword, name) = (words[words.count - 2], words[words.count - 1])
            guard let revision = Revision(String(name)) else {
                throw ShapeTextError(line: line, expected: "a revision", seen: String(name))
            }
            if keyword != "until" { first = revision }
            if keyword != "since" { last = revision }
            words.removeLast(2)
        }
        return Validity(since: first ?? .november2024, until: last)
    }

    private func error(_ expected: String, _ seen: String) -> ShapeTextError {
        ShapeTextError(line: lines[position].text, expected: expected, seen: seen)
    }
}
