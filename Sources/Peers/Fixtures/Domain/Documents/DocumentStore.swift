/// Documents of several organisations under the same names: each reader sees those of its own, and learns nothing of others.
struct DocumentStore: Sendable {
    /// A document.
    struct Document: Sendable, Equatable {
        let name: String
        let text: String
        /// How often it was written.
        var version = 1
    }

    /// Who belongs where.
    static let organisations = ["alice": "acme", "bob": "globex"]

    /// The most documents of one organisation.
    private let room: Int
    private var documents: [String: [String: Document]]

    /// The documents of the fixtures, with so many more in each organisation.
    init(more count: Int = 0) {
        room = count + 1000
        documents = Dictionary(
            uniqueKeysWithValues: Set(Self.organisations.values).map { organisation in
                let names = ["handbook", "roadmap"] + (0..<count).map { "document-\($0)" }
                let own = names.map { ($0, Document(name: $0, text: "The \($0) of \(organisation).\n")) }
                return (organisation, Dictionary(uniqueKeysWithValues: own))
            }
        )
        documents["acme"]?["merger"] = Document(name: "merger", text: "Acme wants to buy Globex.\n")
    }

    /// The names of all documents of a principal, in order.
    func names(for principal: String?) -> [String] { (own(principal) ?? [:]).keys.sorted() }

    /// A document, if the principal may see it.
    func document(_ name: String, for principal: String?) -> Document? { own(principal)?[name] }

    /// Writes a document; nil when the principal belongs nowhere, or its organisation has too many already.
    mutating func write(_ name: String, _ text: String, for principal: String?) -> Document? {
        guard let organisation = principal.flatMap({ Self.organisations[$0] }), let own = documents[organisation],
            own[name] != nil || own.count < room
        else { return nil }
        let version = (documents[organisation]?[name]?.version ?? 0) + 1
        let document = Document(name: name, text: text, version: version)
        documents[organisation]?[name] = document
        return document
    }

    private func own(_ principal: String?) -> [String: Document]? {
        principal.flatMap { Self.organisations[$0] }.flatMap { documents[$0] }
    }
}
