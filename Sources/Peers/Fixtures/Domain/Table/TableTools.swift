internal import JSON
internal import MCP
internal import MCPServer

/// A database of one table as tools and resources.
enum TableTools {
    static func add(to server: MCPServer, items: Int) throws {
        let table = Table.orders(more: items)
        try server.add(
            Tool(
                name: "sql_select",
                description: """
                    Finds rows of the table orders. Conditions compare columns with values: \
                    amount > 9007199254740992 AND (customer LIKE 'a%' OR note IS NULL).
                    """,
                inputSchema: Schemas.object(
                    [
                        ("where", Schemas.text("the condition; all rows without one")),
                        ("columns", ["type": "array", "items": ["type": "string"], "minItems": 1]),
                        ("limit", Schemas.integer("how many rows at most", in: 1...1000)),
                        ("cursor", Schemas.text("where the last page ended")),
                    ],
                    required: 0
                ),
                outputSchema: outputSchema,
                annotations: .looking
            )
        ) { call in select(call, from: table) }
        try server.add(
            Resource(
                uri: "sql://orders/schema",
                name: "orders",
                description: "The columns of the table",
                mimeType: "application/json"
            )
        ) { read in
            [ResourceContents(uri: read.uri, mimeType: "application/json", text: describe(table).description)]
        }
    }

    private static let outputSchema: JSON = Schemas.object(
        [
            ("columns", ["type": "array", "items": ["type": "string"]]),
            ("rows", ["type": "array", "items": ["type": "array"]]), ("nextCursor", ["type": "string"]),
        ],
        required: 2
    )

    private static func select(_ call: ToolCall, from table: Table) -> ToolResult {
        let condition: Condition?
        do throws(ConditionParser.Problem) {
            condition = try call.string("where").map { text throws(ConditionParser.Problem) in
                try ConditionParser.parse(text, for: table)
            }
        } catch {
            return .failure(error.description)
        }
        let names = call["columns"]?.array.map { $0.compactMap(\.string) } ?? table.columns.map(\.name)
        let positions = names.compactMap(table.column)
        guard positions.count == names.count else {
            return .failure("expected columns of \(table.columns.map(\.name)), saw \(names)")
        }
        guard let start = call.string("cursor").map(TableCursor.position) ?? 0 else {
            return .failure("expected a cursor that this tool gave out, saw \(call.string("cursor") ?? "none")")
        }
        let page = table.select(where: condition, from: start, limit: call.integer("limit") ?? 100)
        return .structured(
            .object(of: [
                ("columns", .array(of: names)),
                ("rows", .array(page.rows.map { row in .array(positions.map { row.row[$0] }) })),
                ("nextCursor", page.next.map { .string(TableCursor.text($0)) }),
            ])
        )
    }

    private static func describe(_ table: Table) -> JSON {
        let columns = table.columns.map { column -> JSON in
            [
                "name": .string(column.name), "type": .string(column.kind.rawValue),
                "nullable": .bool(column.isNullable),
            ]
        }
        return ["table": .string(table.name), "rows": JSON(table.rowCount), "columns": .array(columns)]
    }
}

/// Where a page of rows ended, as clients see it.
enum TableCursor {
    static func text(_ position: Int) -> String { "row-\(position)" }

    static func position(_ text: String) -> Int? {
        guard text.hasPrefix("row-"), let position = Int(text.dropFirst(4)), position >= 0 else { return nil }
        return self.text(position) == text ? position : nil
    }
}
