import JSON

@testable import MCP

/// A value that fits a shape, with what each of its parts was made for.
struct ShapeSample {
    /// A part, and what may be changed about it so that it fits no more.
    struct Part {
        let pointer: JSONPointer
        /// Something of a type that does not fit; nil where anything does.
        let wrong: JSON?
        /// Whether the part may not be left out.
        let isRequired: Bool
    }

    private(set) var json: JSON = nil
    private(set) var parts: [Part] = []
    private let library: ShapeLibrary
    private let isFull: Bool

    /// A value of a shape, with all members or with those that are required.
    init(of name: String, in revision: Revision, isFull: Bool) {
        self.init(of: name, in: ShapeLibrary.of(revision), isFull: isFull)
    }

    /// A value of a shape of a library.
    init(of name: String, in library: ShapeLibrary, isFull: Bool) {
        self.library = library
        self.isFull = isFull
        if let place = library.places[name] { json = make(place, .root, isRequired: false, depth: 0) }
    }

    private mutating func make(_ place: Int, _ pointer: JSONPointer, isRequired: Bool, depth: Int) -> JSON {
        if case .same(let other) = library.nodes[place] {
            return make(other, pointer, isRequired: isRequired, depth: depth)
        }
        parts.append(Part(pointer: pointer, wrong: wrong(for: place), isRequired: isRequired))
        switch library.nodes[place] {
        case .any: return ["anything": [1, nil]]
        case .null: return nil
        case .boolean: return true
        case .object: return ["own": 1.5]
        case .string(let format): return .string(ShapeSample.text(of: format))
        case .text(let text): return .string(text)
        case .constant(let constant): return .number(constant)
        case .number(let rule): return .number(rule.least ?? JSONNumber(1))
        case .array(let element, _):
            guard depth < 8 else { return [] }
            return [make(element, pointer.appending(0), isRequired: false, depth: depth + 1)]
        case .map(let value):
            guard depth < 8 else { return [:] }
            return .object([(key: "key", make(value, pointer.appending("key"), isRequired: false, depth: depth + 1))])
        case .record(let record): return make(record, pointer, depth: depth)
        case .union(let union):
            parts.removeLast()
            return make(union.branches[0].node, pointer, isRequired: isRequired, depth: depth)
        case .intersection(let nodes):
            parts.removeLast()
            return .object(
                nodes.reduce(into: []) { members, node in
                    for member in make(node, pointer, isRequired: isRequired, depth: depth).object ?? []
                    where !members.contains(where: { $0.key == member.key }) { members.append(member) }
                }
            )
        case .same: return nil
        }
    }

    private mutating func make(_ record: ShapeRecord, _ pointer: JSONPointer, depth: Int) -> JSON {
        let mustHave = record.atLeastOne.first
        return .object(
            record.members.filter { $0.isRequired || $0.name == mustHave || (isFull && depth < 8) }.map { member in
                let inner = pointer.appending(member.name)
                return (key: member.name, make(member.node, inner, isRequired: member.isRequired, depth: depth + 1))
            }
        )
    }

    /// A union takes several types; an object with a strange member is taken by none of ours but those that are open.
    private func wrong(for place: Int) -> JSON? {
        switch library.nodes[place] {
        case .any: nil
        case .object, .map, .record: 17
        default: ["wrong": true]
        }
    }

    private static func text(of format: ShapeFormat?) -> String {
        switch format {
        case nil: "text"
        case .uri: "https://example.com/a"
        case .uriTemplate: "file:///{path}"
        case .base64: "AAEC"
        case .timestamp: "2026-07-28T12:00:00Z"
        }
    }
}

extension JSON {
    /// The same value with another one at a place, or without that place.
    func replacing(_ pointer: JSONPointer, with new: JSON?) -> JSON? {
        guard let token = pointer.tokens.first else { return new }
        let rest = JSONPointer(Array(pointer.tokens.dropFirst()))
        switch self {
        case .object(let members):
            return .object(
                members.compactMap { member in
                    member.key == token
                        ? member.value.replacing(rest, with: new).map { (key: member.key, value: $0) } : member
                }
            )
        case .array(let elements):
            return .array(
                elements.enumerated().compactMap { "\($0)" == token ? $1.replacing(rest, with: new) : $1 }
            )
        default: return self
        }
    }
}
