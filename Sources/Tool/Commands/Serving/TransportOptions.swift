internal import Bindings
internal import CommandLineOptions

/// On which transports it serves.
struct TransportOptions: OptionGroup {
    let transports: [ServerTransport]
    let certificate: String?
    let key: String?
    let threads: Int?

    static func declare(in form: inout CommandForm) -> @Sendable (FilledForm) throws(UsageError) -> TransportOptions {
        let stdio = form.flag("stdio", help: "speak on standard input and output")
        let http = form.repeated(
            "http",
            as: ListeningAddress.type,
            help: "serve Streamable HTTP at this address, path /mcp unless it has one"
        )
        let sse = form.repeated(
            "sse",
            as: ListeningAddress.type,
            help: "serve HTTP+SSE of 2024-11-05 at this address, path /sse unless it has one"
        )
        let webSocket = form.repeated(
            "ws",
            as: ListeningAddress.type,
            help: "serve WebSocket at this address, path /ws unless it has one"
        )
        let certificate = form.option("tls-certificate", as: .file, help: "serve with TLS; certificates in PEM")
        let key = form.option("tls-key", as: .file, help: "the key of the certificate, in PEM")
        let threads = form.option(
            "threads",
            as: .integer(in: 1...256),
            help: "how many threads; one a processor if not given"
        )
        return { filled throws(UsageError) in
            var transports: [ServerTransport] = []
            if try filled[stdio] { transports.append(.stdio) }
            for place in try filled[http] { transports.append(.http(place.address, path: place.path ?? "/mcp")) }
            for place in try filled[sse] {
                let path = place.path ?? "/sse"
                transports.append(.sse(place.address, path: path, messages: messages(beside: path)))
            }
            for place in try filled[webSocket] {
                transports.append(.webSocket(place.address, path: place.path ?? "/ws"))
            }
            let (chain, secret) = (try filled[certificate], try filled[key])
            guard (chain == nil) == (secret == nil) else {
                throw filled.error(
                    .missingArgument,
                    "--tls-certificate and --tls-key belong together: give both or none"
                )
            }
            return TransportOptions(
                transports: transports.isEmpty ? [.stdio] : transports,
                certificate: chain,
                key: secret,
                threads: try filled[threads]
            )
        }
    }

    /// Where messages are posted: beside the stream.
    private static func messages(beside path: String) -> String {
        path == "/sse" ? "/messages" : path + "/messages"
    }

    func apply(to plan: inout ServingPlan) {
        (plan.transports, plan.certificate, plan.key, plan.threads) = (transports, certificate, key, threads)
    }
}
