internal import CommandLineOptions
internal import JSON
internal import Text

/// Results as people read them.
struct ResultText {
    /// How wide lines may be.
    let columns: Int
    /// Whether a person's terminal shows it, which strangers' bytes must not steer.
    let isTerminal: Bool

    /// A result as text that ends in a line feed, unless it is empty.
    func text(of result: JSON, _ answer: CallRequest.Answer) -> String {
        let lines: [String] =
            switch answer {
            case .list(let key): (result[key]?.array ?? []).flatMap { item(key, $0) }
            case .toolResult: toolResult(result)
            case .resource: (result["contents"]?.array ?? []).flatMap(contents)
            case .prompt: prompt(result)
            case .completion: completion(result)
            case .description: description(result)
            case .time: []
            case .other: [json(result)]
            }
        return lines.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined()
    }

    // MARK: Lists

    private func item(_ key: String, _ item: JSON) -> [String] {
        switch key {
        case "tools": headed(item, item["name"]?.string) + properties(of: item["inputSchema"])
        case "resources": headed(item, item["uri"]?.string, item["name"]?.string)
        case "resourceTemplates": headed(item, item["uriTemplate"]?.string, item["name"]?.string)
        case "prompts": headed(item, item["name"]?.string) + arguments(of: item)
        case "tasks": headed(item, item["taskId"]?.string, item["status"]?.string)
        default: [json(item)]
        }
    }

    /// The name, what else it is called, and its description below.
    private func headed(_ item: JSON, _ name: String?, _ other: String? = nil) -> [String] {
        var line = printable(name ?? "(no name)")
        var rest = [item["title"]?.string ?? item["annotations"]?["title"]?.string ?? other].compactMap(\.self)
        if let type = item["mimeType"]?.string { rest.append(type) }
        if let size = item["size"]?.number?.int64 { rest.append("\(size) bytes") }
        if !rest.isEmpty { line += " — " + rest.map { printable($0) }.joined(separator: ", ") }
        guard let text = item["description"]?.string ?? item["statusMessage"]?.string, !text.isEmpty else {
            return [line]
        }
        return [line] + indented(printable(text, keepingNewlines: true), by: 4)
    }

    private func properties(of schema: JSON?) -> [String] {
        let required = schema?["required"]?.array?.compactMap(\.string) ?? []
        return (schema?["properties"]?.object ?? []).flatMap { property in
            row(
                property.key,
                Self.typeName(property.value),
                required.contains(property.key),
                property.value["description"]?.string
            )
        }
    }

    private func arguments(of prompt: JSON) -> [String] {
        (prompt["arguments"]?.array ?? []).flatMap { argument in
            row(
                argument["name"]?.string ?? "?",
                "text",
                argument["required"]?.bool ?? false,
                argument["description"]?.string
            )
        }
    }

    private func row(_ name: String, _ type: String, _ isRequired: Bool, _ help: String?) -> [String] {
        let lead = "    \(printable(name)): \(printable(type))\(isRequired ? ", required" : "")"
        guard let help, !help.isEmpty else { return [lead] }
        let indent = 32
        let gap = lead.count + 2 < indent ? "  " : ""
        return TextWrapping.hanging(lead + gap, printable(help), indent: indent, width: columns)
    }

    /// A type in a word or two.
    private static func typeName(_ schema: JSON) -> String {
        if let values = schema["enum"]?.array { return values.map { $0.string ?? "\($0)" }.joined(separator: "|") }
        if let value = schema["const"] { return "\(value)" }
        switch schema["type"] {
        case .string("array"): return "array" + (schema["items"].map { " of \(typeName($0))" } ?? "")
        case .string(let name): return name
        case .array(let names): return names.compactMap(\.string).joined(separator: "|")
        default: return "any"
        }
    }

    // MARK: Content

    private func toolResult(_ result: JSON) -> [String] {
        let blocks = result["content"]?.array ?? []
        let texts = blocks.flatMap(block)
        guard let structured = result["structuredContent"] else { return blocks.isEmpty ? [json(result)] : texts }
        // Servers repeat structured content as text for old clients: once is enough.
        let isRepeated = blocks.contains { block in
            guard let text = block["text"]?.string, let value = try? JSON(parsing: Array(text.utf8)) else {
                return false
            }
            return value == structured
        }
        return isRepeated && blocks.count == 1 ? [json(structured)] : texts + [json(structured)]
    }

