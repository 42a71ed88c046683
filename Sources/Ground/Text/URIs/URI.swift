/// A URI or a relative reference (RFC 3986), or their international forms (RFC 3987), split into its components.
///
/// The text is kept as it was written; components are ranges of its bytes. ``normalized(schemeRules:)`` makes equivalent
/// texts equal.
public struct URI: Sendable, Hashable, CustomStringConvertible {
    /// The text as it was written.
    public let text: String
    /// Where the components lie in the text's UTF-8.
    public let ranges: URIRanges
    /// What was read over; empty after a strict reading.
    public let violations: [TextError]

    /// Reads a URI, which begins with a scheme; other forms are admitted by `options`.
    public init(_ text: String, options: URIOptions = .uri) throws(TextError) {
        var reader = URIReader(options: options)
        let ranges = try reader.read(text.utf8.span)
        self.text = text
        self.ranges = ranges
        violations = reader.violations
    }

    /// Reads a URI from bytes, which must be UTF-8.
    public init(_ bytes: Span<UInt8>, options: URIOptions = .uri) throws(TextError) {
        if let problem = UTF8Problem.first(in: bytes) { throw problem.error(format: "URI") }
        try self.init(bytes.string(of: 0..<bytes.count), options: options)
    }

    /// For texts put together from components that were read before.
    init(composed text: String) {
        var reader = URIReader(
            options: URIOptions(reading: .tolerant, acceptsRelative: true, acceptsIRI: true, byteLimit: .max)
        )
        // A tolerant reading fails at limits only.
        ranges = (try? reader.read(text.utf8.span)) ?? URIRanges(path: 0..<text.utf8.count)
        self.text = text
        violations = reader.violations
    }

    /// The name before the first colon, as it was written.
    public var scheme: String? { part(ranges.scheme) }
    /// Everything between `//` and the path.
    public var authority: String? { part(ranges.authority) }
    /// What stands before `@` in the authority.
    public var userInformation: String? { part(ranges.userInformation) }
    /// The host, with its brackets where it is an IP literal.
    public var host: String? { part(ranges.host) }
    /// The port's digits; there may be none after the colon.
    public var portText: String? { part(ranges.port) }
    /// The path, which may be empty.
    public var path: String { part(ranges.path) ?? "" }
    /// What stands after `?`.
    public var query: String? { part(ranges.query) }
    /// What stands after `#`.
    public var fragment: String? { part(ranges.fragment) }

    /// The port's number, when it was written and is one.
    public var port: UInt16? { portText.flatMap { $0.isEmpty ? nil : UInt16($0) } }

    /// Whether the text has no scheme and means something only beside a base.
    public var isRelative: Bool { ranges.scheme == nil }

    /// What kind of host it names.
    public var hostKind: URIHostKind? { host.map { URIHostKind(of: $0.utf8.span) } }

    /// The text as it was written.
    public var description: String { text }

    private func part(_ range: Range<Int>?) -> String? {
        guard let range else { return nil }
        return text.utf8.span.string(of: range)
    }

    /// Texts are equal when they are written alike; ``normalized(schemeRules:)`` both to compare what they mean.
    public static func == (left: Self, right: Self) -> Bool { left.text == right.text }

    /// Hashes the text.
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// Where the components of a URI lie, in bytes.
public struct URIRanges: Sendable, Hashable {
    /// The name before the first colon.
    public var scheme: Range<Int>?
    /// Everything between `//` and the path.
    public var authority: Range<Int>?
    /// What stands before `@`.
    public var userInformation: Range<Int>?
    /// The host with its brackets.
    public var host: Range<Int>?
    /// The digits after the host's colon.
    public var port: Range<Int>?
    /// The path, always there and perhaps empty.
    public var path: Range<Int>
    /// What stands after `?`.
    public var query: Range<Int>?
    /// What stands after `#`.
    public var fragment: Range<Int>?

    init(path: Range<Int>) { self.path = path }
}

/// What a reader of URIs accepts.
public struct URIOptions: Sendable, Equatable {
    /// Whether a violation is an error or a value.
    public var reading: Reading
    /// Whether the scheme may be missing.
    public var acceptsRelative: Bool
    /// Whether characters beyond ASCII may stand unescaped, as RFC 3987 allows.
    public var acceptsIRI: Bool
    /// The most bytes that the text may have.
    public var byteLimit: Int

    /// Chooses what to accept; the limit is 64 KiB.
    public init(
        reading: Reading = .strict,
        acceptsRelative: Bool = false,
        acceptsIRI: Bool = false,
        byteLimit: Int = 65_536
    ) {
        self.reading = reading
        self.acceptsRelative = acceptsRelative
        self.acceptsIRI = acceptsIRI
        self.byteLimit = byteLimit
    }

    /// A URI with a scheme.
    public static let uri = URIOptions()
    /// A URI or a relative reference.
    public static let uriReference = URIOptions(acceptsRelative: true)
    /// An IRI with a scheme.
    public static let iri = URIOptions(acceptsIRI: true)
    /// An IRI or a relative reference.
    public static let iriReference = URIOptions(acceptsRelative: true, acceptsIRI: true)
}
