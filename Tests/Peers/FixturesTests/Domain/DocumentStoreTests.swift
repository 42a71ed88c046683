import Testing

@testable import Fixtures

@Suite struct DocumentStoreTests {
    @Test func `the same name leads each reader to its own document`() {
        let store = DocumentStore()
        #expect(store.document("handbook", for: "alice")?.text == "The handbook of acme.\n")
        #expect(store.document("handbook", for: "bob")?.text == "The handbook of globex.\n")
    }

    @Test func `nobody sees what belongs to others`() {
        let store = DocumentStore()
        #expect(store.names(for: "alice").contains("merger"))
        #expect(!store.names(for: "bob").contains("merger"))
        #expect(store.document("merger", for: "bob") == nil)
        #expect(store.names(for: nil).isEmpty)
        #expect(store.names(for: "mallory").isEmpty)
    }

    @Test func `what one writes the other does not find`() {
        var store = DocumentStore()
        let first = store.write("plan", "secret", for: "alice")
        #expect(first?.version == 1)
        let second = store.write("plan", "more secret", for: "alice")
        #expect(second?.version == 2)
        #expect(store.document("plan", for: "bob") == nil)
        let stranger = store.write("plan", "x", for: nil)
        #expect(stranger == nil)
    }
}
