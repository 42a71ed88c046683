public import JSON
public import JSONRPC

/// What is wrong with the `_meta` of a message, or with one of the names in it.
public struct MetadataError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    public enum Code: Sendable, Equatable {
        /// A member that the revision requires is not there.
        case missing
        /// A member is there, and is not what it must be.
        case malformed
        /// A name breaks the grammar of names.
        case name
    }

    /// What is wrong.
    public let code: Code
    /// Where, from the root of the message's parameters; the root itself for names.
    public let pointer: JSONPointer
    /// What should have been there.
    public let expected: String
    /// What is there.
    public let seen: String

    init(_ code: Code, _ path: [String], expected: String, seen: String) {
        (self.code, pointer, self.expected, self.seen) = (code, JSONPointer(path), expected, seen)
    }

    init(_ code: Code, _ path: [String], expected: String, seen value: JSONValue?) {
        self.init(code, path, expected: expected, seen: value.map { JSONExcerpt.text(of: $0) } ?? "nothing")
    }

    /// What a server answers: invalid parameters, and where.
    public var errorObject: ErrorObject {
        ErrorObject(
            ErrorObject.invalidParamsCode,
            "Invalid params: \(description)",
            data: ["pointer": .string(JSONPointer(["params"] + pointer.tokens).description)]
        )
    }

    /// All in one sentence.
    public var description: String {
        "expected \(expected), saw \(seen)\(pointer.isRoot ? "" : " at \(pointer)")"
    }
}
