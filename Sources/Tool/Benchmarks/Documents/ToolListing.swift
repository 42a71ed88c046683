import JSON

/// The two documents that JSON is measured with: a long reply and a short request.
enum ToolListing {
    /// The reply to `tools/list` of a server with many tools, about 175 KB; the same bytes each time.
    static func reply(tools count: Int = 210) -> [UInt8] {
        var words = WordSource()
        let tools = (0..<count).map { tool($0, &words) }
        let reply: JSON = ["jsonrpc": "2.0", "id": 7, "result": ["tools": .array(tools)]]
        return reply.encoded()
    }

    /// A `tools/call` request of 110 bytes.
    static let request = Array(
        #"{"jsonrpc":"2.0","id":12,"method":"tools/call","params":{"name":"echo","arguments":{"text":"hello, world 1"}}}"#
            .utf8
    )

    private static func tool(_ number: Int, _ words: inout WordSource) -> JSON {
        var properties: JSON = [:]
        var required: [JSON] = []
        for _ in 0..<(2 + words.below(5)) {
            let key = words.word() + "_" + words.word()
            properties[key] = property(&words)
            if required.count < 2 { required.append(.string(key)) }
        }
        // Some texts have escapes, some are not ASCII, as in real listings.
        var description = words.sentence(10 + words.below(30))
        if number % 5 == 0 { description += "\n\nExample: \"\(words.word())\"" }
        if number % 7 == 0 { description += " — naïve" }
        return [
            "name": .string(words.word() + "_" + String(number)), "title": .string(words.sentence(3)),
            "description": .string(description),
            "inputSchema": [
                "type": "object", "properties": properties, "required": .array(required),
                "additionalProperties": false,
            ],
            "annotations": ["readOnlyHint": .bool(number % 2 == 1), "openWorldHint": false],
        ]
    }

    private static func property(_ words: inout WordSource) -> JSON {
        let description = JSON.string(words.sentence(4 + words.below(8)))
        return switch words.below(4) {
        case 0: ["type": "integer", "description": description, "minimum": JSON(words.below(6)), "maximum": 1000]
        case 1: ["type": "array", "description": description, "items": ["type": "string"]]
        case 2: ["type": "boolean", "description": description]
        default: ["type": "string", "description": description]
        }
    }

    /// Words that look chosen by chance and are the same each time.
    private struct WordSource {
        private var state: UInt64 = 0x2545_F491_4F6C_DD1D
        private static let words = [
            "the", "a", "file", "list", "read", "write", "search", "query", "index", "user", "team", "project", "issue",
            "branch", "commit", "server", "client", "returns", "given", "optional", "maximum", "number", "of",
            "results", "page", "cursor", "filter", "matching", "pattern", "path", "directory", "content", "encoding",
        ]

        mutating func below(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }

        mutating func word() -> String { Self.words[below(Self.words.count)] }

        mutating func sentence(_ length: Int) -> String {
            (0..<length).map { _ in word() }.joined(separator: " ") + "."
        }
    }
}
