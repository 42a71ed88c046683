public import JSONRPC

/// Something that stands between a client of one era and a server of the other.
public protocol EraTranslator: Sendable {
    /// Takes a message of a client; the actions are to be performed in order.
    mutating func fromClient(_ message: Message) -> [TranslationAction]
    /// Takes a message of the server, which came on the stream of the request `within`, if the transport can tell.
    mutating func fromServer(_ message: Message, within: RequestID?) -> [TranslationAction]
}

extension EraTranslator {
    /// Takes a message of the server of which the transport cannot tell what it belongs to.
    public mutating func fromServer(_ message: Message) -> [TranslationAction] { fromServer(message, within: nil) }
}
