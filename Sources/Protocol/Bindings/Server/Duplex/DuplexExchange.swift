import Carriers
import Reactor

/// A message on a connection that carries both directions.
///
/// `@unchecked Sendable`: confined to the thread of the loop; what others call goes there first.
final class DuplexExchange: WorkCancellation, ServerExchange, @unchecked Sendable {
    private weak let session: DuplexSession?
    private let carrier: any MessageCarrier
    /// Whether the request waits for news, and so never finishes on its own.
    let waitsForNews: Bool
    /// Whether it is a modern request, which the connection itself cancels.
    var isModern = false
    /// Whether the client wants to hear no more of it.
    var isSilenced = false

    init(_ session: DuplexSession, _ method: String?) {
        (self.session, carrier) = (session, session.carrier)
        waitsForNews = method == "subscriptions/listen"
        super.init(on: session.loop)
    }

    func send(_ message: [UInt8]) async throws(BindingError) {
        guard loop.isCurrent else {
            return try await loop.run { () async throws(BindingError) in try await sendHere(message) }
        }
        try await sendHere(message)
    }

    private func sendHere(_ message: [UInt8]) async throws(BindingError) {
        guard !isSilenced else { throw BindingError(.cancelled, "the client has cancelled the request") }
        do throws(CarrierError) { try await carrier.send(message) } catch {
            if error.code != .cancelled { session?.cut() }
            throw BindingError(error.code == .cancelled ? .cancelled : .closed, error.description)
        }
    }

    func closeForResumption(retry: Duration) async {}
}
