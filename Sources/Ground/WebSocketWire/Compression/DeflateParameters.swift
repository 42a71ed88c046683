/// The four parameters of permessage-deflate (RFC 7692 section 7.1), in an offer or in an answer.
public struct DeflateParameters: Sendable, Equatable {
    /// The extension's name.
    public static let extensionName = "permessage-deflate"
    /// The largest window, which is also what an absent parameter means.
    public static let largestWindow = 15

    /// What is said about the client's window.
    public enum ClientWindow: Sendable, Equatable {
        /// Nothing: a server must not limit it.
        case unspecified
        /// The client can limit it, says the offer.
        case supported
        /// At most so many bits.
        case bits(Int)
    }

    /// The server forgets its window after each message.
    public var serverNoContextTakeover = false
    /// The client forgets its window after each message.
    public var clientNoContextTakeover = false
    /// The server's window has at most so many bits; nil when nothing is said.
    public var serverMaxWindowBits: Int?
    /// What is said about the client's window.
    public var clientMaxWindowBits = ClientWindow.unspecified

    /// No parameters.
    public init() {}

    /// Reads an extension; nil when it is another one, or has an unknown, repeated or invalid parameter.
    ///
    /// Such an offer is declined, such an answer fails the connection.
    public init?(_ extension: WebSocketExtension, isAnswer: Bool) {
        guard `extension`.name == Self.extensionName else { return nil }
        var seen: Set<String> = []
        for parameter in `extension`.parameters {
            guard seen.insert(parameter.name).inserted else { return nil }
            switch parameter.name {
            case "server_no_context_takeover":
                guard parameter.value == nil else { return nil }
                serverNoContextTakeover = true
            case "client_no_context_takeover":
                guard parameter.value == nil else { return nil }
                clientNoContextTakeover = true
            case "server_max_window_bits":
                guard let bits = Self.windowBits(parameter.value) else { return nil }
                serverMaxWindowBits = bits
            case "client_max_window_bits":
                if parameter.value == nil, !isAnswer {
                    clientMaxWindowBits = .supported
                } else {
                    guard let bits = Self.windowBits(parameter.value) else { return nil }
                    clientMaxWindowBits = .bits(bits)
                }
            default: return nil
            }
        }
    }

    /// A decimal number from 8 to 15 without leading zeros.
    private static func windowBits(_ text: String?) -> Int? {
        switch text {
        case "8": 8
        case "9": 9
        case "10": 10
        case "11": 11
        case "12": 12
        case "13": 13
        case "14": 14
        case "15": 15
        default: nil
        }
    }

    /// The extension as it stands in the field.
    public var asExtension: WebSocketExtension {
        var parameters: [WebSocketExtension.Parameter] = []
        if serverNoContextTakeover { parameters.append(.init("server_no_context_takeover")) }
        if clientNoContextTakeover { parameters.append(.init("client_no_context_takeover")) }
        if let serverMaxWindowBits { parameters.append(.init("server_max_window_bits", "\(serverMaxWindowBits)")) }
        switch clientMaxWindowBits {
        case .unspecified: break
        case .supported: parameters.append(.init("client_max_window_bits"))
        case .bits(let bits): parameters.append(.init("client_max_window_bits", "\(bits)"))
        }
        return WebSocketExtension(Self.extensionName, parameters)
    }
}

/// What both sides agreed on for compression.
public struct DeflateAgreement: Sendable, Equatable {
    /// The answer as the server wrote it.
    public let answer: DeflateParameters
    /// The client said in its offer that it forgets its window in any case (RFC 7692 section 7.1.1.2).
    public let clientForgets: Bool

    /// Takes a valid answer to an offer.
    public init(_ answer: DeflateParameters, to offer: DeflateParameters = DeflateParameters()) {
        self.answer = answer
        clientForgets = answer.clientNoContextTakeover || offer.clientNoContextTakeover
    }

    /// Whether a side keeps its window from one message to the next.
    public func keepsContext(_ sender: WebSocketRole) -> Bool {
        sender == .server ? !answer.serverNoContextTakeover : !clientForgets
    }

    /// The bits of a side's window.
    public func windowBits(_ sender: WebSocketRole) -> Int {
        if sender == .server { return answer.serverMaxWindowBits ?? DeflateParameters.largestWindow }
        if case .bits(let bits) = answer.clientMaxWindowBits { return bits }
        return DeflateParameters.largestWindow
    }
}
