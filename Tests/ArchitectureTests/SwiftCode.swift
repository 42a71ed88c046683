/// Looks at Swift text as far as the rules need it.
enum SwiftCode {
    /// The text with comments and the contents of string literals blanked out; lines stay where they are.
    static func withoutCommentsAndStrings(_ text: String) -> String {
        var scanner = Scanner(Array(text.utf8))
        return String(decoding: scanner.scan(), as: UTF8.self)
    }

    /// The modules that code imports, without submodules.
    static func imports(_ code: String) -> [String] {
        code.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").drop { $0.hasPrefix("@") || accessLevels.contains($0) }
            guard words.first == "import" else { return nil }
            let names = words.dropFirst().drop { kinds.contains($0) }
            return names.first?.split(separator: ".").first.map(String.init)
        }
    }

    private static let accessLevels: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    private static let kinds: Set<Substring> = [
        "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
    ]
}

/// Walks through Swift text; interpolations inside of strings count as code.
private struct Scanner {
    private enum Place {
        case code(parentheses: Int)
        case string(hashes: Int, isMultiline: Bool)
    }

    private let bytes: [UInt8]
    private var result: [UInt8] = []
    private var position = 0
    private var places = [Place.code(parentheses: 0)]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func scan() -> [UInt8] {
        while position < bytes.count {
            switch places[places.count - 1] {
            case .code(let parentheses): scanCode(parentheses)
            case .string(let hashes, let isMultiline): scanString(hashes, isMultiline)
            }
        }
        return result
    }

    private mutating func scanCode(_ parentheses: Int) {
        // Most bytes start nothing: looking at one is much cheaper than comparing texts.
        guard "/\"#".utf8.contains(bytes[position]) else { return copyCode(parentheses) }
        if starts(with: "//") {
            while position < bytes.count, bytes[position] != newline { blank(1) }
        } else if starts(with: "/*") {
            skipBlockComment()
        } else if let hashes = stringStart {
            let isMultiline = starts(with: "\"\"\"", at: position + hashes)
            blank(hashes + (isMultiline ? 3 : 1))
            places.append(.string(hashes: hashes, isMultiline: isMultiline))
        } else {
            copyCode(parentheses)
        }
    }

    private mutating func copyCode(_ parentheses: Int) {
        let byte = bytes[position]
        if byte == UInt8(ascii: "(") { places[places.count - 1] = .code(parentheses: parentheses + 1) }
        if byte == UInt8(ascii: ")") {
            if parentheses == 0, places.count > 1 {
                places.removeLast()
            } else {
                places[places.count - 1] = .code(parentheses: parentheses - 1)
            }
        }
        result.append(byte)
        position += 1
    }

    private mutating func scanString(_ hashes: Int, _ isMultiline: Bool) {
        guard "\"\\".utf8.contains(bytes[position]) else { return blank(1) }
        let pounds = String(repeating: "#", count: hashes)
        let end = (isMultiline ? "\"\"\"" : "\"") + pounds
        if starts(with: end) {
            blank(end.utf8.count)
            places.removeLast()
        } else if starts(with: "\\" + pounds + "(") {
            blank(hashes + 2)
            places.append(.code(parentheses: 0))
        } else if starts(with: "\\" + pounds) {
            blank(hashes + 2)
        } else {
            blank(1)
        }
    }

    /// How many `#` stand before a quotation mark here; nil when no string starts here.
    private var stringStart: Int? {
        var hashes = 0
        while position + hashes < bytes.count, bytes[position + hashes] == UInt8(ascii: "#") { hashes += 1 }
        return starts(with: "\"", at: position + hashes) ? hashes : nil
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1; blank(2)
            } else if starts(with: "*/") {
                depth -= 1; blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && position < bytes.count
    }

    private func starts(with text: String, at offset: Int? = nil) -> Bool {
        bytes[min(offset ?? position, bytes.count)...].starts(with: text.utf8)
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where position < bytes.count {
            result.append(bytes[position] == newline ? newline : UInt8(ascii: " "))
            position += 1
        }
    }

    private let newline = UInt8(ascii: "\n")
}
