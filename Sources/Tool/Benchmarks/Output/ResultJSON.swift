/// The results as one JSON object.
enum ResultJSON {
    /// `{"rows":[…]}`; members that do not apply are null, so every row has the same members.
    static func text(_ rows: [(benchmark: String, row: BenchmarkRow)]) -> String {
        "{\"rows\":[" + rows.map { object($0.benchmark, $0.row) }.joined(separator: ",") + "]}"
    }

    private static func object(_ benchmark: String, _ row: BenchmarkRow) -> String {
        let members = [
            ("name", string("\(benchmark)/\(row.name)")),
            ("peer", row.peer.map(string) ?? "null"),
            ("ours", number(row.ours.median)),
            ("theirs", number(row.theirs?.median)),
            ("unit", string(row.unit)),
            ("ratio", number(row.ratio)),
        ]
        return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    private static func number(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "null" }
        return "\(value)"
    }

    private static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
