import JSON

/// The results as one JSON object.
enum ResultJSON {
    /// `{"rows":[…]}`; members that do not apply are null, so every row has the same members.
    static func text(_ rows: [(benchmark: String, row: BenchmarkRow)]) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("rows")
        writer.beginArray()
        for (benchmark, row) in rows { append(row, of: benchmark, to: &writer) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func append(_ row: BenchmarkRow, of benchmark: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("name")
        writer.string("\(benchmark)/\(row.name)")
        writer.key("peer")
        if let peer = row.peer { writer.string(peer) } else { writer.null() }
        append(row.ours.median, "ours", to: &writer)
        append(row.theirs?.median, "theirs", to: &writer)
        writer.key("unit")
        writer.string(row.unit)
        append(row.ratio, "ratio", to: &writer)
        writer.endObject()
    }

    private static func append(_ value: Double?, _ key: String, to writer: inout JSONWriter) {
        writer.key(key)
        if let value, value.isFinite { writer.double(value) } else { writer.null() }
    }
}
