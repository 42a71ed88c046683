internal import JSON
public import MCP
internal import Text

/// One reading of a resource.
public struct ResourceRead: Sendable {
    /// The URI as the client wrote it.
    public let uri: String
    /// The variables of the template that the URI fits; empty for a resource that is listed itself.
    public let variables: [String: String]
    /// The revision that the reader speaks.
    public let revision: Revision
    /// Who reads, as far as the transport found out.
    public let principal: String?
}

/// What reads a resource.
enum ResourceHandler: Sendable {
    /// Answers on the spot.
    case plain(@Sendable (ResourceRead) throws -> [ResourceContents])
    /// Takes its time.
    case working(@Sendable (ResourceRead, RequestContext) async throws -> [ResourceContents])
}

/// A resource, ready to be read.
final class RegisteredResource: CatalogEntry {
    let resource: Resource
    let handler: ResourceHandler
    let cache: CacheHint?
    let key: String

    init(_ resource: Resource, _ handler: ResourceHandler, _ cache: CacheHint?) throws(ServerError) {
        key = resource.uri
        guard (try? URI(key)) != nil else {
            throw ServerError(.badDeclaration, "expected an absolute URI for a resource, saw \(key)")
        }
        (self.resource, self.handler, self.cache) = (resource, handler, cache)
    }

    func encoded(for revision: Revision) -> [UInt8] { resource.json(for: revision).encoded() }
}

/// A template of resources, ready to be matched.
final class RegisteredTemplate: CatalogEntry {
    let template: ResourceTemplate
    let matcher: URITemplateMatcher
    let handler: ResourceHandler
    let cache: CacheHint?
    let key: String

    init(_ template: ResourceTemplate, _ handler: ResourceHandler, _ cache: CacheHint?) throws(ServerError) {
        key = template.uriTemplate
        do {
            matcher = try URITemplateMatcher(URITemplate(key))
        } catch {
            throw ServerError(.badDeclaration, "expected a URI template that can be matched, saw \(key): \(error)")
        }
        (self.template, self.handler, self.cache) = (template, handler, cache)
    }

    func encoded(for revision: Revision) -> [UInt8] { template.json(for: revision).encoded() }

    /// The variables that make this URI, if exactly one set of them does.
    func variables(in uri: String) -> [String: String]? {
        guard case .variables(let variables)? = try? matcher.match(uri) else { return nil }
        return variables
    }
}
