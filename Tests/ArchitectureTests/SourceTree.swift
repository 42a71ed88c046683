import Glibc

/// The files of this package.
enum SourceTree {
    /// One Swift file.
    struct File {
        /// From the package's root.
        let path: String
        let text: String
        /// The text without comments and without what stands in string literals.
        let code: String

        init(_ path: String, _ text: String) {
            self.path = path
            self.text = text
            code = SwiftCode.withoutCommentsAndStrings(text)
        }

        /// The lines that are comments, in lower case.
        var comments: String {
            text.split(separator: "\n").filter { $0.drop(while: \.isWhitespace).hasPrefix("//") }.joined().lowercased()
        }

        var name: String { String(path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...]) }
    }

    static let packageRoot = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

    /// All Swift files below a folder, in the order of their paths.
    static func swiftFiles(below folder: String) -> [File] { all.filter { $0.path.hasPrefix(folder + "/") } }

    /// Read once for all tests: looking at every byte takes its time without the optimiser.
    private static let all = ["Sources", "Tests"].flatMap { folder in
        paths(below: folder).filter { $0.hasSuffix(".swift") }.sorted().map { File($0, read($0)) }
    }

    /// What lies in a folder, hidden entries included.
    static func entries(of folder: String) -> [String] {
        guard let stream = opendir("\(packageRoot)/\(folder)") else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    static func read(_ path: String) -> String {
        guard let file = fopen("\(packageRoot)/\(path)", "r") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk.prefix(count)
        }
    }

    private static func paths(below folder: String) -> [String] {
        entries(of: folder).flatMap { name in
            // A folder has entries; a file, and an empty folder, have none.
            let path = "\(folder)/\(name)"
            let inner = name.hasSuffix(".swift") ? [] : paths(below: path)
            return inner.isEmpty ? [path] : inner
        }
    }
}
