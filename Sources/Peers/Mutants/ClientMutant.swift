public import MCPClient

/// A named defect of the reference client: it breaks one requirement, visibly on the wire.
public struct ClientMutant: Sendable {
    /// Plain words with hyphens.
    public let name: String
    /// What it breaks.
    public let area: MutantArea
    /// The id of the requirement in the catalogue, or `rfc…` and the section.
    public let requirement: String
    /// What it does, in one line.
    public let summary: String
    /// Where it shows.
    public let scope: MutantScope
    private let change: @Sendable (inout MCPClientOptions) -> Void

    init(
        _ name: String,
        _ area: MutantArea,
        _ requirement: String,
        _ summary: String,
        on scope: MutantScope,
        _ defect: ClientDefect
    ) {
        (self.name, self.area, self.requirement, self.summary) = (name, area, requirement, summary)
        (self.scope, change) = (scope, defect.apply)
    }

    /// Builds the defect into a client that is being put together.
    public func apply(to options: inout MCPClientOptions) { change(&options) }
}

/// All defects that the reference client can be given.
public enum ClientMutants {
    /// All, by area.
    public static let all: [ClientMutant] = ClientWireMutants.all + ClientMessageMutants.all + ClientConductMutants.all

    /// The mutant of this name.
    public static func named(_ name: String) throws(UnknownMutant) -> ClientMutant {
        if let mutant = all.first(where: { $0.name == name }) { return mutant }
        throw UnknownMutant(name, among: all.map(\.name), list: "--list-mutants")
    }

    /// A table of all in at most 80 columns.
    public static var listing: String {
        MutantListing.text(
            of: all.map { MutantListing.Row($0.area, $0.name, $0.summary, $0.requirement, $0.scope.description) }
        )
    }
}
