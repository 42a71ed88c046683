import Glibc
import Reactor

/// nginx with one worker that answers every request with the same bytes.
enum NginxPeer {
    /// Starts nginx on a free port, runs `body` with it and the port, and stops it.
    static func with<Value>(
        _ program: String,
        contentBytes: Int,
        on loop: EventLoop,
        _ body: (PeerProcess, UInt16) async throws -> Value
    ) async throws -> Value {
        try await with(program, on: loop, configuration: { configuration($0, $1, contentBytes) }, body)
    }

    /// Starts nginx with a configuration for a folder of its own and a free port, runs `body` and stops it.
    static func with<Value>(
        _ program: String,
        on loop: EventLoop,
        configuration: (_ folder: String, _ port: UInt16) throws -> String,
        _ body: (PeerProcess, UInt16) async throws -> Value
    ) async throws -> Value {
        let folder = try temporaryFolder()
        let result: Result<Value, any Error>
        do {
            result = .success(try await run(program, in: folder, on: loop, configuration, body))
        } catch {
            result = .failure(error)
        }
        _ = try await ChildProcess.collect(ChildCommand("rm", ["-rf", folder]), on: loop)
        return try result.get()
    }

    private static func run<Value>(
        _ program: String,
        in folder: String,
        on loop: EventLoop,
        _ configuration: (_ folder: String, _ port: UInt16) throws -> String,
        _ body: (PeerProcess, UInt16) async throws -> Value
    ) async throws -> Value {
        let port = try freePort()
        try write(try configuration(folder, port), to: folder + "/nginx.conf")
        var command = ChildCommand(program, ["-p", folder, "-e", "stderr", "-c", folder + "/nginx.conf"])
        command.environment = .inherited
        return try await PeerProcess.with(command, on: loop) { process in
            try await waitUntilListening(port, on: loop)
            return try await body(process, port)
        }
    }

    private static func configuration(_ folder: String, _ port: UInt16, _ size: Int) -> String {
        """
        worker_processes 1;
        worker_rlimit_nofile 20000;
        daemon off;
        pid \(folder)/nginx.pid;
        error_log stderr crit;
        events { worker_connections 15000; }
        http {
        \(temporaryFolders(folder))  access_log off;
          server_tokens off;
          keepalive_requests 1000000000;
          keepalive_timeout 600s;
          server {
            listen 127.0.0.1:\(port) backlog=4096;
            default_type text/plain;
            location / { return 200 "\(String(repeating: "x", count: size))"; }
          }
        }

        """
    }

    /// The folders that nginx makes at its start, which lie where an ordinary user may not write.
    static func temporaryFolders(_ folder: String) -> String {
        ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map { "  \($0)_temp_path \(folder)/\($0);\n" }.joined()
    }

    private static func temporaryFolder() throws -> String {
        var name = Array("/tmp/comport-nginx-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw BenchmarkError("cannot make a temporary folder: \(Errno.last)") }
        return String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func freePort() throws -> UInt16 {
        guard let port = try Listener.bind(to: .loopback(port: 0)).address.port else {
            throw BenchmarkError("the kernel gave no port")
        }
        return port
    }

    private static func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw BenchmarkError("cannot write \(path): \(Errno.last)") }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw BenchmarkError("cannot write \(path): \(Errno.last)")
        }
    }

    private static func waitUntilListening(_ port: UInt16, on loop: EventLoop) async throws {
        let deadline = Deadline.after(.seconds(10))
        while !deadline.hasPassed {
            if let stream = try? await Connector.connect(to: .loopback(port: port), on: loop) {
                return stream.close()
            }
            _ = await loop.sleep(until: .after(.milliseconds(5)))
        }
        throw BenchmarkError("nginx did not listen on port \(port) within 10 s")
    }
}
