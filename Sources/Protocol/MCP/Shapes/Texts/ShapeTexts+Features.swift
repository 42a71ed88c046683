extension ShapeTexts {
    /// What people and models read, hear and see.
    static let content = """
        Annotations
          audience? [Role]
          priority? number 0...1
          lastModified? timestamp since 2025-06-18

        # What all kinds of content share.
        Content
          annotations? Annotations
          _meta? MetaObject since 2025-06-18

        TextContent : Content
          type "text"
          text string

        ImageContent : Content
          type "image"
          data base64
          mimeType string

        AudioContent : Content since 2025-03-26
          type "audio"
          data base64
          mimeType string

        ResourceLink : Resource since 2025-06-18
          type "resource_link"

        EmbeddedResource : Content
          type "resource"
          resource TextResourceContents | BlobResourceContents

        ContentBlock = TextContent | ImageContent | AudioContent | ResourceLink | EmbeddedResource
        """

    /// Tools.
    static let tools = """
        Tool : BaseMetadata, Icons
          description? string
          inputSchema
            $schema? string since 2025-11-25
            type "object"
            properties? {object} until 2025-11-25
            required? [string] until 2025-11-25
            properties? any since 2026-07-28
            required? any since 2026-07-28
          outputSchema? since 2025-06-18
            $schema? string since 2025-11-25
            type "object" until 2025-11-25
            properties? {object} until 2025-11-25
            required? [string] until 2025-11-25
            type? any since 2026-07-28
            properties? any since 2026-07-28
            required? any since 2026-07-28
          annotations? ToolAnnotations since 2025-03-26
          execution? ToolExecution only 2025-11-25
          _meta? MetaObject since 2025-06-18

        ToolAnnotations since 2025-03-26
          title? string
          readOnlyHint? boolean
          destructiveHint? boolean
          idempotentHint? boolean
          openWorldHint? boolean

        ToolExecution only 2025-11-25
          taskSupport? "forbidden" | "optional" | "required"

        ListToolsResult : PaginatedResult, CacheableResult
          tools [Tool]

        CallToolRequestParams : MethodParams, TaskAugmentedRequestParams, InputResponseRequestParams
          name string
          arguments? object

        # What a tool has to say, however its result travels.
        ToolOutcome
          content [ContentBlock]
          isError? boolean
          structuredContent? object since 2025-06-18 until 2025-11-25
          structuredContent? any since 2026-07-28

        CallToolResult : FinalResult, ToolOutcome
        """

    /// Resources.
    static let resources = """
        Resource : BaseMetadata, Icons
          uri uri
          description? string
          mimeType? string
          size? integer
          annotations? Annotations
          _meta? MetaObject since 2025-06-18

        ResourceTemplate : BaseMetadata, Icons
          uriTemplate uri-template
          description? string
          mimeType? string
          annotations? Annotations
          _meta? MetaObject since 2025-06-18

        ResourceContents
          uri uri
          mimeType? string
          _meta? MetaObject since 2025-06-18

        TextResourceContents : ResourceContents
          text string

        BlobResourceContents : ResourceContents
          blob base64

        ListResourcesResult : PaginatedResult, CacheableResult
          resources [Resource]

        ListResourceTemplatesResult : PaginatedResult, CacheableResult
          resourceTemplates [ResourceTemplate]

        ResourceRequestParams : MethodParams
          uri uri

        ReadResourceRequestParams : ResourceRequestParams, InputResponseRequestParams

        ReadResourceResult : FinalResult, CacheableResult
          contents [TextResourceContents | BlobResourceContents]

        SubscribeRequestParams : ResourceRequestParams until 2025-11-25
        UnsubscribeRequestParams : ResourceRequestParams until 2025-11-25

        ResourceUpdatedNotificationParams : EventParams
          uri uri

        Root
          uri uri
          name? string
          _meta? MetaObject since 2025-06-18

        ListRootsRequestParams since 2026-07-28
          _meta? MetaObject

        ListRootsResult : Result until 2025-11-25
          roots [Root]
        ListRootsResult since 2026-07-28
          roots [Root]
        """

    /// Prompts, and completing what is typed.
    static let prompts = """
        Prompt : BaseMetadata, Icons
          description? string
          arguments? [PromptArgument]
          _meta? MetaObject since 2025-06-18

        PromptArgument : BaseMetadata
          description? string
          required? boolean

        PromptMessage
          role Role
          content ContentBlock

        ListPromptsResult : PaginatedResult, CacheableResult
          prompts [Prompt]

        GetPromptRequestParams : MethodParams, InputResponseRequestParams
          name string
          arguments? {string}

        GetPromptResult : FinalResult
          description? string
          messages [PromptMessage]

        PromptReference : BaseMetadata
          type "ref/prompt"

        ResourceTemplateReference
          type "ref/resource"
          uri uri-template

        CompleteRequestParams : MethodParams
          ref PromptReference | ResourceTemplateReference
          argument
            name string
            value string
          context? since 2025-06-18
            arguments? {string}

        CompleteResult : FinalResult
          completion
            values [string up to 100]
            total? integer
            hasMore? boolean
        """

    /// Asking the client's model.
    static let sampling = """
        SamplingMessageContentBlock = TextContent | ImageContent | AudioContent | ToolUseContent | ToolResultContent

        SamplingMessage
          role Role
          content SamplingMessageContentBlock until 2025-06-18
          content SamplingMessageContentBlock | [SamplingMessageContentBlock] since 2025-11-25
          _meta? MetaObject since 2025-11-25

        ToolUseContent since 2025-11-25
          type "tool_use"
          id string
          name string
          input object
          _meta? MetaObject

        ToolResultContent since 2025-11-25
          type "tool_result"
          toolUseId string
          content [ContentBlock]
          structuredContent? object only 2025-11-25
          structuredContent? any since 2026-07-28
          isError? boolean
          _meta? MetaObject

        ToolChoice since 2025-11-25
          mode? "auto" | "required" | "none"

        ModelHint
          name? string

        ModelPreferences
          hints? [ModelHint]
          costPriority? number 0...1
          speedPriority? number 0...1
          intelligencePriority? number 0...1

        CreateMessageRequestParams : TaskAugmentedRequestParams
          messages [SamplingMessage]
          modelPreferences? ModelPreferences
          systemPrompt? string
          includeContext? "none" | "thisServer" | "allServers"
          temperature? number
          maxTokens integer
          stopSequences? [string]
          metadata? JSONObject
          tools? [Tool] since 2025-11-25
          toolChoice? ToolChoice since 2025-11-25

        CreateMessageResult : Result, SamplingMessage until 2025-11-25
          model string
          stopReason? string
        CreateMessageResult : SamplingMessage since 2026-07-28
          model string
          stopReason? string
        """
}
