internal import JSON

/// What the messages of a sampling request must keep to, where tools are used in them.
enum SamplingRules {
    /// The first breach: tool results mixed with other content, or missing.
    static func problem(in messages: [JSON]) -> String? {
        var awaited: Set<String> = []
        for message in messages {
            let blocks = message["content"]?.array ?? message["content"].map { [$0] } ?? []
            let results = blocks.filter { $0["type"]?.string == "tool_result" }
            if !results.isEmpty, results.count < blocks.count {
                return "expected a message of tool results alone, saw other content in it"
            }
            let given = Set(results.compactMap { $0["toolUseId"]?.string })
            if !awaited.isSubset(of: given) {
                let missing = awaited.subtracting(given).sorted().joined(separator: ", ")
                return "expected a result for each tool use, saw none for \(missing)"
            }
            awaited = Set(blocks.filter { $0["type"]?.string == "tool_use" }.compactMap { $0["id"]?.string })
        }
        return awaited.isEmpty ? nil : "expected a result for each tool use, saw none at the end"
    }
}
