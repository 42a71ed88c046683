/// What a source file may look like.
enum FileRules {
    static let longest = 400

    /// Files that are tables and nothing else.
    static let tables: Set<String> = []

    /// Words that say nothing about what a file or a folder holds.
    static let emptyWords: Set<String> = [
        "Utils", "Util", "Utilities", "Utility", "Helpers", "Helper", "Common", "Misc", "Extensions", "Deprecations",
    ]

    static let forbiddenCode = ["try!", "as!", "import XCTest", "Bundle.module", "@preconcurrency import"]

    static func findings(in file: SourceTree.File) -> [String] {
        var findings: [String] = []
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        if lines > longest, !tables.contains(file.path) {
            findings.append("\(file.path): \(lines) lines; at most \(longest), unless it is a pure table")
        }
        for word in file.path.split(whereSeparator: { "/+.".contains($0) }).flatMap(words)
        where emptyWords.contains(word) {
            findings.append("\(file.path): the name \(word) says nothing")
        }
        for forbidden in forbiddenCode where file.code.contains(forbidden) {
            findings.append("\(file.path): it contains \(forbidden)")
        }
        let shares = file.code.split(separator: "\n").contains { line in
            line.contains("class ") && line.contains("@unchecked Sendable")
        }
        if shares, !file.comments.contains("sendable") {
            findings.append("\(file.path): no comment says why it is sendable")
        }
        return findings
    }

    /// The words of a name in camel case.
    private static func words(_ name: Substring) -> [String] {
        var words: [String] = []
        for character in name {
            if character.isUppercase || words.isEmpty { words.append("") }
            words[words.count - 1].append(character)
        }
        return words
    }
}
