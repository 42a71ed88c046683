/// All defects that the reference server can be given.
public enum ServerMutants {
    /// All, by area.
    public static let all: [ServerMutant] =
        BytesMutants.all + FramesMutants.all + HeadersMutants.all + JSONRPCMutants.all + SchemaMutants.all
        + StateMutants.all + TimingMutants.all + SemanticsMutants.all

    /// The mutant of this name.
    public static func named(_ name: String) throws(UnknownMutant) -> ServerMutant {
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
