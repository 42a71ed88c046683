internal import Bindings
internal import Crypto
internal import JSON
internal import JSONRPC
internal import MCP
internal import Text

/// Seals what a client brings back: cursors, and the state of requests.
///
/// The client can neither read nor change it, and replicas with the same key understand each other.
struct Sealer: Sendable {
    private let key: SealingKey
    private let now: @Sendable () -> Int64
    private let limits: ServerLimits
    private let text = Base64.url

    init(_ options: ServerOptions) { (key, now, limits) = (options.sealingKey, options.now, options.limits) }

    /// Seals bytes into text for one purpose.
    private func seal(_ contents: [UInt8], for purpose: [UInt8]) throws(CryptoError) -> String {
        text.encode(try key.seal(contents, authenticating: purpose))
    }

    private func open(_ sealed: String, for purpose: [UInt8]) -> [UInt8]? {
        // No text is this long that was made here: do not decode it.
        guard sealed.utf8.count <= 2 * limits.stateBytes + 1024, let bytes = try? text.decode(sealed) else {
            return nil
        }
        return try? key.open(bytes, authenticating: purpose)
    }
}

/// Cursors.
extension Sealer {
    /// The number of the list of tasks, behind those of ``ListKind``.
    private static let tasks: UInt8 = 5

    private func purpose(of list: UInt8, _ fingerprint: UInt64) -> [UInt8] {
        var purpose = Array("cursor".utf8) + [list]
        withUnsafeBytes(of: fingerprint.bigEndian) { purpose.append(contentsOf: $0) }
        return purpose
    }

    private func cursor(_ place: UInt64, _ purpose: [UInt8]) throws(CryptoError) -> String {
        try seal(withUnsafeBytes(of: place.bigEndian) { Array($0) }, for: purpose)
    }

    private func place(_ cursor: String, _ purpose: [UInt8]) -> UInt64? {
        guard let place = open(cursor, for: purpose), place.count == 8 else { return nil }
        return place.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }

    /// A cursor to a place of a list, good while the list has the same entries.
    func cursor(_ kind: ListKind, _ fingerprint: UInt64, offset: Int) throws(CryptoError) -> String {
        try cursor(UInt64(offset), purpose(of: kind.rawValue, fingerprint))
    }

    /// The place that a cursor of this list leads to.
    func offset(_ cursor: String, in kind: ListKind, _ fingerprint: UInt64) -> Int? {
        place(cursor, purpose(of: kind.rawValue, fingerprint)).flatMap { Int(exactly: $0) }
    }

    /// A cursor to the tasks behind the one of this number.
    func taskCursor(after number: UInt64) throws(CryptoError) -> String {
        try cursor(number, purpose(of: Self.tasks, 0))
    }

    /// The number that a cursor of tasks leads to.
    func taskNumber(_ text: String) -> UInt64? { place(text, purpose(of: Self.tasks, 0)) }
}

/// What a modern request carries from one attempt to the next.
struct CarriedState: Sendable {
    /// What the client answered before.
    var answers = InputResponses()
    /// What the handler left.
    var state: JSON?
}

extension Sealer {
    /// Binds state to the request and to who made it: a retry has the same method, name, URI and arguments.
    private func purpose(of scope: RequestScope) throws(CryptoError) -> [UInt8] {
        var bound = CanonicalWriter()
        for member in ["name", "uri", "arguments"] {
            // No arguments and empty ones are the same call.
            if let value = scope.request.params?[member], value.object?.isEmpty != true { bound.append(value) }
            bound.separate()
        }
        var purpose = Array("state\0\(scope.request.method)\0".utf8)
        purpose += try Digest.of(bound.bytes, .sha256)
        purpose += Array((scope.incoming.principal.map { "=\($0)" } ?? "").utf8)
        return purpose
    }

    /// Seals what a request carries to its next attempt.
    func seal(_ carried: CarriedState, for scope: RequestScope) throws -> String {
        let contents = JSON.object(of: [
            ("until", JSON(now() + limits.stateSeconds)),
            ("answers", carried.answers.isEmpty ? nil : carried.answers.json), ("state", carried.state),
        ]).encoded()
        guard contents.count <= limits.stateBytes else {
            throw ServerError(
                .badDeclaration,
                "expected at most \(limits.stateBytes) bytes of state and answers, saw \(contents.count)"
            )
        }
        return try seal(contents, for: purpose(of: scope))
    }

    /// Opens what a request carries from its last attempt.
    func open(_ sealed: String, for scope: RequestScope) throws(ErrorObject) -> CarriedState {
        guard let purpose = try? purpose(of: scope), let contents = open(sealed, for: purpose),
            let carried = try? JSON(parsing: contents), let until = carried["until"]?.number?.int64
        else {
            throw .invalidParams("the requestState was not issued by this server for this request, or was changed")
        }
        guard now() <= until else { throw .invalidParams("the requestState has expired: begin the request anew") }
        return CarriedState(
            answers: InputResponses(json: carried["answers"] ?? .emptyObject),
            state: carried["state"]
        )
    }
}

extension InputResponses {
    var isEmpty: Bool { json.object?.isEmpty ?? true }
}
