internal import CommandLineOptions
internal import MCPClient

/// What every verb that makes requests takes: a token, and how long an answer may take.
struct RequestingOptions: OptionGroup {
    /// A bearer token.
    var token: String?
    /// How long an answer may take.
    var timeout: Duration

    static func declare(in form: inout CommandForm) -> @Sendable (FilledForm) throws(UsageError) -> RequestingOptions {
        let token = form.option(
            "token",
            as: .text.named("TOKEN"),
            variable: "COMPORT_TOKEN",
            help: "a token for Authorization: Bearer"
        )
        let timeout = form.option(
            "timeout",
            as: .duration(atLeast: .milliseconds(1)),
            default: .seconds(60),
            help: "how long an answer may take"
        )
        return { filled throws(UsageError) in
            RequestingOptions(token: try filled[token], timeout: try filled[timeout])
        }
    }

    /// Tells a client.
    func apply(to options: inout MCPClientOptions) {
        options.token = token
        options.timeout = timeout
        options.longestTimeout = max(timeout, options.longestTimeout)
    }
}
