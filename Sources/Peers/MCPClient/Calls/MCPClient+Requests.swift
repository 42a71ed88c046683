internal import Bindings
public import JSON
internal import JSONRPC
internal import MCP

extension MCPClient {
    /// Sends any request, and returns the result as it came.
    ///
    /// Modern requests for input are answered by the handlers, as with the typed calls.
    public func request(
        _ method: String,
        _ params: JSON? = nil,
        _ request: RequestOptions = RequestOptions()
    ) async throws(MCPClientError) -> JSON {
        throw MCPClientError(.unsupported, "not yet")
    }
}
