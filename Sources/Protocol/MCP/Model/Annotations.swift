public import JSON

/// Who a message or a piece of content comes from or is meant for.
public enum Role: String, Sendable, Hashable, CaseIterable {
    /// The person.
    case user
    /// The model.
    case assistant
}

/// Hints for showing a piece of content or a resource.
public struct Annotations: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// Hints: for whom, how important from 0 to 1, changed when.
    public init(audience: [Role]? = nil, priority: Double? = nil, lastModified: String? = nil) {
        json = .object(of: [
            ("audience", audience.map { .array(of: $0.map(\.rawValue)) }), ("priority", priority.map { JSON($0) }),
            ("lastModified", lastModified.map(JSON.string)),
        ])
    }

    /// For whom it is.
    public var audience: [Role]? { strings("audience")?.compactMap(Role.init) }
    /// From 0, optional, to 1, effectively required.
    public var priority: Double? { double("priority") }
    /// When it changed, as RFC 3339 writes it; since 2025-06-18.
    public var lastModified: String? { string("lastModified") }
}
