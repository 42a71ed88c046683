internal import JSON
internal import Text

extension SchemaIndex {
    /// Where a reference leads.
    struct Target {
        let place: SchemaPlace
        /// The name of the dynamic anchor that it leads to, if it does.
        let dynamicAnchor: String?
    }

    /// The URI that a reference inside a resource means, in two parts.
    func resolve(
        _ reference: String,
        in resource: SchemaResource,
        location: String
    ) throws(SchemaError) -> (target: String, fragment: String?) {
        let options = URIOptions(reading: .tolerant, acceptsRelative: true, acceptsIRI: true)
        do {
            let base = try URI(resource.uri, options: options)
            let uri = base.resolving(try URI(reference, options: options))
            guard let fragment = uri.fragment else { return (uri.text, nil) }
            let target = String(decoding: uri.text.utf8.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
            return (target, (try? PercentEncoding.decode(fragment)) ?? fragment)
        } catch {
            throw SchemaError(
                .malformedReference,
                at: location,
                expected: "a URI reference",
                seen: "\(ValueExcerpt.quote(reference)): \(error)"
            )
        }
    }

    /// The subschema that a reference inside a resource leads to.
    mutating func find(
        _ reference: String,
        in number: Int,
        location: String
    ) throws(SchemaError) -> Target {
        let origin = resources[number]
        let uri = try resolve(reference, in: origin, location: location)
        guard let found = try resource(for: uri.target, referrer: origin.dialect) else {
            throw unresolved(
                reference,
                "no document \(uri.target == SchemaResource.anonymousURI ? "of that name" : uri.target) in the registry",
                location
            )
        }
        let resource = resources[found]
        guard let fragment = uri.fragment, !fragment.isEmpty else {
            return Target(place: try place(of: [], in: found, reference, location), dynamicAnchor: nil)
        }
        if fragment.utf8.first == UInt8(ascii: "/") {
            guard let pointer = try? JSONPointer(parsing: fragment) else {
                throw unresolved(reference, "a fragment that is no JSON Pointer", location)
            }
            return Target(place: try place(of: pointer.tokens, in: found, reference, location), dynamicAnchor: nil)
        }
        guard let key = resource.anchors[fragment], let place = places[key] else {
            throw unresolved(reference, "no anchor \"\(fragment)\" in that document", location)
        }
        return Target(place: place, dynamicAnchor: resource.dynamicAnchors[fragment] == key ? fragment : nil)
    }

    /// The subschema at a pointer, which may lie where no keyword puts one.
    private mutating func place(
        of tokens: [String],
        in number: Int,
        _ reference: String,
        _ location: String
    ) throws(SchemaError) -> SchemaPlace {
        let resource = resources[number]
        var place = SchemaPlace(value: resource.root, document: resource.document, resource: number, tokens: [])
        for token in tokens {
            guard let value = place.value[[token]] else {
                throw unresolved(reference, "nothing at \"\(token)\" of its pointer", location)
            }
            let next = SchemaPlace(
                value: value,
                document: place.document,
                resource: place.resource,
                tokens: place.tokens + [token]
            )
            place = places[next.key] ?? next
        }
        guard places[place.key] == nil else { return place }
        try scan(place)
        guard let scanned = places[place.key] else {
            throw unresolved(reference, "\(ValueExcerpt.describe(place.value)) there", location)
        }
        return scanned
    }

    private func unresolved(_ reference: String, _ seen: String, _ location: String) -> SchemaError {
        SchemaError(
            .unresolvedReference,
            at: location,
            expected: "\(ValueExcerpt.quote(reference)) to lead to a schema",
            seen: seen
        )
    }
}
