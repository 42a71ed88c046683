public import Bindings
internal import JSON
internal import JSONRPC
internal import MCP

extension MCPServer {
    /// Takes a modern message, which brings all that it needs.
    public func take(_ message: IncomingMessage, _ exchange: any ServerExchange) -> Handling {
        guard case .request(let request) = message.message else { return .finished(nil) }
        do throws(ErrorObject) {
            let (revision, metadata) = try readMetadata(of: request)
            let scope = RequestScope(
                server: self,
                request: request,
                incoming: message,
                exchange: exchange,
                revision: revision,
                metadata: metadata,
                session: nil
            )
            return scope.dispatch(features)
        } catch {
            return .finished(replies.refusal(request.id, error))
        }
    }

    /// Reads what every modern request says of itself, or says what is wrong with it.
    private func readMetadata(of request: Message.Request) throws(ErrorObject) -> (Revision, RequestMetadata) {
        if request.method == "initialize", !RequestMetadata.isPresent(in: request.params) {
            // Whoever begins like this may know the versions in the error, and learns that there is no other way.
            throw unsupportedVersion(request.params?["protocolVersion"]?.string ?? "initialize")
        }
        let metadata: RequestMetadata
        do throws(MetadataError) {
            metadata = try RequestMetadata(request.params)
        } catch {
            throw error.errorObject
        }
        let version = metadata.protocolVersion
        guard let revision = revisions.last(where: { $0.era == .modern && $0.name == version }) else {
            throw unsupportedVersion(version)
        }
        return (revision, metadata)
    }
}
