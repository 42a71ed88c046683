/// Prints mutants as a table that fits 80 columns.
enum MutantListing {
    struct Row {
        let area: MutantArea
        let name: String
        let summary: String
        let requirement: String
        let scope: String

        init(_ area: MutantArea, _ name: String, _ summary: String, _ requirement: String, _ scope: String) {
            (self.area, self.name, self.summary) = (area, name, summary)
            (self.requirement, self.scope) = (requirement, scope)
        }
    }

    /// Names stand in a column of this width.
    static let nameWidth = 28
    /// What a summary may have beside a name.
    static let summaryWidth = 80 - 2 - nameWidth

    static func text(of rows: [Row]) -> String {
        var text = ""
        for area in MutantArea.allCases {
            let rows = rows.filter { $0.area == area }
            guard !rows.isEmpty else { continue }
            text += "\(area.rawValue) (\(rows.count))\n"
            for row in rows {
                let details = ["\(row.requirement)", "(\(row.scope))"]
                let isShort = details[0].utf8.count + details[1].utf8.count < summaryWidth
                text += line(row.name, row.summary)
                text += isShort ? line("", details.joined(separator: " ")) : details.map { line("", $0) }.joined()
            }
        }
        return text
    }

    private static func line(_ name: String, _ text: String) -> String {
        "  " + name + String(repeating: " ", count: max(1, nameWidth - name.utf8.count)) + text + "\n"
    }
}
