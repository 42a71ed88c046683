internal import JSON
internal import MCP
internal import MCPServer

/// Work that is handed out.
enum WorkTools {
    static func add(to server: MCPServer) throws {
        try server.add(
            Tool(
                name: "executeTask",
                description: "Adds numbers, at once or as a task",
                inputSchema: Schemas.object([
                    ("numbers", ["type": "array", "items": ["type": "number"], "maxItems": 10_000])
                ]),
                outputSchema: Schemas.object([("sum", ["type": "number"])]),
                annotations: .looking,
                taskSupport: .optional
            )
        ) { call, _ in
            let numbers = call["numbers"]?.array.map { $0.compactMap(\.number) } ?? []
            guard let sum = sum(of: numbers) else {
                return .failure("the sum does not fit a 64-bit integer or a double")
            }
            return .structured(["sum": sum])
        }
    }

    /// Exact for integers, floating point for others.
    static func sum(of numbers: [JSONNumber]) -> JSON? {
        let integers = numbers.compactMap(\.int64)
        guard integers.count == numbers.count else {
            return JSONNumber(numbers.reduce(0) { $0 + $1.double }).map(JSON.number)
        }
        var sum: Int64 = 0
        for integer in integers {
            let (next, overflows) = sum.addingReportingOverflow(integer)
            guard !overflows else { return nil }
            sum = next
        }
        return JSON(sum)
    }
}
