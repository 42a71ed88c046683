/// Finds the variables with which a template would have made a URI.
///
/// Levels 1 to 3 can be turned around; explode and prefix (level 4) are refused. A URI that different variables could
/// have made is reported as ambiguous rather than guessed. Time and memory grow with the template's length times the
/// URI's, whatever they hold.
///
/// In an expression without names, values are given to the variables from the left; a variable whose text is missing
/// altogether is undefined, one whose text is empty is the empty text.
public struct URITemplateMatcher: Sendable {
    /// What matching found.
    public enum Match: Sendable, Equatable {
        /// The template cannot make the URI.
        case none
        /// Exactly these variables make it.
        case variables([String: String])
        /// Several assignments make it.
        case ambiguous
    }

    /// The template that is turned around.
    public let template: URITemplate
    /// A graph that was built from its end: every node leads to nodes before it, or to itself.
    private let nodes: [Node]
    private let start: Int

    private enum Node: Sendable {
        /// The URI must end here.
        case end
        /// These bytes must follow.
        case literal([UInt8], next: Int)
        /// As many characters of a value as it takes.
        case value(name: String, style: URITemplateStyle, next: Int)
        /// One character of a value.
        case character(name: String, style: URITemplateStyle, next: Int)
        /// The variable is there and empty.
        case empty(name: String, next: Int)
        /// One way or the other.
        case fork(Int, Int)
    }

    /// Prepares a template of level 1 to 3.
    public init(_ template: URITemplate) throws(TextError) {
        self.template = template
        var builder = Builder()
        var next = 0
        for part in template.parts.reversed() {
            switch part {
            case .literal(let bytes): next = builder.add(.literal(bytes, next: next))
            case .expression(let expression): next = try builder.add(expression, next: next)
            }
        }
        nodes = builder.nodes
        start = next
    }

    /// Finds the variables; the template's and the URI's lengths multiplied may be at most 16 Mi.
    public func match(_ uri: String) throws(TextError) -> Match {
        let text = uri.utf8.span
        guard (template.text.utf8.count + 1).multipliedReportingOverflow(by: text.count + 1).partialValue <= 16 << 20
        else {
            throw TextError(
                .limit,
                format: "URI",
                offset: 0,
                expected: "a URI short enough to be matched with its template",
                seen: "\(text.count) bytes"
            )
        }
        let ways = countWays(text)
        switch ways[start * (text.count + 1)] {
        case 0: return .none
        case 1: return collect(text, ways)
        default: return .ambiguous
        }
    }

    /// In how many ways each node reaches the end from each position: 0, 1, or 2 for more.
    private func countWays(_ text: Span<UInt8>) -> [UInt8] {
        let width = text.count + 1
        var ways = [UInt8](repeating: 0, count: nodes.count * width)
        for (index, node) in nodes.enumerated() {
            for position in stride(from: text.count, through: 0, by: -1) {
                let count: UInt8
                switch node {
                case .end: count = position == text.count ? 1 : 0
                case .literal(let bytes, let next):
                    let matches = Self.stands(bytes, in: text, at: position)
                    count = matches ? ways[next * width + position + bytes.count] : 0
                case .value(_, let style, let next):
                    let length = Self.characterLength(text, at: position, style)
                    count = ways[next * width + position] + (length > 0 ? ways[index * width + position + length] : 0)
                case .character(_, let style, let next):
                    let length = Self.characterLength(text, at: position, style)
                    count = length > 0 ? ways[next * width + position + length] : 0
                case .empty(_, let next): count = ways[next * width + position]
                case .fork(let left, let right): count = ways[left * width + position] + ways[right * width + position]
                }
                ways[index * width + position] = min(count, 2)
            }
        }
        return ways
    }

    /// Walks the only way there is, and notes what the variables hold.
    private func collect(_ text: Span<UInt8>, _ ways: [UInt8]) -> Match {
        let width = text.count + 1
        var variables: [String: String] = [:]
        var (node, position) = (start, 0)
        var valueStart: Int?
        while true {
            switch nodes[node] {
            case .end: return .variables(variables)
            case .literal(let bytes, let next):
                position += bytes.count
                node = next
            case .fork(let left, let right):
                node = ways[left * width + position] > 0 ? left : right
            case .empty(let name, let next):
                guard variables.updateValue("", forKey: name) ?? "" == "" else { return .none }
                node = next
            case .character(_, let style, let next):
                valueStart = position
                position += Self.characterLength(text, at: position, style)
                node = next
            case .value(let name, let style, let next):
                let begin = valueStart ?? position
                while ways[next * width + position] == 0 {
                    position += Self.characterLength(text, at: position, style)
                }
                guard let value = Self.decode(text.extracting(begin..<position), style) else { return .none }
                if let other = variables.updateValue(value, forKey: name), other != value { return .none }
                valueStart = nil
                node = next
            }
        }
    }

