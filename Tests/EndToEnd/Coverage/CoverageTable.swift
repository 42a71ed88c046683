import Bindings
import MCP
import Reactor

/// What was seen to work: features by revision and transport.
struct CoverageTable: Sendable {
    /// One way to connect.
    struct Place: Sendable, Hashable, CustomStringConvertible {
        let revision: Revision
        let transport: TransportKind
        var description: String { "\(revision) over \(transport.rawValue)" }
    }

    /// Each revision on each transport that it can travel on.
    static let places: [Place] = Revision.all.flatMap { revision in
        TransportKind.allCases.filter { transport in
            switch transport {
            case .stdio, .webSocket: true
            case .streamableHTTP: revision >= .march2025
            case .sse: revision == .november2024
            }
        }
        .map { Place(revision: revision, transport: $0) }
    }

    private var working: [Place: Set<String>] = [:]

    /// Whether every place was tried.
    var isComplete: Bool { working.count == Self.places.count }

    mutating func note(_ features: Set<String>, at place: Place) { working[place] = features }

    /// The table as Markdown.
    var markdown: String {
        var text = """
            # Features, revisions, transports

            What the reference client and the reference server were seen to do together, by the tests in
            `Tests/EndToEnd/Coverage`, over real sockets and pairs of streams. Written by those tests with
            `COMPORT_WRITE_REPORTS=1`; not edited by hand.

            A dash means that the revision has no such feature; **none** that it was seen to fail.


            """
        text += "| feature | " + Revision.all.map(\.name).joined(separator: " | ") + " |\n"
        text += "| --- |" + String(repeating: " --- |", count: Revision.all.count) + "\n"
        for feature in CoveredFeature.all {
            let cells = Revision.all.map { cell(feature, $0) }
            text += "| \(feature.name) | " + cells.joined(separator: " | ") + " |\n"
        }
        return text
    }

    private func cell(_ feature: CoveredFeature, _ revision: Revision) -> String {
        guard feature.revisions.contains(revision) else { return "–" }
        let names = Self.places.filter { $0.revision == revision && working[$0]?.contains(feature.name) == true }
            .map { place in
                switch place.transport {
                case .stdio: "lines"
                case .streamableHTTP: "HTTP"
                case .sse: "SSE"
                case .webSocket: "WebSocket"
                }
            }
        return names.isEmpty ? "**none**" : names.joined(separator: ", ")
    }
}
