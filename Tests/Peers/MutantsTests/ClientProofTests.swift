import Testing

@testable import Mutants

/// Shows of every mutant of the client that it breaks what it says, and that the client does it right without.
@Suite(.timeLimit(.minutes(5))) struct ClientProofTests {
    static let proofs: [ClientProof] = ClientWireProofs.all + ClientMessageProofs.all + ClientConductProofs.all

    @Test(arguments: proofs) func `the defect shows with the mutant only`(_ proof: ClientProof) async throws {
        let mutant = try ClientMutants.named(proof.name)
        #expect(try await !proof.shows(with: nil), "the client does it wrong without the mutant")
        #expect(try await proof.shows(with: mutant), "nothing is to be seen of the mutant")
    }

    @Test func `every mutant has a proof`() {
        let proven = Set(Self.proofs.map(\.name))
        #expect(ClientMutants.all.map(\.name).filter { !proven.contains($0) } == [])
        #expect(proven.count == Self.proofs.count)
    }
}
