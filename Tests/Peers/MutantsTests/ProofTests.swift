import Testing

@testable import Mutants

/// Shows of every mutant that it breaks what it says, and that the server does it right without.
@Suite(.timeLimit(.minutes(5))) struct ProofTests {
    static let proofs: [Proof] =
        BytesProofs.all + FramesProofs.all + HeadersProofs.all + JSONRPCProofs.all + SchemaProofs.all + StateProofs.all
        + TimingProofs.all
        + SemanticsProofs.all

    @Test(arguments: proofs) func `the defect shows with the mutant only`(_ proof: Proof) async throws {
        let mutant = try ServerMutants.named(proof.name)
        #expect(try await !proof.shows(with: nil), "the server does it wrong without the mutant")
        #expect(try await proof.shows(with: mutant), "nothing is to be seen of the mutant")
    }

    @Test func `every mutant has a proof`() {
        let proven = Set(Self.proofs.map(\.name))
        #expect(ServerMutants.all.map(\.name).filter { !proven.contains($0) } == [])
        #expect(proven.count == Self.proofs.count)
    }
}
