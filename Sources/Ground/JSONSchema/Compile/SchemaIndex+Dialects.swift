internal import JSON

extension SchemaIndex {
    /// The dialect that a resource chooses with `$schema`.
    mutating func dialect(
        of root: JSONValue,
        otherwise assumed: SchemaDialect,
        location: String
    ) throws(SchemaError) -> SchemaDialect {
        guard let value = root["$schema"] else { return assumed }
        let place = (location == SchemaResource.anonymousURI ? "" : location) + "#/$schema"
        guard let uri = value.string else {
            throw SchemaError(
                .malformedKeyword,
                at: place,
                expected: "the URI of a dialect",
                seen: ValueExcerpt.describe(value)
            )
        }
        if let dialect = try dialect(named: uri, place, remaining: 8) { return dialect }
        guard options.unknownDialect == .assumeDefault else {
            throw SchemaError(
                .unknownDialect,
                at: place,
                expected: "2020-12, draft-07 or a dialect whose metaschema is in the registry",
                seen: ValueExcerpt.quote(uri)
            )
        }
        note(.unknownDialect, at: place, "the dialect \(ValueExcerpt.quote(uri)) is not known")
        return SchemaDialect(edition: options.defaultDialect)
    }

    /// The dialect of a metaschema, found by way of the metaschema's own dialect if it is not one of the known ones.
    private mutating func dialect(
        named uri: String,
        _ location: String,
        remaining: Int
    ) throws(SchemaError) -> SchemaDialect? {
        if let edition = SchemaDialect.edition(of: uri) { return SchemaDialect(edition: edition) }
        guard remaining > 0, let metaschema = registry[uri] else { return nil }
        guard let own = metaschema["$schema"]?.string, own != uri,
            var dialect = try dialect(named: own, location, remaining: remaining - 1)
        else { return nil }
        guard dialect.edition != .draft07, let listed = metaschema["$vocabulary"]?.object else { return dialect }
        dialect.vocabularies = [.core]
        dialect.assertsFormat = false
        for member in listed.effectiveMembers {
            let name = member.key
            if let vocabulary = Vocabulary(uri: name) {
                dialect.vocabularies.insert(vocabulary)
            } else if member.value.bool == true {
                throw SchemaError(
                    .unknownVocabulary,
                    at: location,
                    expected: "a dialect of known vocabularies",
                    seen: "one that demands \(ValueExcerpt.quote(name))"
                )
            } else {
                note(.unknownVocabulary, at: location, "the vocabulary \(ValueExcerpt.quote(name)) is not known")
            }
        }
        if dialect.vocabularies.contains(.formatAssertion) {
            dialect.assertsFormat = true
            dialect.vocabularies.insert(.formatAnnotation)
        }
        return dialect
    }
}
