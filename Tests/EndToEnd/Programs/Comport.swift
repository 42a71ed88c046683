import Glibc
import Reactor

/// The program as users run it, built beside these tests.
enum Comport {
    struct Missing: Error {}

    /// A command line of it.
    static func command(_ arguments: [String]) throws -> ChildCommand {
        guard let tests = ProcessEnvironment.executablePath, let folder = tests.lastIndex(of: "/") else {
            throw Missing()
        }
        return ChildCommand(tests[...folder] + "comport", arguments)
    }

    /// Runs it to its end.
    static func run(_ arguments: [String], input: [UInt8] = [], on loop: EventLoop) async throws -> ChildResult {
        try await ChildProcess.collect(
            try command(arguments),
            input: input,
            on: loop,
            until: .after(.seconds(60))
        )
    }

    /// Serves a set on a port of its own while `body` runs.
    static func serving<Value>(
        _ arguments: [String],
        on loop: EventLoop,
        _ body: (ServedComport) async throws -> Value
    ) async throws -> Value {
        try await ChildProcess.with(try command(["serve"] + arguments), on: loop) { child in
            let server = try await ServedComport(child)
            try await server.warmUp(on: loop)
            return try await body(server)
        }
    }
}

/// A running `comport serve` whose ports are known.
struct ServedComport {
    let child: ChildProcess
    let port: UInt16

    struct SaysNothing: Error {
        let printed: String
    }

    /// Waits until the server says where it listens.
    init(_ child: ChildProcess) async throws {
        self.child = child
        var buffer = InputBuffer()
        while true {
            let text = String(decoding: buffer.bytes(0..<buffer.count), as: UTF8.self)
            if let line = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().first,
                let port = ServedComport.port(in: line)
            {
                self.port = port
                return
            }
            guard try await child.error?.read(into: &buffer, until: .after(.seconds(20))) ?? 0 > 0 else {
                throw SaysNothing(printed: text)
            }
        }
    }

    private static func port(in line: Substring) -> UInt16? {
        guard let colon = line.lastIndex(of: ":") else { return nil }
        return UInt16(line[line.index(after: colon)...].prefix { $0.isNumber })
    }

    /// How many descriptors the server holds.
    var openDescriptors: Int { ProcessFacts.openDescriptors(of: child.processIdentifier) }

    /// How many bytes of memory the server holds.
    var residentBytes: Int { ProcessFacts.residentBytes(of: child.processIdentifier) }

    /// Has one request answered, so that what a server sets up once is there.
    func warmUp(on loop: EventLoop) async throws {
        let stream = try await connect(on: loop)
        try await stream.write(Array("OPTIONS /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".utf8))
        var buffer = InputBuffer()
        while try await stream.read(into: &buffer, until: .after(.seconds(10))) > 0 { buffer.consume(buffer.count) }
        stream.close()
    }

    /// A connection to the server.
    func connect(on loop: EventLoop) async throws -> DescriptorStream {
        try await Connector.connect(to: .loopback(port: port), on: loop, until: .after(.seconds(10)))
    }
}

/// What the kernel says about a process.
enum ProcessFacts {
    static func openDescriptors(of process: Int32) -> Int {
        guard let folder = opendir("/proc/\(process)/fd") else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        return count - 2
    }

    static func residentBytes(of process: Int32) -> Int {
        guard let file = fopen("/proc/\(process)/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, 256, file) != nil else { return 0 }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0)
            * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Whether a process is gone, or only its unreaped remains are there.
    static func isGone(_ process: Int32) -> Bool {
        guard kill(process, 0) == 0 else { return true }
        guard let file = fopen("/proc/\(process)/stat", "r") else { return true }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 512)
        guard fgets(&line, 512, file) != nil else { return true }
        return String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).contains(") Z ")
    }
}

/// Waits until something holds that no event announces, such as the state of another process.
func eventually(on loop: EventLoop, within limit: Duration = .seconds(20), _ holds: () -> Bool) async -> Bool {
    let end = Deadline.after(limit)
    while !holds() {
        if end.hasPassed { return false }
        _ = await loop.sleep(until: .after(.milliseconds(5)))
    }
    return true
}
