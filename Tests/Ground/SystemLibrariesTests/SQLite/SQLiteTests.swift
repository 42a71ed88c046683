import SystemLibraries
import Testing

@Suite struct SQLiteTests {
    @Test func `values come back as they went in`() throws {
        let database = try SQLiteDatabase(path: ":memory:")
        try database.execute("create table kept (a, b, c, d, e); create index by_a on kept (a);")
        var insert = try database.prepare("insert into kept values (?, ?, ?, ?, ?)")
        let rows: [[SQLiteValue]] = [
            [.null, .integer(.min), .real(-0.5), .text("Grüße\0 mit NUL"), .blob([0, 1, 255])],
            [.integer(.max), .text(""), .blob([]), .real(.infinity), .text("'; drop table kept; --")],
        ]
        for row in rows {
            try insert.bind(row[0], row[1], row[2], row[3], row[4])
            let isRow = try insert.step()
            #expect(!isRow)
            #expect(database.changes == 1)
        }
        #expect(database.lastInsertedRow == 2)
        var select = try database.prepare("select * from kept order by rowid")
        let (count, name) = (select.columnCount, select.columnName(1))
        #expect(count == 5 && name == "b")
        for row in rows {
            _ = try select.step()
            let (seen, beyond) = (select.row(), select.column(7))
            #expect(seen == row && beyond == .null)
        }
        let isRow = try select.step()
        #expect(!isRow)
    }

    @Test func `parameters have names, and statements can be run again`() throws {
        let database = try SQLiteDatabase(path: ":memory:")
        var sum = try database.prepare("select :left + :right")
        for (left, right) in [(Int64(1), Int64(2)), (5, -5)] {
            try sum.bind(.integer(left), to: ":left")
            try sum.bind(.integer(right), to: ":right")
            _ = try sum.step()
            let result = sum.column(0)
            #expect(result == .integer(left + right))
            sum.reset()
        }
        do throws(SQLiteError) {
            try sum.bind(.null, to: ":middle")
            Issue.record("a name that is not there was taken")
        } catch { #expect(error.code == .badBinding) }
        do throws(SQLiteError) {
            try sum.bind(.null)
            Issue.record("one value was enough for two")
        } catch { #expect(error.description.hasSuffix("expected 2 values, saw 1")) }
        do throws(SQLiteError) {
            try sum.bind(.null, at: 3)
            Issue.record("a third of two parameters was taken")
        } catch { #expect(error.code == .badBinding) }
    }

    @Test func `failures say what was run and what is wrong with it`() throws {
        let database = try SQLiteDatabase(path: ":memory:")
        try database.execute("create table one (name text unique)")
        try database.execute("insert into one values ('x')")
        refuses(.constraint) { try database.execute("insert into one values ('x')") }
        let error = #expect(throws: SQLiteError.self) { try database.execute("selekt 1") }
        #expect(error?.description == "prepare 'selekt 1': near \"selekt\": syntax error (SQLite's code 1)")
        refuses(.failed) { _ = try database.prepare("select 1; select 2") }
        refuses(.failed) { _ = try database.prepare("-- nothing") }
        refuses(.cannotOpen) { _ = try SQLiteDatabase(path: "/no/such/folder/file") }
        refuses(.cannotOpen) { _ = try SQLiteDatabase(path: "/no-such-file", .readOnly) }
    }

    @Test func `a statement outlives the name of its database`() throws {
        var select = try SQLiteDatabase(path: ":memory:").prepare("select 7")
        _ = try select.step()
        let value = select.column(0)
        #expect(value == .integer(7))
    }

    private func refuses(_ code: SQLiteError.Code, _ body: () throws -> Void) {
        let error = #expect(throws: SQLiteError.self) { try body() }
        #expect(error?.code == code, "\(error?.description ?? "")")
    }
}
