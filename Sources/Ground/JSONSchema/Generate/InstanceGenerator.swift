public import JSON

/// Makes instances of a schema, and instances that break it in one respect.
///
/// Whatever it returns was put to the validator first: a schema that it understands only in part costs it tries, never
/// correctness. The same random numbers make the same instances.
public struct InstanceGenerator: Sendable {
    /// The schema that instances are made for.
    public let schema: JSONSchema

    /// How often it tries before it gives up.
    public var tries = 60
    /// How deep instances nest before optional parts are left out.
    public var depth = 4

    /// A generator for a compiled schema.
    public init(_ schema: JSONSchema) { self.schema = schema }

    /// An instance that fits the schema; nil when none was found within the tries.
    public func valid(using random: inout some RandomNumberGenerator) -> JSON? {
        sample(using: &random)?.instance
    }

    /// An instance that breaks the schema and differs from a fitting one in one place; nil when none was found.
    public func nearMiss(using random: inout some RandomNumberGenerator) -> NearMiss? {
        for _ in 0..<8 {
            // A schema that nothing fits is broken by anything.
            guard let sample = sample(using: &random) else { return accepts(.null) ? nil : NearMiss.ofImpossible }
            var breaks = sample.sites.flatMap { SchemaBreaks.list(for: $0, using: &random) }
            breaks.shuffle(using: &random)
            for candidate in breaks {
                let instance = sample.instance.replacing(candidate.pointer.tokens[...], with: candidate.value)
                if !accepts(instance) {
                    return NearMiss(instance: instance, pointer: candidate.pointer, keyword: candidate.keyword)
                }
            }
        }
        return nil
    }

    /// A fitting instance with the constraints that each of its values was made for.
    private func sample(using random: inout some RandomNumberGenerator) -> (instance: JSON, sites: [SampleSite])? {
        for attempt in 0..<tries {
            // Later tries are smaller: what went wrong may have been an optional part.
            var sampler = SchemaSampler(
                root: schema.source,
                random: random,
                depth: attempt < tries / 2 ? depth : max(1, depth / 2)
            )
            let instance = sampler.sample([schema.source], at: .root, depth: 0)
            random = sampler.random
            if let instance, accepts(instance) { return (instance, sampler.sites) }
        }
        return nil
    }

    private func accepts(_ instance: JSON) -> Bool {
        guard let document = try? JSONDocument(parsing: instance.encoded()) else { return false }
        return schema.isValid(document.root)
    }
}

/// An instance that breaks a schema in one respect.
public struct NearMiss: Sendable {
    /// The instance.
    public let instance: JSON
    /// The place that was changed in a fitting instance.
    public let pointer: JSONPointer
    /// The keyword that the change aims at.
    public let keyword: String

    static let ofImpossible = NearMiss(instance: .null, pointer: .root, keyword: "false")
}

/// A place of a sampled instance, its value, and what the value was made for.
struct SampleSite {
    let pointer: JSONPointer
    let value: JSON
    let constraints: SchemaConstraints
    /// Values for the schemas that must not accept this one.
    let excluded: [JSON]
}

extension JSON {
    /// The same value with another one at a place; unchanged when there is no such place.
    func replacing(_ tokens: ArraySlice<String>, with new: JSON) -> JSON {
        guard let token = tokens.first else { return new }
        switch self {
        case .array(var elements):
            guard let place = Int(token), elements.indices.contains(place) else { return self }
            elements[place] = elements[place].replacing(tokens.dropFirst(), with: new)
            return .array(elements)
        case .object:
            guard let member = self[token] else { return self }
            var copy = self
            copy[token] = member.replacing(tokens.dropFirst(), with: new)
            return copy
        default:
            return self
        }
    }
}
