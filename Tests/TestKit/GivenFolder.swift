import Glibc

/// A folder with files that are no part of this package, named by an environment variable.
public struct GivenFolder: Sendable {
    /// Where it is.
    public let path: String

    /// A folder.
    public init(path: String) { self.path = path }

    /// The folder that a variable names; nil when it names none.
    public static func named(by variable: String) -> GivenFolder? {
        guard let text = getenv(variable) else { return nil }
        let path = String(cString: text)
        return path.isEmpty ? nil : GivenFolder(path: path)
    }

    /// What a file holds; nothing when it cannot be read.
    public func bytes(of file: String) -> [UInt8] {
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
