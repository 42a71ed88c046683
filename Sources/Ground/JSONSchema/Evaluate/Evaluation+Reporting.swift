internal import JSON

extension Evaluation {
    /// The keyword that is being evaluated, while paths are being kept.
    private var keyword: String? {
        keywordPath.indices.contains(keywordPosition) ? keywordPath[keywordPosition].token : nil
    }

    /// Reports that the current keyword, or another one beside it, is not met.
    mutating func fail(
        _ message: @autoclosure () -> String,
        at other: String? = nil,
        causes: [SchemaFinding] = []
    ) -> Bool {
        guard collectsFindings else { return false }
        let outer = other.flatMap { replaceKeyword(with: $0) }
        report(message(), causes: causes)
        if let outer { _ = replaceKeyword(with: outer) }
        return false
    }

    /// Goes on as another keyword of the same schema; gives the one it was.
    mutating func replaceKeyword(with other: String) -> String? {
        guard tracksPath, let keyword else { return nil }
        keywordPath[keywordPosition] = .key(other)
        return keyword
    }

    /// Reports that a schema is `false`.
    mutating func failAtFalse(_ id: SchemaNode.ID, _ value: JSONValue) -> Bool {
        guard collectsFindings else { return false }
        let seen = ValueExcerpt.describe(value)
        let message =
            switch instancePath.last {
            case .key(let key): "expected no member \(ValueExcerpt.quote(key)), saw it with \(seen)"
            case .position(let position): "expected no element \(position), saw \(seen)"
            case nil: "expected no value at all, saw \(seen)"
            }
        append(finding(message, keyword: keyword ?? "false", location: program.nodes[id].location))
        return false
    }

    /// Ends the walk: it would cost too much.
    mutating func giveUp(_ message: String) {
        guard limitFinding == nil else { return }
        limitFinding = finding(
            message,
            keyword: keyword ?? "$ref",
            location: program.nodes[node].location,
            isLimit: true
        )
    }

    /// Adds what a subschema says about the value.
    mutating func addRemarks(of id: SchemaNode.ID) {
        let node = program.nodes[id]
        for remark in node.remarks {
            annotations.append(
                SchemaAnnotation(
                    instanceLocation: JSONPointer(instancePath.map(\.token)),
                    keywordLocation: JSONPointer(keywordPath.map(\.token) + [remark.keyword]),
                    absoluteKeywordLocation: node.location + JSONPointer([remark.keyword]).description,
                    keyword: remark.keyword,
                    value: remark.value
                )
            )
        }
    }

    private mutating func report(_ message: String, causes: [SchemaFinding]) {
        let keyword = keyword ?? ""
        let location = program.nodes[node].location + JSONPointer([keyword]).description
        append(finding(message, keyword: keyword, location: location, causes: causes))
    }

    private mutating func append(_ finding: SchemaFinding) {
        guard findings.count < maximumFindings else { return }
        findings.append(finding)
        findingCount += 1
    }

    private func finding(
        _ message: String,
        keyword: String,
        location: String,
        isLimit: Bool = false,
        causes: [SchemaFinding] = []
    ) -> SchemaFinding {
        SchemaFinding(
            instanceLocation: JSONPointer(instancePath.map(\.token)),
            keywordLocation: JSONPointer(keywordPath.map(\.token)),
            absoluteKeywordLocation: location,
            keyword: keyword,
            message: message,
            isLimit: isLimit,
            causes: causes
        )
    }
}