    private static func stands(_ bytes: [UInt8], in text: Span<UInt8>, at position: Int) -> Bool {
        guard bytes.count <= text.count - position else { return false }
        for index in bytes.indices where bytes[index] != text[position + index] { return false }
        return true
    }

    /// How many bytes the character of a value at `position` takes, or 0 when none stands there.
    private static func characterLength(_ text: Span<UInt8>, at position: Int, _ style: URITemplateStyle) -> Int {
        guard position < text.count else { return 0 }
        if style.kept.contains(text[position]) { return 1 }
        return PercentEncoding.escapedByte(text, at: position) != nil ? 3 : 0
    }

    /// The value that a text stands for, or nil when it is not UTF-8.
    ///
    /// Where reserved characters are allowed, values may hold escapes, too: those of reserved characters, and those
    /// that make no text, stay as they are.
    private static func decode(_ text: Span<UInt8>, _ style: URITemplateStyle) -> String? {
        var bytes: [UInt8] = []
        var position = 0
        while position < text.count {
            if let byte = PercentEncoding.escapedByte(text, at: position),
                !style.allowsReserved || !(style.kept.contains(byte) || byte == ASCII.percent)
            {
                bytes.append(byte)
                position += 3
            } else {
                bytes.append(text[position])
                position += 1
            }
        }
        if UTF8Validator.isValid(bytes.span) { return String(decoding: bytes, as: UTF8.self) }
        return style.allowsReserved ? text.string(of: 0..<text.count) : nil
    }

    /// Makes nodes, the last first.
    private struct Builder {
        var nodes: [Node] = [.end]

        mutating func add(_ node: Node) -> Int {
            nodes.append(node)
            return nodes.count - 1
        }

        mutating func add(_ expression: URITemplate.Expression, next: Int) throws(TextError) -> Int {
            if let variable = expression.variables.first(where: { $0.modifier != .none }) {
                throw TextError(
                    .unsupported,
                    format: "URI template",
                    offset: 0,
                    expected: "variables without \"*\" and \":\", which cannot be read back",
                    seen: "a modifier of \(PrintableText.quote(variable.name))"
                )
            }
            return expression.style.isNamed
                ? addNamed(expression.variables[...], expression.style, next: next)
                : addPositional(expression.variables, expression.style, next: next)
        }

        /// Values from the left; wherever a character leads one, the rest may be missing.
        private mutating func addPositional(
            _ variables: [URITemplate.Variable],
            _ style: URITemplateStyle,
            next: Int
        ) -> Int {
            var begin = next
            for (index, variable) in variables.enumerated().reversed() {
                begin = add(.value(name: variable.name, style: style, next: begin))
                let lead = index == 0 ? style.first : style.separator
                guard !lead.isEmpty else { continue }
                begin = add(.literal(Array(lead.utf8), next: begin))
                begin = add(.fork(begin, next))
            }
            return begin
        }

        /// Each variable may be missing, and what leads one depends on whether another was there before.
        private mutating func addNamed(
            _ variables: ArraySlice<URITemplate.Variable>,
            _ style: URITemplateStyle,
            next: Int
        ) -> Int {
            var (asFirst, asLater) = (next, next)
            for variable in variables.reversed() {
                let after = asLater
                let value = add(.value(name: variable.name, style: style, next: after))
                var content = value
                if style.ifEmpty.isEmpty {
                    let character = add(.character(name: variable.name, style: style, next: value))
                    let named = add(.literal([ASCII.equals], next: character))
                    content = add(.fork(named, add(.empty(name: variable.name, next: after))))
                } else {
                    content = add(.literal([ASCII.equals], next: value))
                }
                let first = add(.literal(Array((style.first + variable.name).utf8), next: content))
                let later = add(.literal(Array((style.separator + variable.name).utf8), next: content))
                asFirst = add(.fork(first, asFirst))
                asLater = add(.fork(later, asLater))
            }
            return asFirst
        }
    }
}
