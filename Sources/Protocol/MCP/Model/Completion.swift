public import JSON

/// What a completion is asked for.
public enum CompletionReference: Sendable, Hashable {
    /// An argument of this prompt.
    case prompt(String)
    /// A variable of this URI or URI template.
    case resource(String)

    /// The reference in a request, if it is one.
    public init?(json: JSON) {
        switch json["type"]?.string {
        case "ref/prompt":
            guard let name = json["name"]?.string else { return nil }
            self = .prompt(name)
        case "ref/resource":
            guard let uri = json["uri"]?.string else { return nil }
            self = .resource(uri)
        default: return nil
        }
    }

    /// The reference as it stands in a request.
    public var json: JSON {
        switch self {
        case .prompt(let name): ["type": "ref/prompt", "name": .string(name)]
        case .resource(let uri): ["type": "ref/resource", "uri": .string(uri)]
        }
    }
}

/// Values that an argument could have.
public struct Completion: Sendable, Equatable {
    /// At most 100 values go out.
    public static let mostValues = 100

    /// The values, best first.
    public var values: [String]
    /// How many there are in all.
    public var total: Int?
    /// Whether there are more.
    public var hasMore: Bool?

    /// Values; of more than a hundred the first hundred are sent.
    public init(_ values: [String], total: Int? = nil, hasMore: Bool? = nil) {
        (self.values, self.total, self.hasMore) = (values, total, hasMore)
    }

    /// The completion in a result, if there is one.
    public init?(result: JSON) {
        guard let completion = result["completion"], let values = completion["values"]?.array else { return nil }
        self.init(
            values.compactMap(\.string),
            total: completion["total"]?.number?.integer(Int.self),
            hasMore: completion["hasMore"]?.bool
        )
    }

    /// A result that carries the completion.
    public var result: JSON {
        let cut = values.count > Completion.mostValues
        return [
            "completion": .object(of: [
                ("values", .array(of: Array(values.prefix(Completion.mostValues)))),
                ("total", (total ?? (cut ? values.count : nil)).map { JSON($0) }),
                ("hasMore", (hasMore ?? (cut ? true : nil)).map(JSON.bool)),
            ])
        ]
    }
}
