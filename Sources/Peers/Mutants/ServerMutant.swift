public import Bindings
public import HTTP
public import Reactor

/// What a server is put together from, so that a mutant can put something else in its place.
public struct ServerSetup: Sendable {
    /// Puts a stream in the place of a connection's.
    public typealias StreamWrapper = @Sendable (any ByteStream) -> any ByteStream
    /// Puts a handler in the place of a transport's.
    public typealias HandlerWrapper = @Sendable (@escaping HTTPHandler) -> HTTPHandler

    /// Who answers.
    public var endpoint: any ServerEndpoint
    /// What is done to the stream of each connection, inside of TLS; nil when streams stay as they are.
    public var wrapStream: StreamWrapper?
    /// What is done to the handler of HTTP requests; nil when it stays as it is.
    public var wrapHandler: HandlerWrapper?

    /// A server without a defect.
    public init(_ endpoint: any ServerEndpoint) { self.endpoint = endpoint }

    /// Puts a wrapper around the streams, and around what wraps them already.
    mutating func addStreamWrapper(_ outer: @escaping StreamWrapper) {
        let inner = wrapStream
        wrapStream = { stream in outer(inner.map { $0(stream) } ?? stream) }
    }

    /// Puts a wrapper around the handler, and around what wraps it already.
    mutating func addHandlerWrapper(_ outer: @escaping HandlerWrapper) {
        let inner = wrapHandler
        wrapHandler = { handler in outer(inner.map { $0(handler) } ?? handler) }
    }
}

/// A named defect of the reference server: it breaks one requirement, visibly on the wire, and leaves all else right.
public struct ServerMutant: Sendable {
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
    private let change: @Sendable (inout ServerSetup) -> Void

    init(
        _ name: String,
        _ area: MutantArea,
        _ requirement: String,
        _ summary: String,
        on scope: MutantScope,
        _ change: @escaping @Sendable (inout ServerSetup) -> Void
    ) {
        (self.name, self.area, self.requirement, self.summary) = (name, area, requirement, summary)
        (self.scope, self.change) = (scope, change)
    }

    /// Builds the defect into a server that is being put together.
    public func apply(to setup: inout ServerSetup) { change(&setup) }
}
