public import JSON
internal import Text

extension ContentBlock: RestrictableModel {
    /// `_meta` came with 2025-06-18, pictures of linked resources with 2025-11-25.
    public static let restriction = Restriction(
        ["_meta": .since(.june2025), "icons": .since(.november2025)],
        inner: ["annotations": inner(Annotations.self), "resource": inner(ResourceContents.self)]
    )

    /// The block as a revision knows it, in the result of a tool or in a prompt.
    ///
    /// Before 2025-03-26 a sound becomes an embedded resource of the same bytes, under the URI `cid:audio`; before
    /// 2025-06-18 a link becomes a line of text. Blocks of other types are left as they are.
    public func json(for revision: Revision) -> JSON {
        switch kind {
        case .audio where revision < .march2025: Self.restriction.apply(to: audioAsResource.json, revision)
        case .resourceLink where revision < .june2025: Self.restriction.apply(to: linkAsText.json, revision)
        default: Self.restriction.apply(to: json, revision)
        }
    }

    private var audioAsResource: ContentBlock {
        .resource(
            ResourceContents(uri: "cid:audio", mimeType: mimeType, base64: data ?? ""),
            annotations: annotations
        )
    }

    private var linkAsText: ContentBlock {
        let link = Resource(json: json)
        let words = [link.title ?? link.name, "<\(link.uri)>", link.details.map { "- \($0)" }].compactMap { $0 }
        return .text(words.joined(separator: " "), annotations: annotations)
    }

    /// The block as a revision knows it in the conversation with a model, where only text, pictures and, since
    /// 2025-03-26, sounds stand; since 2025-11-25 also the use of tools.
    ///
    /// What has no place there becomes text: the JSON of a tool's use, a line about a sound.
    public func samplingJSON(for revision: Revision) -> JSON {
        switch kind {
        case .audio where revision < .march2025:
            Self.text("[\(mimeType ?? "audio"), \(data?.utf8.count ?? 0) characters of base64]").json
        case .toolUse where revision < .november2025, .toolResult where revision < .november2025:
            Self.text(json.description).json
        default: Self.restriction.apply(to: json, revision)
        }
    }
}

extension ToolResult: RestrictableModel {
    /// Structured content came with 2025-06-18.
    public static let restriction = Restriction(
        modernResult.merging(["structuredContent": .since(.june2025)]) { $1 },
        inner: ["content": inner(ContentBlock.self)]
    )

    /// The result as a revision knows it.
    ///
    /// Legacy revisions want structured content to be an object, and the first two have none: it is left out there,
    /// and becomes text where the result has no text.
    public func json(for revision: Revision) -> JSON {
        var json = Self.restriction.apply(to: json, revision)
        guard let structured = structuredContent else { return json }
        if revision.era == .legacy, structured.object == nil { json["structuredContent"] = nil }
        if json["structuredContent"] == nil, !content.contains(where: { $0.kind == .text }) {
            json["content"] = .array((json["content"]?.array ?? []) + [ContentBlock.text(structured.description).json])
        }
        return json
    }
}

extension SamplingRequest: RestrictableModel {
    /// Tools came with 2025-11-25.
    public static let restriction = Restriction(
        [
            "tools": .since(.november2025), "toolChoice": .since(.november2025),
            "task": Validity(since: .november2025, until: .november2025),
        ],
        inner: ["tools": inner(Tool.self)]
    )

    /// The request as a revision knows it.
    ///
    /// Before 2025-11-25 a message has one block: a message of several becomes several of the same role.
    public func json(for revision: Revision) -> JSON {
        var json = Self.restriction.apply(to: json, revision)
        guard json["messages"]?.array != nil else { return json }
        json["messages"] = .array(messages.flatMap { $0.messages(for: revision) })
        return json
    }
}

extension SamplingMessage {
    /// The message as a revision knows it, in as many as are needed there.
    func messages(for revision: Revision) -> [JSON] {
        var whole = json
        if revision < .november2025 { whole["_meta"] = nil }
        let blocks = content.map { $0.samplingJSON(for: revision) }
        guard whole["content"]?.array != nil else {
            if let block = blocks.first { whole["content"] = block }
            return [whole]
        }
        if revision >= .november2025 {
            whole["content"] = .array(blocks)
            return [whole]
        }
        return blocks.map { block in
            var message = whole
            message["content"] = block
            return message
        }
    }
}

extension SamplingResult: RestrictableModel {
    /// What changed is the content.
    public static let restriction = Restriction()

    /// The answer as a revision knows it.
    ///
    /// Before 2025-11-25 an answer has one block: texts are joined, line by line; of other blocks the first is kept.
    public func json(for revision: Revision) -> JSON {
        guard json["content"] != nil else { return json }
        let blocks = content.map { $0.samplingJSON(for: revision) }
        var json = json
        if revision >= .november2025, json["content"]?.array != nil {
            json["content"] = .array(blocks)
        } else if blocks.count == 1 {
            json["content"] = blocks[0]
        } else {
            let texts = blocks.compactMap { ContentBlock(json: $0).kind == .text ? $0["text"]?.string : nil }
            json["content"] =
                texts.count == blocks.count
                ? ContentBlock.text(texts.joined(separator: "\n")).json : blocks.first
        }
        return json
    }
}
