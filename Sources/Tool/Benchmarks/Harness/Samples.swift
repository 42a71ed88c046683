/// The results of several rounds of one measurement.
struct Samples: Sendable {
    let values: [Double]

    init(_ values: [Double]) { self.values = values.sorted() }

    var isEmpty: Bool { values.isEmpty }
    var least: Double { values.first ?? .nan }
    var greatest: Double { values.last ?? .nan }

    /// The middle value, or the mean of the two middle ones.
    var median: Double {
        guard !values.isEmpty else { return .nan }
        let middle = values.count / 2
        return values.count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2
    }
}
