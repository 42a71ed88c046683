internal import Storage

/// Where the configurations of clients lie, and how a server is found in them by its name.
public struct ConfigurationSearch: Sendable {
    /// The files that are looked into, in order; the first that knows the name wins.
    public let files: [String]
    private let environment: [String: String]
    private let directory: String

    /// Looks into one file alone, or into those of the folder and then those of the user.
    public init(file: String? = nil, directory: String, environment: [String: String]) {
        (self.environment, self.directory) = (environment, directory)
        files = file.map { [$0] } ?? Self.places(directory, environment)
    }

    private static func places(_ directory: String, _ environment: [String: String]) -> [String] {
        var files = [".mcp.json", "mcp.json", ".vscode/mcp.json", ".cursor/mcp.json"].map { "\(directory)/\($0)" }
        guard let home = environment["HOME"], !home.isEmpty else { return files }
        let settings = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(home)/.config"
        files.append("\(settings)/comport/mcp.json")
        files += [
            ".claude.json", ".cursor/mcp.json", ".codeium/windsurf/mcp_config.json", ".gemini/settings.json",
        ].map { "\(home)/\($0)" }
        for folder in [settings, "\(home)/Library/Application Support"] {
            files += ["Claude/claude_desktop_config.json", "Code/User/mcp.json", "Code/User/settings.json"]
                .map { "\(folder)/\($0)" }
        }
        return files
    }

    /// The target of a name; blocks while files are read.
    ///
    /// Of the files that are not named by the user only those are a failure that exist and cannot be read.
    public func target(named name: String) throws(TargetError) -> Target {
        var known: [String] = []
        var seen: [String] = []
        let isSingle = files.count == 1
        for file in files where isSingle || FileSystem.exists(FilePath(file)) {
            let configuration = try ClientConfiguration(file: file, directory: directory)
            seen.append(file)
            if let target = try configuration.target(named: name, environment: environment) { return target }
            known += configuration.names
        }
        let names = known.isEmpty ? "no server at all" : "the servers \(known.joined(separator: ", "))"
        throw TargetError(
            .unknownServer,
            expected: "a server \"\(name)\"",
            seen: seen.isEmpty ? "no such file; looked for \(files.joined(separator: ", "))" : names,
            in: seen.isEmpty ? "configurations of clients" : seen.joined(separator: ", ")
        )
    }
}
