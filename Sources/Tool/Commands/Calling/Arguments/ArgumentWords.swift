internal import JSON

/// The arguments of a call as people type them: `text=hi`, `n:=3`, `list:=[1,2]`, `body=@file`, `@all.json`.
///
/// `=` gives a string and `:=` any JSON. A value that begins with `@` names a file that holds the value; `@@` stands for
/// one `@`. A word that begins with `@` or `{` gives all arguments at once, and later words replace single ones.
struct ArgumentWords {
    /// Why a word cannot be used.
    struct Problem: Error, Equatable, CustomStringConvertible {
        let word: String
        let expected: String
        let seen: String

        var description: String { "\(word): expected \(expected), saw \(seen)" }
    }

    /// The arguments in the order in which they were first given.
    private(set) var members: [(key: String, value: JSON)] = []
    private let read: (String) throws -> [UInt8]

    /// Reads words; `read` gives the bytes of a file.
    init(_ words: some Sequence<String>, read: @escaping (String) throws -> [UInt8]) throws {
        self.read = read
        for word in words { try add(word) }
    }

    /// All of them as one object.
    var object: JSON { .object(members) }

    private mutating func add(_ word: String) throws {
        if word.hasPrefix("{") { return try merge(try json(Array(word.utf8), of: word), of: word) }
        if word.hasPrefix("@") { return try merge(try json(try file(word.dropFirst(), of: word), of: word), of: word) }
        let (key, isJSON, value) = try Self.parts(of: word)
        guard isJSON || value.hasPrefix("@") else { return set(key, .string(value)) }
        let isFile = value.hasPrefix("@") && !value.hasPrefix("@@")
        let bytes =
            isFile ? try file(value.dropFirst(), of: word) : Array((isJSON ? value : value.dropFirst().text).utf8)
        set(key, isJSON ? try json(bytes, of: word) : try text(bytes, of: word))
    }

    /// The name before the first `=`, whether it is `:=`, and what stands behind it.
    static func parts(of word: String) throws(Problem) -> (key: String, isJSON: Bool, value: String) {
        guard let equals = word.firstIndex(of: "="), equals > word.startIndex, word[..<equals] != ":" else {
            throw Problem(
                word: word,
                expected: "NAME=TEXT, NAME:=JSON, NAME=@FILE or @FILE",
                seen: word.contains("=") ? "no name before =" : "no ="
            )
        }
        let value = String(word[word.index(after: equals)...])
        let key = word[..<equals]
        return key.hasSuffix(":") ? (String(key.dropLast()), true, value) : (String(key), false, value)
    }

    private mutating func set(_ key: String, _ value: JSON) {
        if let place = members.firstIndex(where: { $0.key == key }) {
            members[place].value = value
        } else {
            members.append((key, value))
        }
    }

    private mutating func merge(_ value: JSON, of word: String) throws(Problem) {
        guard let object = value.object else {
            throw Problem(word: word, expected: "a JSON object with all arguments", seen: value.kind.rawValue)
        }
        for member in object { set(member.key, member.value) }
    }

    private func file(_ path: Substring, of word: String) throws(Problem) -> [UInt8] {
        do { return try read(String(path)) } catch {
            throw Problem(word: word, expected: "a file that can be read", seen: "\(error)")
        }
    }

    private func text(_ bytes: [UInt8], of word: String) throws(Problem) -> JSON {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem(word: word, expected: "a file of UTF-8 text", seen: "other bytes")
        }
        return .string(text)
    }

    private func json(_ bytes: [UInt8], of word: String) throws(Problem) -> JSON {
        do throws(JSONError) { return try JSON(parsing: bytes) } catch {
            let hint =
                word.contains(":=") ? "; for a text write \(word.replacing(":=", with: "=", maxReplacements: 1))" : ""
            throw Problem(word: word, expected: "JSON (\(error.expected))", seen: error.seen + hint)
        }
    }
}

extension Substring {
    fileprivate var text: String { String(self) }
}
