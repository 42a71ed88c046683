public import JSON
internal import Text

/// A key of `_meta`, or the id of an extension: labels joined by dots and a slash, then a name.
///
/// The grammar came with 2025-06-18; before, any key was good.
public struct MetadataName: Sendable, Hashable, CustomStringConvertible {
    /// What stands before the slash; empty without one.
    public let labels: [String]
    /// What stands behind it, which may be nothing.
    public let name: String

    /// Takes a key apart.
    public init(_ key: String) throws(MetadataError) {
        guard let slash = key.utf8.firstIndex(of: UInt8(ascii: "/")) else {
            (labels, name) = ([], key)
            try Self.check(name: key, of: key)
            return
        }
        let prefix = key[..<slash]
        labels = prefix.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        name = String(decoding: key.utf8[key.utf8.index(after: slash)...], as: UTF8.self)
        for label in labels { try Self.check(label: label, of: key) }
        try Self.check(name: name, of: key)
    }

    /// The id of an extension, which cannot do without a prefix.
    public init(extensionID id: String) throws(MetadataError) {
        try self.init(id)
        if labels.isEmpty {
            throw MetadataError(.name, [], expected: "an extension id with a prefix and a slash", seen: quote(id))
        }
    }

    /// Whether only the protocol may give the key a meaning, by the rule of a revision.
    ///
    /// 2025-06-18 reserves prefixes that end in `mcp` or `modelcontextprotocol` and one more label; later revisions
    /// those whose second label is one of the two.
    public func isReserved(in revision: Revision) -> Bool {
        if revision < .june2025 || labels.count < 2 { return false }
        let label = revision == .june2025 ? labels[labels.count - 2] : labels[1]
        return label == "mcp" || label == "modelcontextprotocol"
    }

    /// The whole key.
    public var description: String { labels.isEmpty ? name : labels.joined(separator: ".") + "/" + name }

    private static func check(label: String, of key: String) throws(MetadataError) {
        let bytes = label.utf8
        guard let first = bytes.first, let last = bytes.last, first.isLetter, last.isLetterOrDigit,
            bytes.allSatisfy({ $0.isLetterOrDigit || $0 == UInt8(ascii: "-") })
        else {
            throw MetadataError(
                .name,
                [],
                expected: "labels of letters, digits and inner hyphens that begin with a letter before the slash",
                seen: "\(quote(label)) in \(quote(key))"
            )
        }
    }

    private static func check(name: String, of key: String) throws(MetadataError) {
        let bytes = name.utf8
        guard let first = bytes.first, let last = bytes.last else { return }
        guard first.isLetterOrDigit, last.isLetterOrDigit,
            bytes.allSatisfy({ $0.isLetterOrDigit || "-_.".utf8.contains($0) })
        else {
            throw MetadataError(
                .name,
                [],
                expected: "a name of letters, digits and inner hyphens, underscores and dots",
                seen: "\(quote(name)) in \(quote(key))"
            )
        }
    }

    /// What breaks the rules among the keys of a `_meta`: the grammar, and reserved keys that no revision defines.
    public static func findings(in meta: JSON, revision: Revision) -> [MetadataError] {
        guard revision >= .june2025 else { return [] }
        return (meta.object ?? []).compactMap { member in finding(member.key, revision) }
    }

    private static func finding(_ key: String, _ revision: Revision) -> MetadataError? {
        do {
            guard try MetadataName(key).isReserved(in: revision), !MetadataKey.all.contains(key) else { return nil }
            let expected = "no key of one's own under a prefix that is reserved for the protocol"
            return MetadataError(.name, ["_meta", key], expected: expected, seen: quote(key))
        } catch {
            return MetadataError(.name, ["_meta", key], expected: error.expected, seen: error.seen)
        }
    }
}

/// The names that tools should have, since 2025-11-25.
public enum ToolName {
    /// The longest that should be used.
    public static let maximumLength = 128

    /// What should be otherwise; nil when the name is good.
    ///
    /// These are recommendations: 1 to 128 characters out of letters, digits, underscore, hyphen and dot.
    public static func finding(_ name: String) -> MetadataError? {
        guard !name.isEmpty else { return MetadataError(.name, [], expected: "a tool name", seen: "an empty one") }
        guard name.utf8.count <= maximumLength else {
            let seen = "\(name.utf8.count)"
            return MetadataError(.name, [], expected: "at most \(maximumLength) characters in a tool name", seen: seen)
        }
        guard name.utf8.allSatisfy({ $0.isLetterOrDigit || "_-.".utf8.contains($0) }) else {
            let expected = "a tool name of letters, digits, underscores, hyphens and dots"
            return MetadataError(.name, [], expected: expected, seen: quote(name))
        }
        return nil
    }
}

private func quote(_ text: String) -> String { PrintableText.quote(text) }

extension UInt8 {
    fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
    fileprivate var isLetterOrDigit: Bool { isLetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
