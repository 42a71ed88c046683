internal import JSON

/// A type as it is checked; nodes name each other by their place in a ``ShapeLibrary``.
enum ShapeNode: Sendable {
    case any
    case null
    case boolean
    case object
    case string(ShapeFormat?)
    case text(String)
    case constant(JSONNumber)
    case number(ShapeNumberRule)
    case array(Int, most: Int?)
    case map(Int)
    case record(ShapeRecord)
    case union(ShapeUnion)
    case intersection([Int])
    case same(Int)

    /// The JSON types that it takes; nil: all of them.
    var kind: JSONKind? {
        switch self {
        case .any, .union, .intersection, .same: nil
        case .null: .null
        case .boolean: .bool
        case .object, .map, .record: .object
        case .string, .text: .string
        case .constant, .number: .number
        case .array: .array
        }
    }
}

/// What a number must be.
struct ShapeNumberRule: Sendable {
    let isInteger: Bool
    let least: JSONNumber?
    let most: JSONNumber?
}

/// An object with members.
struct ShapeRecord: Sendable {
    struct Member: Sendable {
        let name: String
        let isRequired: Bool
        let node: Int
    }

    let name: String
    let members: [Member]
    let atLeastOne: [String]
    /// Members that it has in other revisions only.
    let foreign: [(name: String, revisions: String)]
}

/// One of several types.
struct ShapeUnion: Sendable {
    struct Branch: Sendable {
        let node: Int
        let kind: JSONKind?
        /// Members that are always the same text in this branch.
        let marks: [Mark]
    }

    /// What tells an object of one branch from those of others.
    struct Mark: Sendable {
        let member: String
        let texts: [String]
        let isRequired: Bool
    }

    var branches: [Branch]
    /// Whether all branches are texts.
    var isEnumeration: Bool
}
