extension ShapeTexts {
    /// What the parameters, results and `_meta` of all methods share.
    static let base = """
        RequestId = string | integer
        ProgressToken = string | integer
        Cursor = string
        Role = "user" | "assistant"
        LoggingLevel = "debug" | "info" | "notice" | "warning" | "error" | "critical" | "alert" | "emergency"
        JSONObject = object
        JSONValue = any
        JSONArray = [any]

        MetaObject = object

        RequestMetaObject
          progressToken? ProgressToken
          io.modelcontextprotocol/protocolVersion string since 2026-07-28
          io.modelcontextprotocol/clientCapabilities ClientCapabilities since 2026-07-28
          io.modelcontextprotocol/clientInfo? Implementation since 2026-07-28
          io.modelcontextprotocol/logLevel? LoggingLevel since 2026-07-28

        NotificationMetaObject
          io.modelcontextprotocol/subscriptionId? RequestId since 2026-07-28

        ResultMetaObject
          io.modelcontextprotocol/serverInfo? Implementation since 2026-07-28

        RequestParams
          _meta? RequestMetaObject until 2025-11-25
          _meta RequestMetaObject since 2026-07-28

        # Until 2025-06-18 it is the envelope alone that speaks of _meta where a method has parameters of its own.
        MethodParams
          _meta? RequestMetaObject only 2025-11-25
          _meta RequestMetaObject since 2026-07-28

        NotificationParams
          _meta? NotificationMetaObject

        EventParams
          _meta? NotificationMetaObject since 2025-11-25

        PaginatedRequestParams : MethodParams
          cursor? Cursor

        ResultType = string

        # Any result, also one that an extension has invented.
        Result
          _meta? ResultMetaObject
          resultType ResultType since 2026-07-28

        # A result that finishes its request.
        FinalResult : Result
          resultType "complete" since 2026-07-28

        EmptyResult = FinalResult

        PaginatedResult : FinalResult
          nextCursor? Cursor

        CacheableResult : FinalResult since 2026-07-28
          ttlMs integer 0...
          cacheScope "public" | "private"

        BaseMetadata
          name string
          title? string since 2025-06-18

        Icons
          icons? [Icon] since 2025-11-25

        Icon since 2025-11-25
          src uri
          mimeType? string
          sizes? [string]
          theme? "light" | "dark"

        ClientResult = Result
        ServerResult = Result
        """

    /// JSON-RPC.
    static let envelopes = """
        Request
          method string
          params? RequestParams until 2025-06-18
          params? object since 2025-11-25

        Notification
          method string
          params? NotificationParams until 2025-06-18
          params? object since 2025-11-25

        PaginatedRequest
          jsonrpc "2.0" since 2025-11-25
          id RequestId since 2025-11-25
          method string
          params? PaginatedRequestParams until 2025-11-25
          params PaginatedRequestParams since 2026-07-28

        JSONRPCRequest : Request
          jsonrpc "2.0"
          id RequestId

        JSONRPCNotification : Notification
          jsonrpc "2.0"

        JSONRPCResultResponse
          jsonrpc "2.0"
          id RequestId
          result Result

        JSONRPCErrorResponse
          jsonrpc "2.0"
          id RequestId | null until 2025-06-18
          id? RequestId since 2025-11-25
          error Error

        JSONRPCResponse = JSONRPCResultResponse | JSONRPCErrorResponse
        JSONRPCBatchRequest = [JSONRPCRequest | JSONRPCNotification] only 2025-03-26
        JSONRPCBatchResponse = [JSONRPCResultResponse | JSONRPCErrorResponse] only 2025-03-26
        JSONRPCMessage = JSONRPCRequest | JSONRPCNotification | JSONRPCResultResponse | JSONRPCErrorResponse | \
        JSONRPCBatchRequest | JSONRPCBatchResponse
        """

    /// Errors that say more than a code and a message.
    static let errors = """
        Error
          code integer
          message string
          data? any

        ParseError : Error since 2026-07-28
          code -32700
        InvalidRequestError : Error since 2026-07-28
          code -32600
        MethodNotFoundError : Error since 2026-07-28
          code -32601
        InvalidParamsError : Error since 2026-07-28
          code -32602
        InternalError : Error since 2026-07-28
          code -32603

        URLElicitationRequiredError : JSONRPCErrorResponse only 2025-11-25
          error
            code -32042
            message string
            data
              elicitations [ElicitRequestURLParams]

        HeaderMismatchError : JSONRPCErrorResponse since 2026-07-28
          error
            code -32020
            message string
            data? any

        MissingRequiredClientCapabilityError : JSONRPCErrorResponse since 2026-07-28
          error
            code -32021
            message string
            data
              requiredCapabilities ClientCapabilities

        UnsupportedProtocolVersionError : JSONRPCErrorResponse since 2026-07-28
          error
            code -32022
            message string
            data
              supported [string]
              requested string
        """

    /// How the two sides introduce themselves.
    static let lifecycle = """
        Implementation : BaseMetadata, Icons
          version string
          description? string since 2025-11-25
          websiteUrl? uri since 2025-11-25

        ClientCapabilities
          experimental? {JSONObject}
          extensions? {JSONObject} since 2026-07-28
          roots?
            listChanged? boolean until 2025-11-25
          sampling?
            tools? JSONObject since 2025-11-25
            context? JSONObject since 2025-11-25
          elicitation? since 2025-06-18
            form? JSONObject since 2025-11-25
            url? JSONObject since 2025-11-25
          tasks? only 2025-11-25
            list? JSONObject
            cancel? JSONObject
            requests?
              sampling?
                createMessage? JSONObject
              elicitation?
                create? JSONObject

        ServerCapabilities
          experimental? {JSONObject}
          extensions? {JSONObject} since 2026-07-28
          logging? JSONObject
          completions? JSONObject since 2025-03-26
          prompts?
            listChanged? boolean
          resources?
            subscribe? boolean
            listChanged? boolean
          tools?
            listChanged? boolean
          tasks? only 2025-11-25
            list? JSONObject
            cancel? JSONObject
            requests?
              tools?
                call? JSONObject

        InitializeRequestParams : MethodParams until 2025-11-25
          protocolVersion string
          capabilities ClientCapabilities
          clientInfo Implementation

        InitializeResult : Result until 2025-11-25
          protocolVersion string
          capabilities ServerCapabilities
          serverInfo Implementation
          instructions? string

        DiscoverResult : CacheableResult since 2026-07-28
          supportedVersions [string]
          capabilities ServerCapabilities
          instructions? string

        SetLevelRequestParams : MethodParams until 2025-11-25
          level LoggingLevel

        LoggingMessageNotificationParams : EventParams
          level LoggingLevel
          logger? string
          data any

        CancelledNotificationParams : EventParams
          requestId RequestId until 2025-06-18
          requestId? RequestId only 2025-11-25
          requestId RequestId since 2026-07-28
          reason? string

        ProgressNotificationParams : EventParams
          progressToken ProgressToken
          progress number
          total? number
          message? string since 2025-03-26
        """
}
