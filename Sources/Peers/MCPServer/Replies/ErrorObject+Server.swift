package import JSON
package import JSONRPC
package import MCP
internal import Text

extension ErrorObject {
    static let resourceNotFoundCode = -32002
    static let missingClientCapabilityCode = -32021
    static let unsupportedVersionCode = -32022

    /// The method does not take these parameters.
    package static func invalidParams(_ message: String, data: JSON? = nil) -> ErrorObject {
        ErrorObject(invalidParamsCode, message, data: data)
    }

    /// JSON-RPC, but nothing that may be asked now.
    static func invalidRequest(_ message: String) -> ErrorObject { ErrorObject(invalidRequestCode, message) }

    /// Nobody here knows the method, or may use it.
    package static func methodNotFound(_ method: String) -> ErrorObject {
        ErrorObject(methodNotFoundCode, "this server does not offer \(PrintableText.quote(method))")
    }

    /// The client would have to offer more for this request.
    package static func missingCapability(_ required: ClientCapabilities) -> ErrorObject {
        ErrorObject(
            missingClientCapabilityCode,
            "this needs a client with the capabilities \(required)",
            data: ["requiredCapabilities": required.json]
        )
    }

    /// There is nothing under this URI; the code depends on the era.
    static func noSuchResource(_ uri: String, in revision: Revision) -> ErrorObject {
        ErrorObject(
            revision.era == .modern ? invalidParamsCode : resourceNotFoundCode,
            "there is no resource \(PrintableText.quote(uri))",
            data: ["uri": .string(uri)]
        )
    }

    /// A fault of the server; what it was is not told to clients.
    package static let internalError = ErrorObject(internalErrorCode, "the server failed")
}
