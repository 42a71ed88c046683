import JSON
import Testing

@testable import Fixtures

@Suite struct TableTests {
    private let table = Table.orders()

    private func ids(_ condition: String) throws -> [Int64] {
        let condition = try ConditionParser.parse(condition, for: table)
        return table.select(where: condition, from: 0, limit: 100).rows.compactMap { $0.row[0].number?.int64 }
    }

    @Test func `compares integers that no double can hold`() throws {
        #expect(try ids("amount = 9007199254740993") == [1])
        #expect(try ids("amount > 9007199254740992") == [1, 2])
        #expect(try ids("amount = 9223372036854775807") == [2])
        #expect(try ids("amount < -9223372036854775807") == [3])
        #expect(table.row(0)[2].encoded() == Array("9007199254740993".utf8))
    }

    @Test func `understands conditions`() throws {
        #expect(try ids("customer = 'ada'") == [1, 4])
        #expect(try ids("customer LIKE 'a%'") == [1, 3, 4])
        #expect(try ids("customer not like 'a%'") == [2, 5, 6])
        #expect(try ids("note IS NULL") == [1, 6])
        #expect(try ids("note IS NOT NULL AND paid = true") == [3, 5])
        #expect(try ids("note = 'it''s free'") == [5])
        #expect(try ids("id IN (1, 3, 99)") == [1, 3])
        #expect(try ids("id NOT IN (1, 2, 3)") == [4, 5, 6])
        #expect(try ids("rate >= 1.5 OR id <= 1") == [1, 2, 4])
        #expect(try ids("NOT (paid = TRUE) AND (id = 2 OR id = 1)") == [2])
        #expect(try ids("id <> 1 AND id != 2") == [3, 4, 5, 6])
    }

    @Test func `leaves out rows whose comparison is unknown`() throws {
        #expect(try ids("note = 'x' OR NOT note = 'x'") == [2, 3, 4, 5])
        #expect(try ids("note IN ('x')") == [])
        #expect(try ids("id = NULL") == [])
    }

    @Test func `says where a condition goes wrong`() {
        let problems = [
            ("colour = 1", "expected a column: id, customer, amount, rate, paid, note, saw colour at character 1"),
            ("id =", "expected a number, a text in quotes, TRUE or FALSE, saw the end at character 5"),
            ("id = 1 id = 2", "expected AND, OR or the end, saw id at character 8"),
            ("customer = 'ada", "expected a closing quote, saw the end at character 12"),
            ("(id = 1", "expected a closing parenthesis, saw the end at character 8"),
            ("id ; 1", "expected a column, a value or a comparison, saw ; at character 4"),
            ("id = 1.2.3", "expected a number, saw 1.2.3 at character 6"),
            ("", "expected a column: id, customer, amount, rate, paid, note, saw the end at character 1"),
        ]
        for (text, message) in problems {
            do {
                _ = try ConditionParser.parse(text, for: table)
                Issue.record("\(text) was taken")
            } catch {
                #expect(error.description == message + " of the condition", "\(text)")
            }
        }
    }

    @Test func `refuses nesting without end`() {
        let deep = String(repeating: "(", count: 5000) + "id = 1" + String(repeating: ")", count: 5000)
        #expect(throws: ConditionParser.Problem.self) { try ConditionParser.parse(deep, for: table) }
    }

    @Test func `goes through every row once, page by page`() {
        let table = Table.orders(more: 994)
        var position: Int? = 0
        var seen: [Int] = []
        while let start = position {
            let page = table.select(where: nil, from: start, limit: 64)
            seen += page.rows.map(\.position)
            position = page.next
        }
        #expect(seen == Array(0..<1000))
    }

    @Test func `matches patterns as SQL does`() {
        #expect(LikePattern.matches("orange", "o%e"))
        #expect(LikePattern.matches("orange", "%"))
        #expect(LikePattern.matches("orange", "_range"))
        #expect(LikePattern.matches("aab", "%ab"))
        #expect(!LikePattern.matches("orange", "o%x"))
        #expect(!LikePattern.matches("orange", "_orange"))
        #expect(LikePattern.matches("", "%%"))
        #expect(!LikePattern.matches(String(repeating: "a", count: 2000), String(repeating: "%a", count: 50) + "b"))
    }
}
