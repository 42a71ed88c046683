extension ShapeTexts {
    /// Asking the user.
    static let elicitation = """
        ElicitRequestParams only 2025-06-18
          message string
          requestedSchema
            type "object"
            properties {PrimitiveSchemaDefinition}
            required? [string]
        ElicitRequestParams = ElicitRequestFormParams | ElicitRequestURLParams since 2025-11-25

        ElicitRequestFormParams : TaskAugmentedRequestParams since 2025-11-25
          mode? "form"
          message string
          requestedSchema
            $schema? string
            type "object"
            properties {PrimitiveSchemaDefinition}
            required? [string]

        ElicitRequestURLParams : TaskAugmentedRequestParams since 2025-11-25
          mode "url"
          message string
          elicitationId string only 2025-11-25
          url uri

        ElicitResult : Result since 2025-06-18 until 2025-11-25
          action "accept" | "decline" | "cancel"
          content? FormContent
        ElicitResult since 2026-07-28
          action "accept" | "decline" | "cancel"
          content? FormContent

        FormContent = {string | number | boolean} only 2025-06-18
        FormContent = {string | number | boolean | [string]} since 2025-11-25

        ElicitationCompleteNotificationParams only 2025-11-25
          elicitationId string

        PrimitiveSchemaDefinition = StringSchema | NumberSchema | BooleanSchema | EnumSchema since 2025-06-18

        # What the fields of a form share.
        FieldSchema since 2025-06-18
          title? string
          description? string

        StringSchema : FieldSchema since 2025-06-18
          type "string"
          minLength? integer
          maxLength? integer
          format? "email" | "uri" | "date" | "date-time"
          default? string since 2025-11-25

        NumberSchema : FieldSchema since 2025-06-18
          type "number" | "integer"
          minimum? number
          maximum? number
          default? number since 2025-11-25

        BooleanSchema : FieldSchema since 2025-06-18
          type "boolean"
          default? boolean

        EnumSchema : FieldSchema only 2025-06-18
          type "string"
          enum [string]
          enumNames? [string]
        EnumSchema = SingleSelectEnumSchema | MultiSelectEnumSchema | LegacyTitledEnumSchema since 2025-11-25
        SingleSelectEnumSchema = UntitledSingleSelectEnumSchema | TitledSingleSelectEnumSchema since 2025-11-25
        MultiSelectEnumSchema = UntitledMultiSelectEnumSchema | TitledMultiSelectEnumSchema since 2025-11-25

        EnumOption since 2025-11-25
          const string
          title string

        UntitledSingleSelectEnumSchema : FieldSchema since 2025-11-25
          type "string"
          enum [string]
          default? string

        TitledSingleSelectEnumSchema : FieldSchema since 2025-11-25
          type "string"
          oneOf [EnumOption]
          default? string

        LegacyTitledEnumSchema : UntitledSingleSelectEnumSchema since 2025-11-25
          enumNames? [string]

        # What fields with several choices share.
        MultiSelectSchema : FieldSchema since 2025-11-25
          type "array"
          minItems? integer
          maxItems? integer
          default? [string]

        UntitledMultiSelectEnumSchema : MultiSelectSchema since 2025-11-25
          items
            type "string"
            enum [string]

        TitledMultiSelectEnumSchema : MultiSelectSchema since 2025-11-25
          items
            anyOf [EnumOption]
        """

    /// Questions inside of results.
    static let inputs = """
        InputRequests = {InputRequest} since 2026-07-28
        InputResponses = {InputResponse} since 2026-07-28
        InputResponse = CreateMessageResult | ListRootsResult | ElicitResult since 2026-07-28

        InputRequiredResult : Result since 2026-07-28
          resultType "input_required"
          inputRequests? InputRequests
          requestState? string
          at-least-one inputRequests requestState

        InputResponseRequestParams : RequestParams since 2026-07-28
          inputResponses? InputResponses
          requestState? string
        """

    /// Streams of notifications that were asked for.
    static let subscriptions = """
        SubscriptionFilter since 2026-07-28
          toolsListChanged? boolean
          promptsListChanged? boolean
          resourcesListChanged? boolean
          resourceSubscriptions? [string]
          taskIds? [string]

        SubscriptionsListenRequestParams : RequestParams since 2026-07-28
          notifications SubscriptionFilter

        SubscriptionsAcknowledgedNotificationParams : EventParams since 2026-07-28
          notifications SubscriptionFilter

        SubscriptionsListenResultMetaObject : ResultMetaObject since 2026-07-28
          io.modelcontextprotocol/subscriptionId RequestId

        SubscriptionsListenResult : FinalResult since 2026-07-28
          _meta SubscriptionsListenResultMetaObject
        """

    /// Tasks as 2025-11-25 has them.
    static let tasks = """
        TaskStatus = "working" | "input_required" | "completed" | "failed" | "cancelled" since 2025-11-25

        Task only 2025-11-25
          taskId string
          status TaskStatus
          statusMessage? string
          createdAt timestamp
          lastUpdatedAt timestamp
          ttl integer | null
          pollInterval? integer

        TaskMetadata only 2025-11-25
          ttl? integer

        RelatedTaskMetadata only 2025-11-25
          taskId string

        TaskAugmentedRequestParams : RequestParams only 2025-11-25
          task? TaskMetadata

        CreateTaskResult : Result only 2025-11-25
          task Task

        GetTaskRequestParams only 2025-11-25
          taskId string
        GetTaskPayloadRequestParams only 2025-11-25
          taskId string
        CancelTaskRequestParams only 2025-11-25
          taskId string

        GetTaskResult : Result, Task only 2025-11-25
        GetTaskPayloadResult : Result only 2025-11-25
        CancelTaskResult : Result, Task only 2025-11-25
        ListTasksResult : PaginatedResult only 2025-11-25
          tasks [Task]

        TaskStatusNotificationParams : NotificationParams, Task only 2025-11-25
        """

    /// Tasks as the extension of the modern era has them.
    static let tasksExtension = """
        Task since 2026-07-28
          taskId string
          status TaskStatus
          statusMessage? string
          createdAt timestamp
          lastUpdatedAt timestamp
          ttlMs integer 0... | null
          pollIntervalMs? integer 0...

        WorkingTask : Task since 2026-07-28
          status "working"
        InputRequiredTask : Task since 2026-07-28
          status "input_required"
          inputRequests InputRequests
        CompletedTask : Task since 2026-07-28
          status "completed"
          result ToolOutcome
        FailedTask : Task since 2026-07-28
          status "failed"
          error Error
        CancelledTask : Task since 2026-07-28
          status "cancelled"
        DetailedTask = WorkingTask | InputRequiredTask | CompletedTask | FailedTask | CancelledTask since 2026-07-28

        CreateTaskResult : Result, Task since 2026-07-28
          resultType "task"

        # What the parameters of the extension's requests share.
        TaskRequestParams : RequestParams since 2026-07-28
          taskId string

        GetTaskRequestParams : TaskRequestParams since 2026-07-28
        GetTaskResult = FinalResult & DetailedTask since 2026-07-28

        UpdateTaskRequestParams : TaskRequestParams since 2026-07-28
          inputResponses InputResponses
        UpdateTaskResult : FinalResult since 2026-07-28

        CancelTaskRequestParams : TaskRequestParams since 2026-07-28
        CancelTaskResult : FinalResult since 2026-07-28

        TaskNotificationParams = NotificationParams & DetailedTask since 2026-07-28
        """
}
