internal import CLinux
internal import Glibc

/// This program's own environment.
public enum ProcessEnvironment {
    /// The value of one variable.
    public static func value(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        return String(cString: value)
    }

    /// The arguments of this process, without the program's name.
    public static var arguments: [String] {
        var count: Int32 = 0
        guard let saved = clinux_arguments(&count) else { return Array(CommandLine.arguments.dropFirst()) }
        return (0..<Int(count)).dropFirst().compactMap { saved[$0].map { String(cString: $0) } }
    }

    /// All variables.
    public static var all: [String: String] {
        var result: [String: String] = [:]
        var next: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if let equals = text.firstIndex(of: "=") {
                result[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            next += 1
        }
        return result
    }

    /// The number of this process.
    public static var processIdentifier: Int32 { getpid() }

    /// The path of this program's own executable file.
    public static var executablePath: String? { link("/proc/self/exe") }

    /// The working directory.
    public static var currentDirectory: String? {
        guard let path = getcwd(nil, 0) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    private static func link(_ path: String) -> String? {
        var text = [CChar](repeating: 0, count: 4096)
        let count = readlink(path, &text, text.count)
        guard count > 0, count < text.count else { return nil }
        return String(decoding: text[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
