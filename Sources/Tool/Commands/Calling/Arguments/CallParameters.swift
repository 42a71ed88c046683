internal import JSON

/// Puts the parameters of a request together from words.
struct CallParameters {
    private var members: [(key: String, value: JSON)]
    private let base: JSON?
    private let read: (String) throws -> [UInt8]

    /// Starts from parameters that were given as JSON; `read` gives the bytes of files.
    init(base: JSON?, read: @escaping (String) throws -> [UInt8]) {
        (self.base, self.read) = (base, read)
        members = base?.object ?? []
    }

    /// All of them.
    var object: JSON { .object(members) }

    /// `NAME k=v…`: a name, and arguments in an object of their own.
    mutating func addNamed(_ what: String, _ words: ArraySlice<String>) throws {
        if words.isEmpty, base?["name"] != nil { return }
        set("name", .string(try Self.first(of: words, what)))
        let arguments = try ArgumentWords(words.dropFirst(), read: read)
        if words.count > 1 || base?["arguments"] == nil { set("arguments", arguments.object) }
    }

    /// `VALUE k=v…`: one parameter without its name, and others with theirs.
    mutating func addSingle(_ key: String, _ what: String, _ words: ArraySlice<String>) throws {
        if words.isEmpty, base?[key] != nil { return }
        set(key, .string(try Self.first(of: words, what)))
        try addMembers(words.dropFirst())
    }

    /// `k=v…`: parameters with their names.
    mutating func addMembers(_ words: ArraySlice<String>) throws {
        for member in try ArgumentWords(words, read: read).members { set(member.key, member.value) }
    }

    /// `REFERENCE NAME=START k=v…`: what is being filled in, the argument that is typed, and those typed before.
    mutating func addCompletion(_ words: ArraySlice<String>) throws {
        if words.isEmpty, base?["ref"] != nil { return }
        let reference = try Self.first(of: words, "the name of a prompt or the URI template of a resource")
        let isResource = reference.contains("://") || reference.contains("{")
        set(
            "ref",
            isResource
                ? ["type": "ref/resource", "uri": .string(reference)]
                : ["type": "ref/prompt", "name": .string(reference)]
        )
        let given = try ArgumentWords(words.dropFirst(), read: read).members
        guard let typed = given.first else {
            throw ArgumentWords.Problem(
                word: reference,
                expected: "the argument to complete behind it, NAME=START",
                seen: "nothing"
            )
        }
        set("argument", ["name": .string(typed.key), "value": typed.value])
        if given.count > 1 { set("context", ["arguments": .object(Array(given.dropFirst()))]) }
    }

    private static func first(of words: ArraySlice<String>, _ what: String) throws(ArgumentWords.Problem) -> String {
        guard let first = words.first, !first.isEmpty else {
            throw ArgumentWords.Problem(word: "the method", expected: "\(what) behind it", seen: "nothing")
        }
        return first
    }

    private mutating func set(_ key: String, _ value: JSON) {
        members.removeAll { $0.key == key }
        members.append((key, value))
    }
}
