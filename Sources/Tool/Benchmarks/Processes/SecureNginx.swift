import Crypto
import Reactor
import Storage

/// nginx with one worker that serves a few bytes and one large file over TLS.
enum SecureNginx {
    /// Starts it and runs `body` with it and its port; with nil where it is not installed.
    static func with<Value>(
        _ context: BenchmarkContext,
        bulkCount: Int,
        _ body: (PeerProcess?, UInt16) async throws -> Value
    ) async throws -> Value {
        guard let program = context.installed("nginx", hint: "apt-get install nginx-light") else {
            return try await body(nil, 0)
        }
        let folder = try TemporaryDirectory(prefix: "comport-nginx")
        let identity = try CertificateTemplate(commonName: "benchmark", hosts: ["localhost"]).selfSigned()
        let place = "\(folder.path)"
        let port = try freePort()
        try FileSystem.create(folder.path.appending("certificate.pem"), with: identity.certificate.pem())
        try FileSystem.create(folder.path.appending("key.pem"), with: identity.key.pem())
        try FileSystem.create(folder.path.appending("bulk"), with: [UInt8](repeating: 0x2E, count: bulkCount))
        try FileSystem.create(folder.path.appending("nginx.conf"), with: Array(configuration(place, port).utf8))
        let command = ChildCommand(program, ["-p", place, "-c", "\(place)/nginx.conf", "-e", "\(place)/error.log"])
        let value = try await PeerProcess.with(command, on: context.loop) { process in
            try await waitUntilItListens(port, context.loop)
            return try await body(process, port)
        }
        try folder.remove()
        return value
    }

    private static func configuration(_ place: String, _ port: UInt16) -> String {
        // As root nginx would let its worker run as somebody who may not enter the folder.
        """
        daemon off; master_process off; pid \(place)/nginx.pid; error_log \(place)/error.log;
        events { worker_connections 512; }
        http {
          access_log off;
          client_body_temp_path \(place)/a; proxy_temp_path \(place)/b; fastcgi_temp_path \(place)/c;
          uwsgi_temp_path \(place)/d; scgi_temp_path \(place)/e;
          server {
            listen 127.0.0.1:\(port) ssl;
            ssl_certificate \(place)/certificate.pem; ssl_certificate_key \(place)/key.pem;
            ssl_protocols TLSv1.2 TLSv1.3;
            location = / { return 200 "ok"; }
            location = /bulk { root \(place); }
          }
        }
        """
    }

    private static func freePort() throws -> UInt16 {
        // nginx cannot be asked to choose one; the listener goes away at once and leaves its port free.
        try Listener.bind(to: .loopback(port: 0)).address.port ?? 0
    }

    private static func waitUntilItListens(_ port: UInt16, _ loop: EventLoop) async throws {
        for _ in 0..<100 {
            if let stream = try? await Connector.connect(to: .loopback(port: port), on: loop) { return stream.close() }
            _ = await loop.sleep(until: .after(.milliseconds(50)))
        }
        throw BenchmarkError("nginx does not listen on port \(port) after 5 seconds")
    }
}
