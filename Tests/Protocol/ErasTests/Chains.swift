import Eras
import JSON
import JSONRPC
import MCP

/// Two translators back to back: what they deliver at both ends is in the era in which it was sent.
struct LegacyChain {
    var client = LegacyClientToModernServer()
    var server = ModernClientToLegacyServer(seal: Wire.seal)

    /// What came out at the client's and the server's end.
    struct Outcome {
        var toClient: [TranslatedMessage] = []
        var toServer: [TranslatedMessage] = []
    }

    mutating func clientSends(_ message: Message) throws -> Outcome {
        var outcome = Outcome()
        try take(client.fromClient(message), ofClientSide: true, &outcome)
        return outcome
    }

    mutating func serverSends(_ message: Message) throws -> Outcome {
        var outcome = Outcome()
        try take(server.fromServer(message), ofClientSide: false, &outcome)
        return outcome
    }

    private mutating func take(
        _ actions: [TranslationAction],
        ofClientSide: Bool,
        _ outcome: inout Outcome
    ) throws {
        for message in actions.toClient {
            if ofClientSide {
                outcome.toClient.append(message)
            } else {
                try take(client.fromServer(try Wire.message(message)), ofClientSide: true, &outcome)
            }
        }
        for message in actions.toServer {
            if ofClientSide {
                try take(server.fromClient(try Wire.message(message)), ofClientSide: false, &outcome)
            } else {
                outcome.toServer.append(message)
            }
        }
    }
}

/// The same two the other way around.
struct ModernChain {
    var client = ModernClientToLegacyServer(seal: Wire.seal)
    var server = LegacyClientToModernServer()

    mutating func clientSends(_ message: Message) throws -> LegacyChain.Outcome {
        var outcome = LegacyChain.Outcome()
        try take(client.fromClient(message), ofClientSide: true, &outcome)
        return outcome
    }

    mutating func serverSends(_ message: Message) throws -> LegacyChain.Outcome {
        var outcome = LegacyChain.Outcome()
        try take(server.fromServer(message), ofClientSide: false, &outcome)
        return outcome
    }

    private mutating func take(
        _ actions: [TranslationAction],
        ofClientSide: Bool,
        _ outcome: inout LegacyChain.Outcome
    ) throws {
        for message in actions.toClient {
            if ofClientSide {
                outcome.toClient.append(message)
            } else {
                try take(client.fromServer(try Wire.message(message)), ofClientSide: true, &outcome)
            }
        }
        for message in actions.toServer {
            if ofClientSide {
                try take(server.fromClient(try Wire.message(message)), ofClientSide: false, &outcome)
            } else {
                outcome.toServer.append(message)
            }
        }
    }
}
