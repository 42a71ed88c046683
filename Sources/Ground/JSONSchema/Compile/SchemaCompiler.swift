internal import JSON
internal import Patterns

/// Makes a program of a schema; walks over a list of what is left to do, so that no nesting exhausts the stack.
struct SchemaCompiler {
    var index: SchemaIndex
    private(set) var nodes: [SchemaNode] = []
    private var places: [SchemaPlace] = []
    private var ids: [SchemaPlace.Key: SchemaNode.ID] = [:]
    private var dynamicAnchors: [Int: [String: SchemaNode.ID]] = [:]
    /// Patterns by their source, so that each is compiled once.
    var patterns: [String: Pattern] = [:]
    /// Whether a dynamic reference was compiled.
    var tracksScope = false

    static func compile(
        _ schema: JSONValue,
        options: SchemaOptions,
        registry: SchemaRegistry
    ) throws(SchemaError) -> SchemaProgram {
        var compiler = SchemaCompiler(index: SchemaIndex(options: options, registry: registry))
        return try compiler.run(schema)
    }

    private mutating func run(_ schema: JSONValue) throws(SchemaError) -> SchemaProgram {
        guard schema.kind == .object || schema.kind == .bool else {
            throw SchemaError(
                .malformedSchema,
                at: "#",
                expected: "an object, true or false",
                seen: ValueExcerpt.describe(schema)
            )
        }
        let base = index.options.baseURI.map { String($0.prefix { $0 != "#" }) } ?? SchemaResource.anonymousURI
        let dialect = SchemaDialect(edition: index.options.defaultDialect)
        // All of the schema itself is compiled, of other documents only what references lead to.
        for place in try index.add(schema, at: base, dialect: dialect) { _ = node(at: place) }
        var next = 0
        while next < nodes.count {
            try compile(next)
            next += 1
        }
        try ReferenceLoops.check(nodes)
        return SchemaProgram(
            nodes: nodes,
            dynamicAnchors: index.resources.indices.map { dynamicAnchors[$0] ?? [:] },
            tracksScope: tracksScope,
            index: index,
            idsByPlace: ids
        )
    }

    /// The node of a place, which will be compiled if it is not yet.
    mutating func node(at place: SchemaPlace) -> SchemaNode.ID {
        if let id = ids[place.key] { return id }
        let id = nodes.count
        ids[place.key] = id
        places.append(place)
        nodes.append(
            SchemaNode(
                source: place.value,
                truth: place.value.bool,
                resource: place.resource,
                location: index.resources[place.resource].location(place.tokens)
            )
        )
        enter(resource: place.resource)
        return id
    }

    /// Dynamic references may be led to a resource's anchors as soon as evaluation comes through it.
    private mutating func enter(resource: Int) {
        guard dynamicAnchors[resource] == nil else { return }
        dynamicAnchors[resource] = [:]
        for (name, key) in index.resources[resource].dynamicAnchors {
            guard let place = index.places[key] else { continue }
            let id = node(at: place)
            dynamicAnchors[resource]?[name] = id
        }
    }

    private mutating func compile(_ id: SchemaNode.ID) throws(SchemaError) {
        let place = places[id]
        guard let object = place.value.object else { return }
        let dialect = index.resources[place.resource].dialect
        var members = object.effectiveMembers
        if dialect.hidesSiblingsOfReferences, object["$ref"] != nil {
            members = members.filter { $0.hasKey("$ref") }
        }
        var rules: [(order: Int, rule: CompiledRule)] = []
        for member in members {
            let name = member.key
            guard let keyword = dialect.keyword(name) else {
                nodes[id].remarks.append((name, member.value))
                continue
            }
            if keyword.isRemark { nodes[id].remarks.append((name, member.value)) }
            let site = KeywordSite(
                name: name,
                value: member.value,
                schema: object,
                place: place,
                node: id,
                dialect: dialect,
                location: index.resources[place.resource].location(place.tokens + [name])
            )
            guard let rule = try keyword.compile(site, &self) else { continue }
            rules.append((keyword.order, CompiledRule(keyword: name, rule: rule)))
            if keyword.vocabulary == .unevaluated { nodes[id].tracksCoverage = true }
        }
        rules.sort { $0.order < $1.order }
        nodes[id].rules = rules.map(\.rule)
    }

    /// The node of a value below a keyword, which applies it.
    mutating func subschema(
        _ value: JSONValue,
        _ site: KeywordSite,
        token: String? = nil
    ) throws(SchemaError) -> SchemaNode.ID {
        let tokens = site.place.tokens + [site.name] + (token.map { [$0] } ?? [])
        let key = SchemaPlace.Key(document: site.place.document, offset: value.byteRange.lowerBound)
        guard let place = index.places[key] else {
            throw SchemaError(
                .malformedSchema,
                at: index.resources[site.place.resource].location(tokens),
                expected: "a schema: an object, true or false",
                seen: ValueExcerpt.describe(value)
            )
        }
        let id = node(at: place)
        nodes[site.node].children.append(SchemaNode.Child(keyword: site.name, token: token, id: id))
        return id
    }

    /// The node that a reference leads to.
    mutating func reference(
        _ site: KeywordSite,
        isDynamic: Bool
    ) throws(SchemaError) -> (id: SchemaNode.ID, dynamicAnchor: String?) {
        let text = try site.string()
        let target = try index.find(text, in: site.place.resource, location: site.location)
        let id = node(at: target.place)
        if isDynamic {
            nodes[site.node].dynamicReference = id
        } else {
            nodes[site.node].reference = id
        }
        return (id, target.dynamicAnchor)
    }
}
