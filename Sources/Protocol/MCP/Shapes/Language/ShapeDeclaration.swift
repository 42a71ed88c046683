/// One declaration of the shape language, as it was written.
struct ShapeDeclaration: Sendable {
    /// What stands after the name.
    enum Body: Sendable {
        /// An object: the members it adds to those of its bases.
        case record(bases: [String], ShapeRecordText)
        /// Another name for a type.
        case alias(ShapeExpression)
    }

    let name: String
    let validity: Validity
    let body: Body
}

/// The members of an object, as they were written.
struct ShapeRecordText: Sendable {
    var members: [ShapeMemberText] = []
    /// Members of which one at least must be there.
    var atLeastOne: [String] = []
}

/// One member, as it was written.
struct ShapeMemberText: Sendable {
    let name: String
    let isRequired: Bool
    let validity: Validity
    var type: ShapeExpression
}

/// A type, as it was written.
indirect enum ShapeExpression: Sendable {
    case any
    case null
    case boolean
    case object
    case string(ShapeFormat?)
    case text(String)
    case constant(Int)
    case integer(least: Int?, most: Int?)
    case number(least: Int?, most: Int?)
    case array(ShapeExpression, most: Int?)
    case map(ShapeExpression)
    case record(ShapeRecordText)
    case named(String)
    case union([ShapeExpression])
    case intersection([ShapeExpression])
}

/// What a string must be besides a string.
enum ShapeFormat: String, Sendable, CaseIterable {
    case uri
    case uriTemplate = "uri-template"
    case base64
    case timestamp
}

/// Why a text is not of the shape language.
struct ShapeTextError: Error, Sendable, Equatable, CustomStringConvertible {
    let line: String
    let expected: String
    let seen: String

    var description: String { "expected \(expected), saw \(seen) in \"\(line)\"" }
}
