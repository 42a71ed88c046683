/// What a server wants of permessage-deflate.
public struct DeflatePolicy: Sendable, Equatable {
    /// The server forgets its window after each message, which saves memory while a connection is idle.
    public var serverNoContextTakeover = false
    /// The client is asked to forget its window after each message.
    public var clientNoContextTakeover = false
    /// The largest window that the server uses.
    public var serverMaxWindowBits = DeflateParameters.largestWindow
    /// The largest window that a client may use, if it can be told.
    public var clientMaxWindowBits = DeflateParameters.largestWindow

    /// Keeps windows of the largest size.
    public init() {}

    /// Answers the first offer that is valid and can be met; nil declines compression.
    public func answer(to offers: [WebSocketExtension]) -> DeflateParameters? {
        for offer in offers {
            if let parameters = DeflateParameters(offer, isAnswer: false) { return answer(to: parameters) }
        }
        return nil
    }

    /// Answers one offer.
    private func answer(to offer: DeflateParameters) -> DeflateParameters {
        var answer = DeflateParameters()
        answer.serverNoContextTakeover = serverNoContextTakeover || offer.serverNoContextTakeover
        answer.clientNoContextTakeover = clientNoContextTakeover || offer.clientNoContextTakeover
        let serverBits = min(serverMaxWindowBits, offer.serverMaxWindowBits ?? DeflateParameters.largestWindow)
        if offer.serverMaxWindowBits != nil || serverBits < DeflateParameters.largestWindow {
            answer.serverMaxWindowBits = serverBits
        }
        switch offer.clientMaxWindowBits {
        case .unspecified: break
        case .supported:
            if clientMaxWindowBits < DeflateParameters.largestWindow {
                answer.clientMaxWindowBits = .bits(clientMaxWindowBits)
            }
        case .bits(let bits): answer.clientMaxWindowBits = .bits(min(bits, clientMaxWindowBits))
        }
        return answer
    }
}

extension DeflateParameters {
    /// Why an answer does not fit this offer; nil when it does (RFC 7692 section 7.1).
    public func objection(to answer: DeflateParameters) -> String? {
        if serverNoContextTakeover, !answer.serverNoContextTakeover {
            return "server_no_context_takeover was asked for and is missing"
        }
        if let asked = serverMaxWindowBits {
            guard let bits = answer.serverMaxWindowBits else { return "server_max_window_bits is missing" }
            if bits > asked { return "server_max_window_bits \(bits) is larger than the \(asked) asked for" }
        }
        if case .bits(let bits) = answer.clientMaxWindowBits {
            switch clientMaxWindowBits {
            case .unspecified: return "client_max_window_bits was not offered"
            case .bits(let offered) where bits > offered:
                return "client_max_window_bits \(bits) is larger than the \(offered) offered"
            default: break
            }
        }
        return nil
    }
}
