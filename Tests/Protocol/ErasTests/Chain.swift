import Eras
import JSONRPC

/// Two translators back to back: what they deliver at both ends is of the era in which it was sent.
struct Chain<Near: EraTranslator, Far: EraTranslator> {
    /// Faces the client.
    var near: Near
    /// Faces the server.
    var far: Far

    /// What came out at both ends.
    struct Outcome {
        var toClient: [TranslatedMessage] = []
        var toServer: [TranslatedMessage] = []
    }

    mutating func clientSends(_ message: Message) throws -> Outcome {
        var outcome = Outcome()
        try takeNear(near.fromClient(message), &outcome)
        return outcome
    }

    mutating func serverSends(_ message: Message) throws -> Outcome {
        var outcome = Outcome()
        try takeFar(far.fromServer(message), &outcome)
        return outcome
    }

    private mutating func takeNear(_ actions: [TranslationAction], _ outcome: inout Outcome) throws {
        outcome.toClient += actions.toClient
        for message in actions.toServer { try takeFar(far.fromClient(Wire.message(message)), &outcome) }
    }

    private mutating func takeFar(_ actions: [TranslationAction], _ outcome: inout Outcome) throws {
        for message in actions.toClient { try takeNear(near.fromServer(Wire.message(message)), &outcome) }
        outcome.toServer += actions.toServer
    }
}

typealias LegacyChain = Chain<LegacyClientToModernServer, ModernClientToLegacyServer>
typealias ModernChain = Chain<ModernClientToLegacyServer, LegacyClientToModernServer>
