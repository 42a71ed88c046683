/// What differs between two texts, in the unified format of `diff`.
enum UnifiedDifference {
    private struct Line {
        let mark: Character
        let text: Substring
        /// How many lines of the old and the new text came before it.
        let old: Int
        let new: Int
    }

    private static let context = 3

    /// The difference of one file; nil stands for a file that is not there.
    static func text(path: String, old: String?, new: String?) -> String {
        let lines = marked(lines(old), lines(new))
        let head = """
            diff --git a/\(path) b/\(path)
            --- \(old == nil ? "/dev/null" : "a/\(path)")
            +++ \(new == nil ? "/dev/null" : "b/\(path)")

            """
        return head + hunks(lines).map(hunk).joined()
    }

    private static func lines(_ text: String?) -> [Substring] {
        guard let text, !text.isEmpty else { return [] }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.last == "" ? lines.dropLast() : lines
    }

    private static func marked(_ old: [Substring], _ new: [Substring]) -> [Line] {
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var marked: [Line] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if removed.contains(left) {
                marked.append(Line(mark: "-", text: old[left], old: left, new: right))
                left += 1
            } else if inserted.contains(right) {
                marked.append(Line(mark: "+", text: new[right], old: left, new: right))
                right += 1
            } else {
                marked.append(Line(mark: " ", text: old[left], old: left, new: right))
                (left, right) = (left + 1, right + 1)
            }
        }
        return marked
    }

    /// Changed lines and those around them; neighbours that overlap are one.
    private static func hunks(_ lines: [Line]) -> [ArraySlice<Line>] {
        var ranges: [Range<Int>] = []
        for position in lines.indices where lines[position].mark != " " {
            let range = max(0, position - context)..<min(lines.count, position + context + 1)
            if let last = ranges.last, range.lowerBound <= last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        return ranges.map { lines[$0] }
    }

    private static func hunk(_ lines: ArraySlice<Line>) -> String {
        let old = lines.count { $0.mark != "+" }
        let new = lines.count { $0.mark != "-" }
        guard let first = lines.first else { return "" }
        let places = "-\(place(first.old, old)),\(old) +\(place(first.new, new)),\(new)"
        return "@@ \(places) @@\n" + lines.map { "\($0.mark)\($0.text)\n" }.joined()
    }

    /// Lines count from one, but an empty range stands behind the line before it.
    private static func place(_ before: Int, _ count: Int) -> Int { count == 0 ? before : before + 1 }
}
