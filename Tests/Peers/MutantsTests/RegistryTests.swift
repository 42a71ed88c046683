import Testing

@testable import Mutants

@Suite struct RegistryTests {
    @Test func `names are unique, plain words with hyphens`() {
        let names = ServerMutants.all.map(\.name)
        #expect(Set(names).count == names.count)
        for name in names {
            let isPlain = name.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            }
            #expect(isPlain, "\(name)")
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
        for line in ServerMutants.listing.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }
}
