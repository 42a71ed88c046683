internal import Bindings
internal import Reactor

/// Says why nothing could listen where it was asked to, and what to do.
enum ListeningProblem {
    static func text(_ error: ReactorError, _ transports: [ServerTransport]) -> String {
        let places = transports.compactMap(\.address).map(ListeningAddress.authority)
        let wanted = "cannot listen at \(places.joined(separator: ", ")): \(error)"
        switch error.errno {
        case .addressInUse:
            return wanted + "\nAnother program listens there: stop it, or choose another port; 0 finds a free one."
        case .accessDenied: return wanted + "\nPorts below 1024 are reserved: choose a higher one."
        default: return wanted
        }
    }
}
