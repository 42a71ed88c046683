/// Nobody knows a mutant of this name.
public struct UnknownMutant: Error, Sendable, Equatable, CustomStringConvertible {
    /// The name that was asked for.
    public let name: String
    /// Names that look like it, the nearest first.
    public let suggestions: [String]
    private let list: String

    init(_ name: String, among names: [String], list: String) {
        (self.name, self.list) = (name, list)
        suggestions = NearNames.nearest(to: name, among: names)
    }

    /// What is wrong, and what may have been meant.
    public var description: String {
        let meant = suggestions.isEmpty ? "" : "; did you mean \(suggestions.joined(separator: " or "))?"
        return "expected the name of a mutant, saw \(name)\(meant); \(list) shows them all"
    }
}

/// Finds names that a mistyped one may stand for.
enum NearNames {
    /// At most three names: those that share most words, or differ in few letters.
    static func nearest(to name: String, among names: [String]) -> [String] {
        let words = Set(name.split(separator: "-"))
        let scored = names.compactMap { other -> (name: String, distance: Int)? in
            let shared = words.intersection(other.split(separator: "-")).count
            let distance = editDistance(Array(name.utf8), Array(other.utf8)) - 4 * shared
            return distance <= max(2, name.utf8.count / 3) ? (other, distance) : nil
        }
        return scored.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
    }

    /// How many letters must be added, removed or replaced.
    static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, first) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, second) in right.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (first == second ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}
