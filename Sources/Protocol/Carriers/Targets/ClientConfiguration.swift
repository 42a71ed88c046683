internal import HTTP
internal import HTTPWire
internal import JSON
internal import Reactor
internal import Storage
internal import Text

/// The servers that a user's client knows, as its configuration file names them.
///
/// Such files come in a few shapes that differ in little: `mcpServers` (Claude, Cursor, Windsurf and others), `servers`
/// (VS Code), `mcp.servers` (settings of VS Code), and `projects` with servers for single folders (Claude Code).
/// Comments and commas before closing brackets are read over.
public struct ClientConfiguration: Sendable {
    /// The file.
    public let path: String
    /// The names of the servers, in their order.
    public var names: [String] { entries.map(\.name) }

    private struct Entry {
        let name: String
        let value: JSONValue
    }

    private let entries: [Entry]
    private let document: JSONDocument

    /// Reads a configuration; `directory` is the folder that project settings are looked up for.
    public init(parsing bytes: [UInt8], path: String, directory: String? = nil) throws(TargetError) {
        self.path = path
        do throws(JSONError) { document = try JSONDocument(parsing: bytes, options: .tolerant) } catch {
            throw TargetError(.file, expected: error.expected, seen: error.seen, in: path, line: error.line)
        }
        let root = document.root
        let tables = [
            directory.flatMap { root["projects"]?[$0]?["mcpServers"] }, root["mcpServers"], root["servers"],
            root["mcp"]?["servers"],
        ]
        var entries: [Entry] = []
        for table in tables.compactMap(\.self) {
            guard let object = table.object else {
                throw Self.error("an object of servers by name", table, path, document)
            }
            for member in object where !entries.contains(where: { $0.name == member.key }) {
                entries.append(Entry(name: member.key, value: member.value))
            }
        }
        self.entries = entries
    }

    /// Reads a file; blocks while it does.
    public init(file path: String, directory: String? = nil) throws(TargetError) {
        let bytes: [UInt8]
        do throws(StorageError) { bytes = try FileSystem.read(FilePath(path), limit: 16 << 20) } catch {
            throw TargetError(.file, expected: "a client's configuration", seen: error.description, in: path)
        }
        try self.init(parsing: bytes, path: path, directory: directory)
    }

    // MARK: Targets

    /// The server of a name as a target; nil when there is none.
    public func target(named name: String, environment: [String: String]) throws(TargetError) -> Target? {
        guard let entry = entries.first(where: { $0.name == name }) else { return nil }
        guard let object = entry.value.object else {
            throw error("an object that describes the server \"\(name)\"", entry.value)
        }
        let expansion = VariableExpansion(environment: environment)
        var target: Target
        let urlKey = ["url", "serverUrl", "httpUrl"].first { object[$0] != nil } ?? "url"
        if let url = try text(object, urlKey, expansion) {
            target = try remote(url, object, expansion)
        } else if let program = try text(object, "command", expansion) {
            target = Target(.command(try command(program, object, expansion)))
        } else {
            throw error("a member \"command\" or \"url\" in the server \"\(name)\"", entry.value)
        }
        target.name = name
        return target
    }

    private func remote(
        _ url: String,
        _ object: JSONObject,
        _ expansion: VariableExpansion
    ) throws(TargetError) -> Target {
        let type = object["type"]?.string ?? object["transport"]?.string
        var target: Target
        do throws(TargetError) {
            // The older transport hides behind the same schemes; only the type tells.
            target = try Target(url: type == "sse" && url.hasPrefix("http") ? "sse+\(url)" : url)
        } catch {
            throw TargetError(error.code, expected: error.expected, seen: error.seen, in: path, line: line(of: object))
        }
        switch type {
        case nil, "sse", "http", "streamable-http", "streamableHttp", "streamable_http", "ws", "websocket": break
        case let other?:
            throw error("a type that has a url: http, sse or ws", object["type"] ?? object.value, seen: "\"\(other)\"")
        }
        guard let headers = object["headers"] else { return target }
        guard let members = headers.object else { throw error("an object of header fields", headers) }
        for member in members {
            target.fields.append(member.key, try text(member.value, expansion, of: "the header \(member.key)"))
        }
        return target
    }

    private func command(
        _ program: String,
        _ object: JSONObject,
        _ expansion: VariableExpansion
    ) throws(TargetError) -> ChildCommand {
        var command = ChildCommand(program)
        if let arguments = object["args"] {
            guard let elements = arguments.array else { throw error("an array of arguments", arguments) }
            for element in elements {
                command.arguments.append(try text(element, expansion, of: "an argument"))
            }
        }
        if let variables = object["env"], !variables.isNull {
            guard let members = variables.object else { throw error("an object of variables", variables) }
            for member in members where !member.value.isNull {
                command.variables[member.key] = try text(member.value, expansion, of: "the variable \(member.key)")
            }
        }
        if let file = object["envFile"] {
            throw error("variables in \"env\", since files of variables are not read", file)
        }
        command.directory = try text(object, "cwd", expansion)
        return command
    }

    // MARK: Texts

    private func text(
        _ object: JSONObject,
        _ key: String,
        _ expansion: VariableExpansion
    ) throws(TargetError) -> String? {
        guard let value = object[key], !value.isNull else { return nil }
        return try text(value, expansion, of: "\"\(key)\"")
    }

    /// A string with its variables replaced; numbers and truth values are taken as they are written.
    private func text(
        _ value: JSONValue,
        _ expansion: VariableExpansion,
        of what: String
    ) throws(TargetError) -> String {
        guard let text = value.string else {
            if value.number != nil || value.bool != nil { return value.rawText }
            throw error("a string for \(what)", value)
        }
        do throws(VariableExpansion.Problem) { return try expansion.expand(text) } catch {
            throw TargetError(
                .variable,
                expected: error.expected,
                seen: error.seen,
                in: path,
                line: document.location(ofByte: value.byteRange.lowerBound).line
            )
        }
    }

    private func line(of object: JSONObject) -> Int {
        document.location(ofByte: object.value.byteRange.lowerBound).line
    }

    private func error(_ expected: String, _ value: JSONValue, seen: String? = nil) -> TargetError {
        Self.error(expected, value, path, document, seen: seen)
    }

    private static func error(
        _ expected: String,
        _ value: JSONValue,
        _ path: String,
        _ document: JSONDocument,
        seen: String? = nil
    ) -> TargetError {
        TargetError(
            .configuration,
            expected: expected,
            seen: seen ?? "\(value.kind.rawValue) \(value.rawText.prefix(60))",
            in: path,
            line: document.location(ofByte: value.byteRange.lowerBound).line
        )
    }
}
