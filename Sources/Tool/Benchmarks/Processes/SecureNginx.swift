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
        return try await NginxPeer.with(
            program,
            on: context.loop,
            configuration: { folder, port in
                let identity = try CertificateTemplate(commonName: "benchmark", hosts: ["localhost"]).selfSigned()
                try FileSystem.create(FilePath("\(folder)/certificate.pem"), with: identity.certificate.pem())
                try FileSystem.create(FilePath("\(folder)/key.pem"), with: identity.key.pem())
                try FileSystem.create(FilePath("\(folder)/bulk"), with: [UInt8](repeating: 0x2E, count: bulkCount))
                return configuration(folder, port)
            },
            body
        )
    }

    private static func configuration(_ folder: String, _ port: UInt16) -> String {
        // In one process, for as root nginx would let its worker be somebody who may not enter the folder.
        """
        daemon off; master_process off; pid \(folder)/nginx.pid; error_log stderr crit;
        events { worker_connections 512; }
        http {
        \(NginxPeer.temporaryFolders(folder))  access_log off;
          server {
            listen 127.0.0.1:\(port) ssl;
            ssl_certificate \(folder)/certificate.pem; ssl_certificate_key \(folder)/key.pem;
            ssl_protocols TLSv1.2 TLSv1.3;
            location = / { return 200 "ok"; }
            location = /bulk { root \(folder); }
          }
        }

        """
    }
}
