public import JSON

/// The shapes of one revision, ready to be held against values.
public struct ShapeLibrary: Sendable {
    /// The revision they belong to.
    public let revision: Revision
    let nodes: [ShapeNode]
    let places: [String: Int]
    /// What is wrong with the texts: always empty, as a test shows.
    let problems: [String]

    /// The shapes of a revision; with `asPublished`, those where they differ from the revision's text are as the official
    /// schema file has them.
    public init(_ revision: Revision, asPublished errata: [Erratum] = []) {
        var builder = ShapeBuilder(revision: revision, errata: errata.filter { $0.validity.contains(revision) })
        builder.build()
        self.revision = revision
        (nodes, places, problems) = (builder.nodes, builder.places, builder.problems)
    }

    /// The same shapes with another node at a place, for tests of tests.
    func replacing(_ place: Int, with node: ShapeNode) -> ShapeLibrary {
        var nodes = nodes
        nodes[place] = node
        return ShapeLibrary(revision: revision, nodes: nodes, places: places)
    }

    private init(revision: Revision, nodes: [ShapeNode], places: [String: Int]) {
        (self.revision, self.nodes, self.places, problems) = (revision, nodes, places, [])
    }

    /// The shapes of a revision, made once.
    public static func of(_ revision: Revision) -> ShapeLibrary {
        made.first { $0.revision == revision } ?? ShapeLibrary(revision)
    }

    private static let made = Revision.all.map { ShapeLibrary($0) }

    /// The names of all shapes, sorted.
    public var names: [String] { places.keys.sorted() }

    /// Whether there is a shape of this name.
    public func has(_ name: String) -> Bool { places[name] != nil }

    /// Where a value is not of a shape.
    public func findings(of value: JSONValue, as name: String, options: ShapeOptions = .init()) -> [ShapeFinding] {
        var walk = ShapeWalk(self, value, options)
        walk.check(value, as: name)
        if options.findsDuplicates { walk.findDuplicates(in: value, of: name) }
        return walk.findings
    }

    /// Whether a value is of a shape.
    public func isValid(_ value: JSONValue, as name: String, options: ShapeOptions = .init()) -> Bool {
        var options = options
        options.limit = 1
        return findings(of: value, as: name, options: options).isEmpty
    }
}
