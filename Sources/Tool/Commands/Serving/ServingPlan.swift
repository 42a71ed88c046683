internal import Bindings
internal import CommandLineOptions
internal import Crypto
internal import Fixtures
internal import HTTP
internal import MCP
internal import MCPServer
internal import Mutants
internal import Storage

/// Everything that `comport serve` was asked for.
struct ServingPlan: Sendable {
    var set: FixtureSet
    var transports: [ServerTransport] = [.stdio]
    var fixtures = FixtureOptions()
    var latency = Duration.zero
    var failures: FailurePlan?
    var pageSize: Int?
    var revisions = Revision.all
    var allowedOrigins: [String] = []
    var allowedHosts: [String] = []
    var tokens: [TokenGate.Token] = []
    var certificate: String?
    var key: String?
    var mutants: [ServerMutant] = []
    var threads: Int?

    /// What is to be served, defects and all.
    func makeSetup() throws -> (setup: ServerSetup, server: MCPServer) {
        var options = ServerOptions()
        options.revisions = revisions
        if let pageSize { options.pageSize = pageSize }
        let server = try set.makeServer(fixtures, server: options)
        var endpoint: any ServerEndpoint = server
        if latency > .zero || failures != nil {
            endpoint = UnreliableEndpoint(endpoint, latency: latency, failures: failures)
        }
        var setup = ServerSetup(endpoint)
        for mutant in mutants { mutant.apply(to: &setup) }
        return (setup, server)
    }

    /// How it is to be served.
    func makeOptions(for setup: ServerSetup) throws -> ServingOptions {
        var options = ServingOptions()
        options.access.hosts = Set(allowedHosts)
        options.access.origins = Set(allowedOrigins)
        (options.wrapStream, options.wrapHandler) = (setup.wrapStream, setup.wrapHandler)
        if !tokens.isEmpty {
            let gate = TokenGate(tokens: tokens)
            options.admit = { request in gate.admit(request.fields) }
        }
        if let certificate, let key {
            let identity = try Identity(
                chainPEM: FileSystem.read(FilePath(certificate)),
                keyPEM: FileSystem.read(FilePath(key))
            )
            options.tls = try TLSContext(.server(identity))
        }
        return options
    }

    /// Where clients find it, in the order in which it was asked for.
    static func targets(of transports: [ServerTransport], isSecure: Bool) -> [String] {
        transports.compactMap { transport in
            guard let authority = transport.address.map({ ListeningAddress.authority(of: $0) }) else { return nil }
            let (secureHTTP, secureWebSocket) = isSecure ? ("https", "wss") : ("http", "ws")
            switch transport {
            case .stdio: return nil
            case .http(_, let path): return "\(secureHTTP)://\(authority)\(path)"
            case .sse(_, let path, _): return "sse+\(secureHTTP)://\(authority)\(path)"
            case .webSocket(_, let path): return "\(secureWebSocket)://\(authority)\(path)"
            }
        }
    }
}
