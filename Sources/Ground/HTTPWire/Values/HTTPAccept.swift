/// What a client accepts: media ranges with weights (RFC 9110 section 12.5.1).
public struct HTTPAccept: Sendable, Equatable {
    /// A media range and how much the client wants it.
    public struct Range: Sendable, Equatable {
        /// The range, without its weight.
        public let range: MediaType
        /// The weight in thousandths, 0 to 1000; 0 means "not this".
        public let thousandths: Int

        /// More exact ranges go before less exact ones.
        var precision: Int {
            (range.type == "*" ? 0 : 1) + (range.subtype == "*" ? 0 : 1) + range.parameters.count
        }
    }

    /// The ranges, in order.
    public let ranges: [Range]
    /// Elements of the list that are not written as RFC 9110 wants; they count for nothing.
    public let malformed: [String]

    /// Reads the values of all Accept fields; nil stands for a request without any, which accepts everything.
    public init(_ value: String?) {
        guard let value else {
            self.init(ranges: [Range(range: MediaType("*", "*"), thousandths: 1000)], malformed: [])
            return
        }
        var ranges: [Range] = []
        var malformed: [String] = []
        for element in HTTPList.elements(value) {
            if let range = Self.range(element) { ranges.append(range) } else { malformed.append(element) }
        }
        self.init(ranges: ranges, malformed: malformed)
    }

    private init(ranges: [Range], malformed: [String]) { (self.ranges, self.malformed) = (ranges, malformed) }

    /// How much the client wants a type, in thousandths: the most exact range that covers it decides; 0 when none does.
    public func thousandths(for type: MediaType) -> Int {
        var best: Range?
        for range in ranges where type.isCovered(by: range.range) {
            if let known = best, known.precision >= range.precision { continue }
            best = range
        }
        return best?.thousandths ?? 0
    }

    /// Whether the client takes a type at all.
    public func accepts(_ type: MediaType) -> Bool { thousandths(for: type) > 0 }

    /// The offered type that the client wants most; among equals the one offered first; nil when it wants none.
    public func best(of offers: [MediaType]) -> MediaType? {
        var best: (type: MediaType, weight: Int)?
        for offer in offers {
            let weight = thousandths(for: offer)
            if weight > best?.weight ?? 0 { best = (offer, weight) }
        }
        return best?.type
    }

    /// Whether a type is named by a range without wildcards that is not excluded.
    public func names(_ type: MediaType) -> Bool {
        ranges.contains { $0.thousandths > 0 && $0.range.essence == type.essence }
    }

    private static func range(_ element: String) -> Range? {
        guard let type = MediaType(element), type.type != "*" || type.subtype == "*" else { return nil }
        guard let place = type.parameters.firstIndex(where: { $0.name == "q" }) else {
            return Range(range: type, thousandths: 1000)
        }
        guard let weight = weight(type.parameters[place].value) else { return nil }
        let kept = Array(type.parameters[..<place])
        return Range(range: MediaType(type.type, type.subtype, parameters: kept), thousandths: weight)
    }

    /// Reads `0`, `0.5`, `1.000`: at most three digits after the dot, and at most 1.
    private static func weight(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, first == 0x30 || first == 0x31, bytes.count <= 5 else { return nil }
        if bytes.count > 1, bytes[1] != 0x2E { return nil }
        var thousandths = Int(first & 1) * 1000
        var factor = 100
        for byte in bytes.dropFirst(2) {
            guard HTTPByte.isDigit(byte) else { return nil }
            thousandths += Int(byte & 0x0F) * factor
            factor /= 10
        }
        return thousandths <= 1000 ? thousandths : nil
    }
}
