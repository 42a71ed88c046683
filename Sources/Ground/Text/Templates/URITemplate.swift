/// A URI template of RFC 6570, all four levels.
public struct URITemplate: Sendable, Hashable, CustomStringConvertible {
    /// The template as it was written.
    public let text: String
    /// Literals and expressions in order.
    let parts: [Part]

    enum Part: Sendable, Hashable {
        /// Characters that stand for themselves, escaped already where a URI cannot hold them.
        case literal([UInt8])
        case expression(Expression)
    }

    struct Expression: Sendable, Hashable {
        var style: URITemplateStyle
        var variables: [Variable]
    }

    struct Variable: Sendable, Hashable {
        var name: String
        var modifier: Modifier
    }

    enum Modifier: Sendable, Hashable {
        case none
        /// The first so many characters.
        case prefix(Int)
        /// Each element of a list or of pairs alone.
        case explode
    }

    /// Reads a template; templates beyond 64 KiB are refused.
    public init(_ text: String) throws(TextError) {
        var reader = URITemplateReader()
        parts = try reader.read(text.utf8.span)
        self.text = text
    }

    /// The names of the variables in the order in which they first occur.
    public var variableNames: [String] {
        var names: [String] = []
        for case .expression(let expression) in parts {
            for variable in expression.variables where !names.contains(variable.name) { names.append(variable.name) }
        }
        return names
    }

    /// The template as it was written.
    public var description: String { text }
}

/// What a variable of a template holds.
public enum URITemplateValue: Sendable, Equatable, ExpressibleByStringLiteral {
    /// One text.
    case text(String)
    /// Several texts in order; an empty list counts as undefined.
    case list([String])
    /// Names with values in order; no pairs count as undefined.
    case pairs([(name: String, value: String)])

    /// One text.
    public init(stringLiteral value: String) { self = .text(value) }

    /// Compares by content and order.
    public static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.text(let left), .text(let right)): left == right
        case (.list(let left), .list(let right)): left == right
        case (.pairs(let left), .pairs(let right)): left.elementsEqual(right) { $0 == $1 }
        default: false
        }
    }
}

/// How an operator writes its variables (RFC 6570, appendix A).
struct URITemplateStyle: Sendable, Hashable {
    let first: String
    let separator: String
    let isNamed: Bool
    /// What follows a name whose value is empty.
    let ifEmpty: String
    let allowsReserved: Bool

    static let simple = URITemplateStyle(first: "", separator: ",")

    init(first: String, separator: String, isNamed: Bool = false, ifEmpty: String = "", allowsReserved: Bool = false) {
        self.first = first
        self.separator = separator
        self.isNamed = isNamed
        self.ifEmpty = ifEmpty
        self.allowsReserved = allowsReserved
    }

    /// The style of an operator character, or nil when it is none.
    init?(operator byte: UInt8) {
        switch byte {
        case UInt8(ascii: "+"): self.init(first: "", separator: ",", allowsReserved: true)
        case UInt8(ascii: "#"): self.init(first: "#", separator: ",", allowsReserved: true)
        case UInt8(ascii: "."): self.init(first: ".", separator: ".")
        case UInt8(ascii: "/"): self.init(first: "/", separator: "/")
        case UInt8(ascii: ";"): self.init(first: ";", separator: ";", isNamed: true)
        case UInt8(ascii: "?"): self.init(first: "?", separator: "&", isNamed: true, ifEmpty: "=")
        case UInt8(ascii: "&"): self.init(first: "&", separator: "&", isNamed: true, ifEmpty: "=")
        default: return nil
        }
    }

    var kept: ASCIISet { allowsReserved ? .unreserved.union(.reserved) : .unreserved }
}
