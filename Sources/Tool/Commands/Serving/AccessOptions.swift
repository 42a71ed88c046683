internal import CommandLineOptions

/// Who may use it.
struct AccessOptions: OptionGroup {
    let origins: [String]
    let hosts: [String]
    let tokens: [TokenGate.Token]

    static func declare(in form: inout CommandForm) -> @Sendable (FilledForm) throws(UsageError) -> AccessOptions {
        let origins = form.repeated(
            "allow-origin",
            as: ValueType<String>.text.named("ORIGIN"),
            help: "let pages of this origin in, such as https://example.org"
        )
        let hosts = form.repeated(
            "allow-host",
            as: ValueType<String>.text.named("HOST"),
            help: "answer to this name, without a port, beside those of this machine"
        )
        let tokens = form.repeated(
            "token",
            as: TokenGate.Token.type,
            help: "let in only who brings this bearer token, and others given so; the set domain knows alice and bob"
        )
        return { filled throws(UsageError) in
            AccessOptions(origins: try filled[origins], hosts: try filled[hosts], tokens: try filled[tokens])
        }
    }

    func apply(to plan: inout ServingPlan) {
        (plan.allowedOrigins, plan.allowedHosts, plan.tokens) = (origins, hosts, tokens)
    }
}
