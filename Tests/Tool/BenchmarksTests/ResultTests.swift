import JSON
import Testing

@testable import Benchmarks

@Suite struct ResultTests {
    private let rows = [
        BenchmarkRow(
            "tools/list, 175 KB \"quoted\"\n",
            peer: "orjson",
            ours: Samples([1_204_567, 1_180_000, 1_230_123]),
            theirs: Samples([34_012_345, 33_999_999]),
            unit: "messages"
        ),
        BenchmarkRow("memory", ours: Samples([7.5]), unit: "KiB"),
        BenchmarkRow("speed", peer: "absent", ours: Samples([0.00012]), theirs: nil, unit: "s"),
    ]

    @Test func `takes the middle of the samples`() {
        #expect(Samples([3, 1, 2]).median == 2)
        #expect(Samples([4, 1, 2, 3]).median == 2.5)
        #expect(Samples([]).median.isNaN)
        #expect(BenchmarkRow("x", peer: "y", ours: Samples([6]), theirs: Samples([3]), unit: "s").ratio == 2)
        #expect(BenchmarkRow("x", peer: "y", ours: Samples([6]), theirs: Samples([0]), unit: "s").ratio == nil)
    }

    @Test func `prints tables within 80 columns`() {
        for line in rows.flatMap(ResultTable.lines) { #expect(line.count <= 80, "\(line)") }
        for benchmark in Registry.benchmarks {
            for line in ResultTable.heading(benchmark) { #expect(line.count <= 80, "\(line)") }
        }
    }

    @Test func `prints one JSON object whose rows all have the same members`() throws {
        let text = ResultJSON.text(rows.map { ("name", $0) })
        let document = try JSONDocument(parsing: text)
        let rows = try #require(document.root.object?["rows"]?.array)
        #expect(rows.count == 3)
        for row in rows {
            let names = try #require(row.object).map(\.key)
            #expect(names == ["name", "peer", "ours", "theirs", "unit", "ratio"])
        }
    }

    @Test(arguments: [
        (0.0, "0.000"), (1.2345, "1.235"), (9.9999, "10.00"), (12.345, "12.35"), (123.45, "123.5"), (1234.5, "1235"),
        (12_345, "12.35k"), (123_456, "123.5k"), (9_999_499, "9999k"), (12_345_678, "12.35M"), (-1.5, "-1.500"),
        (.nan, "-"), (.infinity, "-"),
    ])
    func `shortens numbers`(value: Double, text: String) {
        #expect(NumberText.short(value) == text)
    }

    @Test func `gives every benchmark and role a name of its own that can be typed`() {
        #expect(Registry.duplicateNames.isEmpty)
        for name in Registry.benchmarks.map(\.name) + Registry.roles.map(\.name) {
            #expect(
                name.utf8.allSatisfy {
                    $0 == UInt8(ascii: "-") || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
                }
            )
        }
    }
}
