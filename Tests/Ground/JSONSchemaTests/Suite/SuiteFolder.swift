import Glibc
import JSON
import JSONSchema
import TestKit

/// A copy of the official JSON-Schema-Test-Suite, which is no part of this package.
struct SuiteFolder {
    let folder: GivenFolder

    /// The folder that `COMPORT_SCHEMA_SUITE` names, the one with `tests/` and `remotes/`.
    static let named = GivenFolder.named(by: "COMPORT_SCHEMA_SUITE").map(SuiteFolder.init)

    func bytes(of file: String) -> [UInt8] { folder.bytes(of: file) }

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

    private func entries(of inner: String) -> [String] {
        guard let stream = opendir("\(folder.path)/\(inner)") else { return [] }
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
}
