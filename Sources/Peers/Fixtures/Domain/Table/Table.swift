internal import JSON

/// A table as a database would keep it; its rows are computed when they are looked at.
struct Table: Sendable {
    /// A column.
    struct Column: Sendable, Equatable {
        /// What a column may hold.
        enum Kind: String, Sendable { case integer, real, text, boolean }

        let name: String
        let kind: Kind
        var isNullable = false
    }

    /// One row, in the order of the columns.
    typealias Row = [JSON]

    let name: String
    let columns: [Column]
    let rowCount: Int
    private let makeRow: @Sendable (Int) -> Row

    init(_ name: String, _ columns: [Column], rows: Int, _ makeRow: @escaping @Sendable (Int) -> Row) {
        (self.name, self.columns, rowCount, self.makeRow) = (name, columns, rows, makeRow)
    }

    /// The row at a position.
    func row(_ position: Int) -> Row { makeRow(position) }

    /// The position of a column.
    func column(_ name: String) -> Int? { columns.firstIndex { $0.name == name } }

    /// The rows behind a position that fulfil a condition: at most so many, and where to go on if there may be more.
    func select(
        where condition: Condition?,
        from position: Int,
        limit: Int
    ) -> (rows: [(position: Int, row: Row)], next: Int?) {
        var found: [(position: Int, row: Row)] = []
        for position in max(0, position)..<max(position, rowCount) {
            let row = makeRow(position)
            guard condition?.holds(for: row) ?? true else { continue }
            if found.count == limit { return (found, position) }
            found.append((position, row))
        }
        return (found, nil)
    }
}
