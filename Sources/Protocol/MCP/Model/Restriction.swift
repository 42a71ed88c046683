public import JSON

/// Which members of an object came and went with revisions.
///
/// Members that are not named here, of whatever origin, are in no revision's way and pass.
public struct Restriction: Sendable {
    /// Members that not every revision has.
    let members: [String: Validity]
    /// What to do inside of members, or inside of the elements of arrays.
    let inner: [String: @Sendable (JSON, Revision) -> JSON]

    init(_ members: [String: Validity] = [:], inner: [String: @Sendable (JSON, Revision) -> JSON] = [:]) {
        (self.members, self.inner) = (members, inner)
    }

    /// The object without the members that the revision does not have.
    func apply(to json: JSON, _ revision: Revision) -> JSON {
        guard let object = json.object else { return json }
        var kept: [(key: String, value: JSON)] = []
        kept.reserveCapacity(object.count)
        for (key, value) in object {
            if let validity = members[key], !validity.contains(revision) { continue }
            guard let change = inner[key] else {
                kept.append((key, value))
                continue
            }
            if let elements = value.array {
                kept.append((key, .array(elements.map { change($0, revision) })))
            } else {
                kept.append((key, change(value, revision)))
            }
        }
        return .object(kept)
    }
}

/// A value that can be told to a peer of any revision.
public protocol RestrictableModel: JSONModel {
    /// What came and went.
    static var restriction: Restriction { get }
    /// The value as a revision knows it.
    ///
    /// Members that the revision does not have are left out; content of a kind that it does not have becomes the
    /// nearest that it has. What no revision knows is left as it is.
    func json(for revision: Revision) -> JSON
}

extension RestrictableModel {
    /// The value as a revision knows it.
    public func json(for revision: Revision) -> JSON { Self.restriction.apply(to: json, revision) }
    /// The value as a revision knows it.
    public func restricted(to revision: Revision) -> Self { Self(json: json(for: revision)) }
}

extension JSON {
    /// The members by which modern results say what they are; no legacy result has them.
    public static let modernResultMembers = ["resultType", "ttlMs", "cacheScope"]

    /// The result without what only modern results have, `_meta` included.
    public func asLegacyResult() -> JSON {
        guard let members = object else { return self }
        var kept = members.filter { !JSON.modernResultMembers.contains($0.key) }
        guard let place = kept.firstIndex(where: { $0.key == "_meta" }), let meta = kept[place].value.object else {
            return .object(kept)
        }
        let others = meta.filter { $0.key != MetadataKey.serverInfo && $0.key != MetadataKey.subscriptionID }
        if others.isEmpty, !meta.isEmpty { kept.remove(at: place) } else { kept[place].value = .object(others) }
        return .object(kept)
    }
}
