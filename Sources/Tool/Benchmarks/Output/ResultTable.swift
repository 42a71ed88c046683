import CommandLineOptions

/// The results as people read them, in 80 columns.
enum ResultTable {
    private static let widths = [24, 11, 13, 13, 8]

    /// The heading of one benchmark.
    static func heading(_ benchmark: any Benchmark) -> [String] {
        ["", benchmark.name]
            + TextWrapping.hanging("claim", benchmark.claim, indent: 6, width: 80)
            + TextWrapping.hanging("goal", benchmark.goal, indent: 6, width: 80)
            + ["", columns]
    }

    private static let columns =
        line(["", "peer", "ours", "theirs", "unit", "ratio"])

    /// One row: medians, and below them the least and the greatest sample.
    static func lines(_ row: BenchmarkRow) -> [String] {
        let ratio = row.ratio.map { NumberText.short($0) } ?? ""
        let theirs = row.theirs.map { NumberText.short($0.median) } ?? (row.peer == nil ? "" : "-")
        var cells = [row.name, row.peer ?? "", NumberText.short(row.ours.median), theirs, row.unit, ratio]
        var lines: [String] = []
        if row.name.count > widths[0] {
            lines.append(row.name)
            cells[0] = ""
        }
        lines.append(line(cells))
        let spreads = line(["", "", spread(row.ours), row.theirs.map(spread) ?? "", "", ""])
        return spreads.isEmpty ? lines : lines + [spreads]
    }

    private static func spread(_ samples: Samples) -> String {
        samples.values.count < 2 ? "" : "\(NumberText.short(samples.least))-\(NumberText.short(samples.greatest))"
    }

    private static func line(_ cells: [String]) -> String {
        var text = ""
        for (index, cell) in cells.enumerated() {
            let width = index < widths.count ? widths[index] : 6
            let gap = String(repeating: " ", count: max(0, width - cell.count))
            // Numbers stand at the right of their column, words at the left.
            text += [2, 3, 5].contains(index) ? gap + cell : cell + gap
            text += " "
        }
        while text.last == " " { text.removeLast() }
        return text
    }
}
