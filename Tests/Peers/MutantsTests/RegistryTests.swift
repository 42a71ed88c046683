import Testing

@testable import Mutants

@Suite struct RegistryTests {
    private static let registries: [[(name: String, area: MutantArea, requirement: String, scope: MutantScope)]] = [
        ServerMutants.all.map { ($0.name, $0.area, $0.requirement, $0.scope) },
        ClientMutants.all.map { ($0.name, $0.area, $0.requirement, $0.scope) },
    ]

    @Test func `names are unique, plain words with hyphens`() {
        for registry in Self.registries {
            let names = registry.map(\.name)
            #expect(Set(names).count == names.count)
            for name in names {
                let isPlain = name.utf8.allSatisfy {
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
                }
                #expect(isPlain, "\(name)")
            }
        }
    }

    @Test func `no two mutants break the same requirement`() {
        for registry in Self.registries {
            let requirements = registry.map(\.requirement).sorted()
            #expect(zip(requirements, requirements.dropFirst()).filter(==).map(\.0) == [])
        }
    }

    @Test func `every area has mutants enough`() {
        for area in MutantArea.allCases {
            #expect(ServerMutants.all.count { $0.area == area } >= 6, "\(area)")
            #expect(ClientMutants.all.count { $0.area == area } >= 3, "\(area)")
        }
        #expect(ServerMutants.all.count >= 64)
        #expect(ClientMutants.all.count >= 24)
    }

    @Test func `every mutant shows somewhere`() {
        for mutant in Self.registries.joined() {
            #expect(!mutant.scope.transports.isEmpty && !mutant.scope.eras.isEmpty, "\(mutant.name)")
        }
    }

    @Test func `a mistyped name brings the one that was meant`() {
        #expect(throws: UnknownMutant.self) { try ServerMutants.named("crlf-line-end") }
        do { _ = try ServerMutants.named("crlf-line-end") } catch {
            #expect(error.suggestions.first == "crlf-line-ends")
            #expect("\(error)".contains("did you mean crlf-line-ends"))
        }
        #expect(NearNames.editDistance(Array("kitten".utf8), Array("sitting".utf8)) == 3)
    }

    @Test func `the list fits 80 columns`() {
        for line in (ServerMutants.listing + ClientMutants.listing).split(separator: "\n") {
            #expect(line.count <= 80, "\(line)")
        }
    }
}