    private func block(_ block: JSON) -> [String] {
        switch block["type"]?.string {
        case "text": [printable(block["text"]?.string ?? "", keepingNewlines: true)]
        case "image", "audio":
            [placeholder(block["type"]?.string ?? "", block["mimeType"]?.string, block["data"]?.string)]
        case "resource": block["resource"].map(contents) ?? [json(block)]
        case "resource_link":
            ["[resource \(printable(block["uri"]?.string ?? "?")): \(printable(block["name"]?.string ?? "?"))]"]
        default: [json(block)]
        }
    }

    private func contents(_ contents: JSON) -> [String] {
        if let text = contents["text"]?.string { return [printable(text, keepingNewlines: true)] }
        let kind = "contents of \(printable(contents["uri"]?.string ?? "?")):"
        return [placeholder(kind, contents["mimeType"]?.string, contents["blob"]?.string)]
    }

    private func placeholder(_ kind: String, _ type: String?, _ data: String?) -> String {
        let padding = data?.reversed().prefix { $0 == "=" }.count ?? 0
        let size = (data?.utf8.count ?? 0) / 4 * 3 - padding
        return "[\(kind) \(printable(type ?? "of no type")), \(max(0, size)) bytes; --json shows them]"
    }

    private func prompt(_ result: JSON) -> [String] {
        var lines: [String] = []
        if let text = result["description"]?.string, !text.isEmpty {
            lines = indented(printable(text, keepingNewlines: true), by: 0) + [""]
        }
        for message in result["messages"]?.array ?? [] {
            let blocks = message["content"]?.array ?? message["content"].map { [$0] } ?? []
            lines.append("\(printable(message["role"]?.string ?? "?")):")
            lines += blocks.flatMap(block)
        }
        return lines
    }

    private func completion(_ result: JSON) -> [String] {
        let completion = result["completion"]
        let values = completion?["values"]?.array?.compactMap(\.string) ?? []
        var lines = values.map { printable($0) }
        if completion?["hasMore"]?.bool == true {
            let total = completion?["total"]?.number.map { " of \($0)" } ?? ""
            lines.append("(the first \(values.count)\(total); there are more)")
        }
        return lines
    }

    private func description(_ result: JSON) -> [String] {
        let info = result["serverInfo"] ?? result["_meta"]?["io.modelcontextprotocol/serverInfo"]
        var lines = [
            printable("\(info?["name"]?.string ?? "(no name)") \(info?["version"]?.string ?? "(no version)")")
        ]
        if let title = info?["title"]?.string { lines[0] += " — \(printable(title))" }
        if let version = result["protocolVersion"]?.string { lines.append("revision: \(printable(version))") }
        if let versions = result["supportedVersions"]?.array {
            lines.append("revisions: \(printable(versions.compactMap(\.string).joined(separator: ", ")))")
        }
        let capabilities = (result["capabilities"]?.object ?? []).map { member in
            let parts = (member.value.object ?? []).filter { $0.value != false }.map(\.key)
            return member.key + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
        }
        lines.append("capabilities: \(capabilities.isEmpty ? "none" : printable(capabilities.joined(separator: ", ")))")
        if let text = result["instructions"]?.string, !text.isEmpty {
            lines += ["instructions:"] + indented(printable(text, keepingNewlines: true), by: 4)
        }
        return lines
    }

    // MARK: Text

    private func indented(_ text: String, by count: Int) -> [String] {
        let margin = String(repeating: " ", count: count)
        return TextWrapping.lines(text, width: max(20, columns - count)).map { $0.isEmpty ? "" : margin + $0 }
    }

    /// A value as JSON: laid out for people, compact for programs.
    func json(_ value: JSON) -> String {
        let bytes = isTerminal ? value.prettyPrinted() : value.encoded()
        return printable(String(decoding: bytes, as: UTF8.self), keepingNewlines: true)
    }

    /// A terminal gets escapes instead of control characters; a file or a program gets what the server sent.
    private func printable(_ text: String, keepingNewlines: Bool = false) -> String {
        isTerminal ? PrintableText.escape(text, keepingNewlines: keepingNewlines) : text
    }
}
