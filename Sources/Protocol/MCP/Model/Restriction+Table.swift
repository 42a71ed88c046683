public import JSON

// What came and went, type by type. The first revision had only what is not named.

extension Annotations: RestrictableModel {
    /// `lastModified` came with 2025-06-18.
    public static let restriction = Restriction(["lastModified": .since(.june2025)])
}

extension Implementation: RestrictableModel {
    /// A title came with 2025-06-18, pictures and words with 2025-11-25.
    public static let restriction = Restriction([
        "title": .since(.june2025), "description": .since(.november2025), "websiteUrl": .since(.november2025),
        "icons": .since(.november2025),
    ])
}

extension Tool: RestrictableModel {
    /// `execution` is in 2025-11-25 alone.
    public static let restriction = Restriction([
        "annotations": .since(.march2025), "title": .since(.june2025), "outputSchema": .since(.june2025),
        "_meta": .since(.june2025), "icons": .since(.november2025),
        "execution": Validity(since: .november2025, until: .november2025),
    ])

    /// The tool as a revision knows it.
    ///
    /// Legacy revisions want output schemas of objects: others are left out there.
    public func json(for revision: Revision) -> JSON {
        var json = Self.restriction.apply(to: json, revision)
        if revision.era == .legacy, let schema = json["outputSchema"], schema["type"] != "object" {
            json["outputSchema"] = nil
        }
        return json
    }
}

extension Resource: RestrictableModel {
    /// Titles and `_meta` came with 2025-06-18, pictures with 2025-11-25.
    public static let restriction = Restriction(named, inner: annotated)
}

extension ResourceTemplate: RestrictableModel {
    /// Titles and `_meta` came with 2025-06-18, pictures with 2025-11-25.
    public static let restriction = Restriction(named, inner: annotated)
}

extension ResourceContents: RestrictableModel {
    /// `_meta` came with 2025-06-18.
    public static let restriction = Restriction(["_meta": .since(.june2025)])
}

extension Prompt: RestrictableModel {
    /// Titles and `_meta` came with 2025-06-18, pictures with 2025-11-25.
    public static let restriction = Restriction(named, inner: ["arguments": inner(PromptArgument.self)])
}

extension PromptArgument: RestrictableModel {
    /// Titles came with 2025-06-18.
    public static let restriction = Restriction(["title": .since(.june2025)])
}

extension PromptMessage: RestrictableModel {
    /// What changed is the content.
    public static let restriction = Restriction(inner: ["content": inner(ContentBlock.self)])
}

extension PromptResult: RestrictableModel {
    /// What changed is the content.
    public static let restriction = Restriction(modernResult, inner: ["messages": inner(PromptMessage.self)])
}

extension ProgressNotification: RestrictableModel {
    /// Messages came with 2025-03-26.
    public static let restriction = Restriction(["message": .since(.march2025)])
}

extension Root: RestrictableModel {
    /// `_meta` came with 2025-06-18.
    public static let restriction = Restriction(["_meta": .since(.june2025)])
}

extension ElicitationRequest: RestrictableModel {
    /// Modes came with 2025-11-25; ids of pages are in that revision alone.
    public static let restriction = Restriction([
        "mode": .since(.november2025), "elicitationId": Validity(since: .november2025, until: .november2025),
        "task": Validity(since: .november2025, until: .november2025),
    ])
}

extension ServerCapabilities: RestrictableModel {
    /// Tasks were of the core in 2025-11-25 alone; extensions are declared since 2026-07-28.
    public static let restriction = Restriction([
        "completions": .since(.march2025), "tasks": Validity(since: .november2025, until: .november2025),
        "extensions": .modern,
    ])
}

extension ClientCapabilities: RestrictableModel {
    /// Elicitation came with 2025-06-18, its modes and those of sampling with 2025-11-25.
    public static let restriction = Restriction(
        [
            "elicitation": .since(.june2025), "tasks": Validity(since: .november2025, until: .november2025),
            "extensions": .modern,
        ],
        inner: [
            "elicitation": {
                Restriction(["form": .since(.november2025), "url": .since(.november2025)]).apply(to: $0, $1)
            },
            "sampling": {
                Restriction(["tools": .since(.november2025), "context": .since(.november2025)]).apply(to: $0, $1)
            },
            "roots": { Restriction(["listChanged": .legacy]).apply(to: $0, $1) },
        ]
    )

    /// The capabilities as a revision knows them.
    ///
    /// Where there are no modes, elicitation means forms: who opens pages only has none there.
    public func json(for revision: Revision) -> JSON {
        var json = Self.restriction.apply(to: json, revision)
        if revision < .november2025, !elicitationForms { json["elicitation"] = nil }
        return json
    }
}

private let named: [String: Validity] = [
    "title": .since(.june2025), "_meta": .since(.june2025), "icons": .since(.november2025),
]
private let annotated: [String: @Sendable (JSON, Revision) -> JSON] = ["annotations": inner(Annotations.self)]
let modernResult: [String: Validity] = ["resultType": .modern, "ttlMs": .modern, "cacheScope": .modern]

/// What a model does to itself, as something to do inside of another.
func inner<Model: RestrictableModel>(_ type: Model.Type) -> @Sendable (JSON, Revision) -> JSON {
    { json, revision in Model(json: json).json(for: revision) }
}
