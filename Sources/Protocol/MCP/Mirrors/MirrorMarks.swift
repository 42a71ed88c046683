public import JSON
internal import Text

/// The marks `x-mcp-header` in the input schema of a tool: which parameters are repeated in header fields, and which
/// marks break the rules.
///
/// A tool with a finding is not to be offered by clients over HTTP, and its marks are not enforced by servers.
public struct MirrorMarks: Sendable, Equatable {
    /// The keyword.
    public static let keyword = "x-mcp-header"

    /// Which types may be marked.
    public enum Types: Sendable, Equatable {
        /// Integers, strings and booleans: what the specification says.
        case specified
        /// Numbers as well, as the official suite does in one of its tools.
        case withNumbers
    }

    /// A mark that breaks the rules.
    public struct Finding: Error, Sendable, Equatable, CustomStringConvertible {
        /// The rule.
        public enum Code: String, Sendable, Hashable, CaseIterable {
            /// It is no string.
            case notText
            /// It is empty.
            case empty
            /// It has characters that the name of a header field cannot have.
            case characters
            /// Another parameter of the tool has the same, ignoring case.
            case duplicate
            /// The parameter is none of integer, string and boolean.
            case type
            /// The parameter is not reached from the root by `properties` alone.
            case place
        }

        /// The rule.
        public let code: Code
        /// Where the mark is in the schema.
        public let pointer: JSONPointer
        /// What is wrong, for people.
        public let detail: String

        /// All in one sentence.
        public var description: String { "\(detail) at \(pointer)" }
    }

    /// The parameters, in the order of the schema; only those whose marks keep to the rules.
    public private(set) var parameters: [MirroredParameter] = []
    /// The marks that do not.
    public private(set) var findings: [Finding] = []

    /// Collects the marks of an input schema.
    public init(inputSchema: JSON, types: Types = .specified) {
        var walk = Walk(types: types)
        walk.visit(inputSchema, at: .root, parameter: [], isReachable: true)
        (parameters, findings) = (walk.parameters, walk.findings)
    }

    /// Whether all marks keep to the rules.
    public var areLegal: Bool { findings.isEmpty }

    private struct Walk {
        let types: Types
        var parameters: [MirroredParameter] = []
        var findings: [Finding] = []
        var names: Set<String> = []

        /// Keywords whose values are data, in which a mark is none.
        private static let data: Set<String> = ["const", "enum", "default", "examples"]
        /// Keywords whose values map names to schemas.
        private static let maps: Set<String> = [
            "$defs", "definitions", "patternProperties", "dependentSchemas", "dependencies",
        ]

        mutating func visit(_ schema: JSON, at pointer: JSONPointer, parameter: [String], isReachable: Bool) {
            if let elements = schema.array {
                for (position, element) in elements.enumerated() {
                    visit(element, at: pointer.appending(position), parameter: [], isReachable: false)
                }
            }
            for (key, value) in schema.object ?? [] {
                let place = pointer.appending(key)
                if key == MirrorMarks.keyword {
                    take(value, of: schema, at: place, parameter: parameter, isReachable: isReachable)
                } else if key == "properties" {
                    for (name, property) in value.object ?? [] {
                        let path = parameter + [name]
                        visit(property, at: place.appending(name), parameter: path, isReachable: isReachable)
                    }
                } else if Self.maps.contains(key) {
                    for (name, inner) in value.object ?? [] {
                        visit(inner, at: place.appending(name), parameter: [], isReachable: false)
                    }
                } else if !Self.data.contains(key) {
                    visit(value, at: place, parameter: [], isReachable: false)
                }
            }
        }

        private mutating func take(
            _ mark: JSON,
            of schema: JSON,
            at place: JSONPointer,
            parameter: [String],
            isReachable: Bool
        ) {
            guard let name = mark.string else {
                return report(.notText, place, "expected the name of a header as a string, saw \(mark)")
            }
            if name.isEmpty { return report(.empty, place, "expected the name of a header, saw an empty string") }
            let quoted = PrintableText.quote(name)
            if !name.utf8.allSatisfy(Self.isTokenByte) {
                report(.characters, place, "expected letters, digits and !#$%&'*+-.^_`|~ alone, saw \(quoted)")
            }
            if !names.insert(name.lowercased()).inserted {
                report(.duplicate, place, "expected each header once in a tool, saw \(quoted) again")
            }
            if !isReachable || parameter.isEmpty {
                report(.place, place, "expected a mark on a parameter that `properties` alone lead to")
            } else if !isAllowed(schema["type"]) {
                let seen = schema["type"].map { "\($0)" } ?? "no type"
                report(.type, place, "expected a parameter of type integer, string or boolean, saw \(seen)")
            }
            if findings.last?.pointer != place { parameters.append(MirroredParameter(path: parameter, header: name)) }
        }

        private func isAllowed(_ type: JSON?) -> Bool {
            switch type {
            case .string("integer"), .string("string"), .string("boolean"): true
            case .string("number"): types == .withNumbers
            // Null means that there is no value, and hence no header.
            case .array(let alternatives):
                alternatives.contains { $0 != "null" } && alternatives.allSatisfy { $0 == "null" || isAllowed($0) }
            default: false
            }
        }

        private mutating func report(_ code: Finding.Code, _ place: JSONPointer, _ detail: String) {
            findings.append(Finding(code: code, pointer: place, detail: detail))
        }

        private static func isTokenByte(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"):
                true
            default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
        }
    }
}

extension Tool {
    /// The marks in the tool's input schema.
    public var mirrorMarks: MirrorMarks { MirrorMarks(inputSchema: inputSchema ?? .emptyObject) }
}
