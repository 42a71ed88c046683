internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP
internal import Reactor

extension RequestScope {
    /// Answers `resources/read`.
    func readResource() -> Handling {
        do throws(ErrorObject) {
            let uri = try string("uri", in: request.params)
            guard let found = find(uri) else { throw .noSuchResource(uri, in: revision) }
            let read = ResourceRead(
                uri: uri,
                variables: found.variables,
                revision: revision,
                principal: incoming.principal
            )
            let cache = found.cache ?? server.options.cache.read
            switch found.handler {
            case .plain(let handler):
                do {
                    return finished(result(try handler(read)), cache: cache)
                } catch {
                    return finished(syncOutcome(of: error), cache: cache)
                }
            case .working(let handler):
                return work(cache: cache) { [self] context in result(try await handler(read, context)) }
            }
        } catch {
            return finished(.failure(error))
        }
    }

    private func result(_ contents: [ResourceContents]) -> Outcome {
        .result(["contents": .array(contents.map { $0.json(for: revision) })])
    }

    private struct Found {
        let handler: ResourceHandler
        let cache: CacheHint?
        var variables: [String: String] = [:]
    }

    /// What reads a URI: the resource itself, or the first template that fits.
    private func find(_ uri: String) -> Found? {
        let (resource, templates) = server.catalog.withLock { ($0.resources[uri], $0.templates.entries) }
        if let resource { return Found(handler: resource.handler, cache: resource.cache) }
        for template in templates {
            guard let variables = template.variables(in: uri) else { continue }
            return Found(handler: template.handler, cache: template.cache, variables: variables)
        }
        return nil
    }

    /// Answers `resources/subscribe`.
    func subscribe() -> Handling {
        do throws(ErrorObject) {
            let uri = try string("uri", in: request.params)
            guard find(uri) != nil else { throw .noSuchResource(uri, in: revision) }
            guard session?.subscribe(to: uri) ?? false else {
                let most = server.options.limits.subscriptionsPerClient
                throw ErrorObject(ErrorObject.internalErrorCode, "expected at most \(most) subscriptions, saw one more")
            }
            return finished(.raw(Array("{}".utf8)))
        } catch {
            return finished(.failure(error))
        }
    }

    /// Answers `resources/unsubscribe`, also for what was not subscribed to.
    func unsubscribe() -> Handling {
        do throws(ErrorObject) {
            session?.unsubscribe(from: try string("uri", in: request.params))
            return finished(.raw(Array("{}".utf8)))
        } catch {
            return finished(.failure(error))
        }
    }
}
