import Glibc
import Reactor

/// What the kernel counts for a process, read from `/proc`.
struct ProcessUsage: Sendable {
    /// User and system time of all its threads; the kernel counts in hundredths of a second.
    var processorSeconds = 0.0
    /// Resident memory, shared pages included.
    var residentBytes = 0
    /// The process group it belongs to.
    var group: Int32 = 0

    /// One process; nil when there is none of that number.
    static func of(_ process: Int32) -> ProcessUsage? {
        guard let text = FileText.read("/proc/\(process)/stat"), let end = text.lastIndex(of: ")") else { return nil }
        // The program's name, in parentheses, may hold anything: fields are counted from behind it.
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 21, let group = Int32(fields[2]), let user = Double(fields[11]),
            let system = Double(fields[12]), let pages = Int(fields[21])
        else { return nil }
        return ProcessUsage(
            processorSeconds: (user + system) / Double(sysconf(Int32(_SC_CLK_TCK))),
            residentBytes: pages * Int(sysconf(Int32(_SC_PAGESIZE))),
            group: group
        )
    }

    /// The sum over a process group: a server that works in several processes counts as one.
    static func ofGroup(_ group: Int32) -> ProcessUsage {
        var sum = ProcessUsage(group: group)
        for name in FileText.names(in: "/proc") {
            guard let number = Int32(name), let usage = of(number), usage.group == group else { continue }
            sum.processorSeconds += usage.processorSeconds
            sum.residentBytes += usage.residentBytes
        }
        return sum
    }
}

/// Small files of `/proc`.
enum FileText {
    static func read(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count <= 0 { break }
            bytes += chunk.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func names(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
            )
        }
        return names
    }
}
