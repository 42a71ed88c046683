import Glibc
import JSON
import JSONSchema

/// A copy of the official JSON-Schema-Test-Suite, which is no part of this package.
struct SuiteFolder {
    let path: String

    /// The folder that `COMPORT_SCHEMA_SUITE` names, the one with `tests/` and `remotes/`.
    static var named: SuiteFolder? {
        guard let text = getenv("COMPORT_SCHEMA_SUITE") else { return nil }
        let path = String(cString: text)
        return path.isEmpty ? nil : SuiteFolder(path: path)
    }

    /// The documents that the suite expects under its own host name.
    func registry() throws -> SchemaRegistry {
        var registry = SchemaRegistry()
        for file in files(below: "remotes") {
            let document = try JSONDocument(parsing: bytes(of: file))
            registry.add(document.root, at: "http://localhost:1234/" + file.dropFirst("remotes/".count))
        }
        return registry
    }

    /// The JSON files somewhere below a folder, in order.
    func files(below folder: String) -> [String] {
        var found: [String] = []
        for name in entries(of: folder) {
            let inner = folder + "/" + name
            found += name.hasSuffix(".json") ? [inner] : files(below: inner)
        }
        return found
    }

    private func entries(of folder: String) -> [String] {
        guard let stream = opendir("\(path)/\(folder)") else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    func bytes(of file: String) -> [UInt8] {
        guard let stream = fopen("\(path)/\(file)", "r") else { return [] }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, stream)
            if count == 0 { return bytes }
            bytes += chunk.prefix(count)
        }
    }
}
