internal import Bindings
internal import CommandLineOptions
internal import Crypto
internal import HTTP
internal import HTTPWire

/// Lets in only requests with a bearer token that is known.
struct TokenGate: Sendable {
    /// A token and who has it.
    struct Token: Sendable, Equatable {
        let principal: String
        let secret: String

        /// Understands `NAME=SECRET`, and a secret alone, whose holder is then called by it.
        init?(_ text: String) {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            (principal, secret) = parts.count == 2 ? (parts[0], parts[1]) : (text, text)
            guard !principal.isEmpty, !secret.isEmpty, secret.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                return nil
            }
        }

        /// How it stands on a command line.
        static let type = ValueType<Token>(
            placeholder: "[NAME=]TOKEN",
            expected: "a token of visible ASCII characters, with the name of its holder before it if it has one",
            text: { "\($0.principal)=\($0.secret)" },
            parse: { Token($0) }
        )
    }

    let tokens: [Token]

    /// Who sends a request, or the challenge that it gets.
    func admit(_ fields: HTTPFields) -> Admission {
        guard let credentials = fields["Authorization"] else { return .refused(challenge(nil)) }
        let parts = credentials.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return .refused(challenge("invalid_request")) }
        let given = Array(parts[1].utf8)
        // Every token is compared, so that the time tells nothing about where the right one stands.
        let holders = tokens.filter { constantTimeEqual(Array($0.secret.utf8), given) }
        guard let holder = holders.first else { return .refused(challenge("invalid_token")) }
        return .admitted(principal: holder.principal)
    }

    private func challenge(_ error: String?) -> HTTPResponse {
        var fields = HTTPFields()
        fields.set("WWW-Authenticate", "Bearer realm=\"comport\"" + (error.map { ", error=\"\($0)\"" } ?? ""))
        return HTTPResponse(.unauthorized, fields: fields, text: "This server wants a bearer token.\n")
    }
}
