public import JSON

/// Where a request stands in a distributed trace: the three fields of W3C Trace Context and Baggage.
public struct TraceContext: Sendable, Equatable {
    /// The version, the trace, the parent and flags.
    public var parent: String?
    /// What vendors add.
    public var state: String?
    /// What travels along.
    public var baggage: String?

    /// A place in a trace.
    public init(parent: String?, state: String? = nil, baggage: String? = nil) {
        (self.parent, self.state, self.baggage) = (parent, state, baggage)
    }

    /// What a `_meta` says; nil when it says nothing.
    public init?(_ meta: JSONObject) {
        parent = meta[MetadataKey.traceParent]?.string
        state = meta[MetadataKey.traceState]?.string
        baggage = meta[MetadataKey.baggage]?.string
        if parent == nil, state == nil, baggage == nil { return nil }
    }

    /// Whether the parent has the form of W3C Trace Context: `00-`, 32 and 16 hexadecimal digits, not all zero, flags.
    public var hasValidParent: Bool {
        guard let parts = parent?.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false),
            parts.count >= 4
        else { return false }
        let isHexadecimal = parts.prefix(4).allSatisfy { part in
            part.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        }
        guard isHexadecimal, parts.prefix(4).map(\.count) == [2, 32, 16, 2] else { return false }
        if parts[0].elementsEqual("ff".utf8) { return false }
        if parts[0].elementsEqual("00".utf8), parts.count != 4 { return false }
        return parts[1].contains { $0 != 0x30 } && parts[2].contains { $0 != 0x30 }
    }

    /// Writes what is known into a `_meta`.
    public func write(to meta: inout JSON) {
        if let parent { meta[MetadataKey.traceParent] = .string(parent) }
        if let state { meta[MetadataKey.traceState] = .string(state) }
        if let baggage { meta[MetadataKey.baggage] = .string(baggage) }
    }
}
