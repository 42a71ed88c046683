internal import JSON
internal import Text

/// Which subschemas there are, and by which names references may call them.
struct SchemaIndex: Sendable {
    let options: SchemaOptions
    let registry: SchemaRegistry
    private(set) var resources: [SchemaResource] = []
    private(set) var places: [SchemaPlace.Key: SchemaPlace] = [:]
    private(set) var notes: [SchemaNote] = []
    private var resourcesByURI: [String: Int] = [:]
    private var documentCount = 0

    init(options: SchemaOptions, registry: SchemaRegistry) {
        self.options = options
        self.registry = registry
    }

    mutating func note(_ code: SchemaNote.Code, at location: String, _ message: String) {
        notes.append(SchemaNote(code: code, location: location, message: message))
    }

    /// Enters a document and all subschemas in it; gives the places in the order of the text.
    @discardableResult
    mutating func add(
        _ root: JSONValue,
        at uri: String,
        dialect assumed: SchemaDialect
    ) throws(SchemaError) -> [SchemaPlace] {
        let document = documentCount
        documentCount += 1
        let dialect = try dialect(of: root, otherwise: assumed, location: uri)
        let resource = SchemaResource(uri: uri, dialect: dialect, document: document, root: root)
        resources.append(resource)
        let number = resources.count - 1
        resourcesByURI[uri] = number
        return try scan(SchemaPlace(value: root, document: document, resource: number, tokens: []))
    }

    /// The resource of a URI, entering the document that the registry or the metaschemas have for it.
    mutating func resource(for uri: String, referrer: SchemaDialect) throws(SchemaError) -> Int? {
        if let known = resourcesByURI[uri] { return known }
        guard let document = registry[uri] ?? Metaschemas.document(uri) else { return nil }
        try add(document, at: uri, dialect: referrer)
        return resourcesByURI[uri]
    }

    /// Enters a value and the subschemas below it, as far as they are not known yet.
    @discardableResult
    mutating func scan(_ start: SchemaPlace) throws(SchemaError) -> [SchemaPlace] {
        var found: [SchemaPlace] = []
        var pending = [start]
        while let next = pending.popLast() {
            guard next.value.kind == .object || next.value.kind == .bool, places[next.key] == nil else { continue }
            let place = try enter(next)
            try checkLimits(place)
            places[place.key] = place
            found.append(place)
            let below = subschemas(of: place)
            pending.append(contentsOf: below.reversed())
        }
        return found
    }

    private func checkLimits(_ place: SchemaPlace) throws(SchemaError) {
        let isDeep = place.tokens.count > 2 * options.maximumSchemaDepth
        guard isDeep || places.count >= options.maximumSubschemas else { return }
        throw SchemaError(
            .limit,
            at: resources[place.resource].location(isDeep ? [] : place.tokens),
            expected: isDeep
                ? "nesting to be at most \(options.maximumSchemaDepth) deep"
                : "at most \(options.maximumSubschemas) subschemas",
            seen: "more"
        )
    }

    /// Reads the names that a subschema gives itself; it may turn out to begin a resource.
    private mutating func enter(_ place: SchemaPlace) throws(SchemaError) -> SchemaPlace {
        guard let object = place.value.object else { return place }
        let dialect = resources[place.resource].dialect
        if dialect.hidesSiblingsOfReferences, object["$ref"] != nil { return place }
        var place = place
        if let id = object["$id"] {
            guard let text = id.string else { throw malformedName("$id", id, place) }
            if text.utf8.first == UInt8(ascii: "#"), text.utf8.count > 1 {
                if dialect.edition == .draft07 { enter(anchor: String(text.dropFirst()), place) }
            } else if text != "#" {
                place = try enter(identifier: text, place)
            }
        }
        guard resources[place.resource].dialect.edition != .draft07 else { return place }
        for keyword in ["$anchor", "$dynamicAnchor"] {
            guard let anchor = object[keyword] else { continue }
            guard let name = anchor.string else { throw malformedName(keyword, anchor, place) }
            enter(anchor: name, place)
            if keyword == "$dynamicAnchor" { resources[place.resource].dynamicAnchors[name] = place.key }
        }
        return place
    }

    private mutating func enter(identifier: String, _ place: SchemaPlace) throws(SchemaError) -> SchemaPlace {
        let outer = resources[place.resource]
        let location = outer.location(place.tokens + ["$id"])
        let uri = try resolve(identifier, in: outer, location: location)
        let isRoot = place.tokens.isEmpty && outer.root.byteRange == place.value.byteRange
        let dialect = try dialect(of: place.value, otherwise: outer.dialect, location: location)
        resources.append(SchemaResource(uri: uri.target, dialect: dialect, document: place.document, root: place.value))
        let number = resources.count - 1
        if let earlier = resourcesByURI[uri.target], !isRoot || resources[earlier].document != place.document {
            note(.duplicateIdentifier, at: location, "the identifier \"\(identifier)\" was given before")
        } else {
            resourcesByURI[uri.target] = number
        }
        // What was found at a URI stays known by it, whatever it calls itself.
        if isRoot, resourcesByURI[outer.uri] == place.resource { resourcesByURI[outer.uri] = number }
        let inner = SchemaPlace(value: place.value, document: place.document, resource: number, tokens: [])
        if let fragment = uri.fragment, !fragment.isEmpty, dialect.edition == .draft07 {
            enter(anchor: fragment, inner)
        }
        return inner
    }

    private mutating func enter(anchor name: String, _ place: SchemaPlace) {
        if resources[place.resource].anchors[name] != nil {
            let location = resources[place.resource].location(place.tokens)
            note(.duplicateIdentifier, at: location, "the anchor \"\(name)\" was given before")
        } else {
            resources[place.resource].anchors[name] = place.key
        }
    }

    private func malformedName(_ keyword: String, _ value: JSONValue, _ place: SchemaPlace) -> SchemaError {
        SchemaError(
            .malformedKeyword,
            at: resources[place.resource].location(place.tokens + [keyword]),
            expected: "a string",
            seen: ValueExcerpt.describe(value)
        )
    }

    /// The values below a subschema that its dialect takes for subschemas.
    private func subschemas(of place: SchemaPlace) -> [SchemaPlace] {
        guard let object = place.value.object else { return [] }
        let dialect = resources[place.resource].dialect
        var below: [SchemaPlace] = []
        func append(_ value: JSONValue, _ tokens: String...) {
            below.append(
                SchemaPlace(
                    value: value,
                    document: place.document,
                    resource: place.resource,
                    tokens: place.tokens + tokens
                )
            )
        }
        for member in object.effectiveMembers {
            let name = member.key
            guard let shape = dialect.keyword(name)?.shape, shape != .none else { continue }
            if shape.isMap {
                for entry in member.value.object?.effectiveMembers ?? [] { append(entry.value, name, entry.key) }
            } else if let array = member.value.array {
                guard shape != .schema else { continue }
                for (position, element) in array.enumerated() { append(element, name, String(position)) }
            } else if shape != .array {
                append(member.value, name)
            }
        }
        return below
    }
}
