internal import JSON

/// One word, sign or value of a condition.
struct ConditionToken: Sendable {
    /// What it is.
    enum Kind: Sendable {
        case word(String)
        case sign(String)
        case value(JSON)
    }

    let kind: Kind
    /// Where it begins, counted in Unicode scalars.
    let position: Int

    /// How an error speaks of it.
    var seen: String {
        switch kind {
        case .word(let word): word
        case .sign(let sign): sign
        case .value(let value): value.description
        }
    }

    /// Everything in a text.
    static func all(in text: String) throws(ConditionParser.Problem) -> [ConditionToken] {
        let scalars = Array(text.unicodeScalars)
        var tokens: [ConditionToken] = []
        var place = 0
        while place < scalars.count {
            let start = place
            let scalar = scalars[place]
            if scalar.properties.isWhitespace {
                place += 1
                continue
            }
            let kind: Kind
            if scalar == "'" {
                kind = .value(.string(try quoted(scalars, &place)))
            } else if isDigit(scalar) || (scalar == "-" && place + 1 < scalars.count && isDigit(scalars[place + 1])) {
                kind = .value(.number(try number(scalars, &place)))
            } else if scalar.properties.isAlphabetic || scalar == "_" {
                kind = .word(run(scalars, &place) { $0.properties.isAlphabetic || $0 == "_" || isDigit($0) })
            } else {
                kind = .sign(try sign(scalars, &place))
            }
            tokens.append(ConditionToken(kind: kind, position: start))
        }
        return tokens
    }

    private static func quoted(_ scalars: [Unicode.Scalar], _ place: inout Int) throws(ConditionParser.Problem)
        -> String
    {
        let start = place
        var text = String.UnicodeScalarView()
        place += 1
        while place < scalars.count {
            if scalars[place] == "'" {
                place += 1
                // Two quotes stand for one.
                guard place < scalars.count, scalars[place] == "'" else { return String(text) }
            }
            text.append(scalars[place])
            place += 1
        }
        throw ConditionParser.Problem(expected: "a closing quote", seen: "the end", position: start)
    }

    private static func number(
        _ scalars: [Unicode.Scalar],
        _ place: inout Int
    ) throws(ConditionParser.Problem) -> JSONNumber {
        let start = place
        place += 1
        let text =
            String(String.UnicodeScalarView(scalars[start..<place]))
            + run(scalars, &place) {
                isDigit($0) || $0 == "." || $0 == "e" || $0 == "E"
            }
        guard let number = JSONNumber(text) else {
            throw ConditionParser.Problem(expected: "a number", seen: text, position: start)
        }
        return number
    }

    private static func sign(_ scalars: [Unicode.Scalar], _ place: inout Int) throws(ConditionParser.Problem) -> String
    {
        let one = String(scalars[place])
        let two = place + 1 < scalars.count ? one + String(scalars[place + 1]) : one
        if ["<=", ">=", "<>", "!="].contains(two) {
            place += 2
            return two
        }
        guard ["=", "<", ">", "(", ")", ","].contains(one) else {
            throw ConditionParser.Problem(expected: "a column, a value or a comparison", seen: one, position: place)
        }
        place += 1
        return one
    }

    private static func run(
        _ scalars: [Unicode.Scalar],
        _ place: inout Int,
        while belongs: (Unicode.Scalar) -> Bool
    ) -> String {
        let start = place
        while place < scalars.count, belongs(scalars[place]) { place += 1 }
        return String(String.UnicodeScalarView(scalars[start..<place]))
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar >= "0" && scalar <= "9" }
}
