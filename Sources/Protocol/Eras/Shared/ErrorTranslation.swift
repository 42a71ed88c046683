internal import JSON
internal import JSONRPC
internal import MCP

/// What error codes become in the other era.
enum ErrorTranslation {
    static let resourceNotFound = -32002
    static let urlElicitationRequired = -32042
    static let headerMismatch = -32020
    static let missingClientCapability = -32021
    static let unsupportedVersion = -32022

    /// An error of a modern server for a legacy client.
    ///
    /// A resource that is not there has a code of its own in legacy revisions. Modern codes have no meaning there: the
    /// lack of a capability becomes an invalid request, the others become internal errors. Message and data stay.
    static func legacy(_ error: ErrorObject, of method: String) -> ErrorObject {
        var error = error
        switch error.code {
        case ErrorObject.invalidParamsCode where method == "resources/read": error.code = resourceNotFound
        case missingClientCapability: error.code = ErrorObject.invalidRequestCode
        case headerMismatch, unsupportedVersion: error.code = ErrorObject.internalErrorCode
        default: break
        }
        return error
    }

    /// An error of a legacy server for a modern client; codes that modern revisions keep for themselves become internal
    /// errors.
    static func modern(_ error: ErrorObject) -> ErrorObject {
        var error = error
        if error.code == resourceNotFound {
            error.code = ErrorObject.invalidParamsCode
        } else if ErrorCodeTable.reservedForProtocol.contains(error.code) {
            error.code = ErrorObject.internalErrorCode
        }
        return error
    }

    /// A request that needs what its client did not declare.
    static func missing(_ required: ClientCapabilities) -> ErrorObject {
        ErrorObject(
            missingClientCapability,
            "The request needs client capabilities that it did not declare",
            data: ["requiredCapabilities": required.json]
        )
    }
}
