/// Finds what a mistyped word may have meant.
enum Suggestion {
    /// The candidate closest to `word`; nil when none is close.
    static func best(for word: String, among candidates: [String]) -> String? {
        // Beyond this nobody mistypes a name, and the comparison takes time by the product of the lengths.
        guard word.utf8.count <= 64 else { return nil }
        let scored = candidates.map { (candidate: $0, distance: distance(Array(word), Array($0))) }
        guard let best = scored.min(by: { $0.distance < $1.distance }) else { return nil }
        if best.distance <= max(1, min(word.count, best.candidate.count) / 3) { return best.candidate }
        let prefixed = candidates.filter { $0.hasPrefix(word) }
        return prefixed.count == 1 && word.drop(while: { $0 == "-" }).count >= 2 ? prefixed.first : nil
    }

    /// How many letters must be inserted, removed, replaced or swapped with their neighbour.
    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let isSame = left[row] == right[column]
                var cost = min(last[column] + (isSame ? 0 : 1), min(last[column + 1], current[column]) + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
