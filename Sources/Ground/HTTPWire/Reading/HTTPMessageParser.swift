/// Reads messages of one direction from the bytes of a connection.
///
/// The caller owns the bytes: it passes those it has to ``next(_:)``, deals with the event, drops as many as were
/// consumed, and calls again until ``HTTPEvent/needsMoreBytes``.
public protocol HTTPMessageParser: Sendable {
    /// What a message begins with.
    associatedtype Head: Sendable

    /// Whether no message is under way.
    var isBetweenMessages: Bool { get }

    /// Says what the next bytes mean; after an error the stream cannot be read any further.
    mutating func next(_ bytes: Span<UInt8>) throws(HTTPWireError) -> HTTPStep<Head>

    /// The peer will send no more; `rest` are the bytes that were not consumed.
    ///
    /// A message that is cut off is a violation. Returns whether the last message ends here.
    mutating func finish(_ rest: Span<UInt8>) throws(HTTPWireError) -> Bool

    /// Takes the noted violations out.
    mutating func takeViolations() -> [HTTPViolation]
}
