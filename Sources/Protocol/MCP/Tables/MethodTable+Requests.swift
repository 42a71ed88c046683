extension MethodTable {
    static let requests: [Method] = core + tools + resources + prompts + clientFeatures

    private static let core: [Method] = [
        request("initialize", "InitializeRequest", .legacy, result: "InitializeResult"),
        request("ping", "PingRequest", .legacy, from: [.client, .server], params: "RequestParams") {
            $0.needsParams = false
        },
        request("server/discover", "DiscoverRequest", .modern, params: "RequestParams", result: "DiscoverResult") {
            $0.isCacheable = true
        },
        request("subscriptions/listen", "SubscriptionsListenRequest", .modern, result: "SubscriptionsListenResult"),
        request("completion/complete", "CompleteRequest", .until(.november2024), result: "CompleteResult"),
        request("completion/complete", "CompleteRequest", .since(.march2025), result: "CompleteResult") {
            $0.receiverCapability = "completions"
        },
        request("logging/setLevel", "SetLevelRequest", .legacy) { $0.receiverCapability = "logging" },
    ]

    private static let tools: [Method] =
        list("tools/list", "ListToolsRequest", "ListToolsResult", of: "tools") + [
            request("tools/call", "CallToolRequest", .until(.june2025), result: "CallToolResult") {
                $0.receiverCapability = "tools"
            },
            request(
                "tools/call",
                "CallToolRequest",
                Validity(since: .november2025, until: .november2025),
                result: "CallToolResult"
            ) {
                $0.receiverCapability = "tools"
                $0.conditions = [.whenPresent("task", "tasks.requests.tools.call")]
                $0.makesTasks = true
            },
            request("tools/call", "CallToolRequest", .modern, result: "CallToolResult") {
                $0.receiverCapability = "tools"
                $0.mirroredName = "name"
                $0.takesInput = true
                $0.makesTasks = true
            },
        ]

    private static let resources: [Method] =
        list("resources/list", "ListResourcesRequest", "ListResourcesResult", of: "resources")
        + list(
            "resources/templates/list",
            "ListResourceTemplatesRequest",
            "ListResourceTemplatesResult",
            of: "resources"
        ) + [
            request("resources/read", "ReadResourceRequest", .legacy, result: "ReadResourceResult") {
                $0.receiverCapability = "resources"
            },
            request("resources/read", "ReadResourceRequest", .modern, result: "ReadResourceResult") {
                $0.receiverCapability = "resources"
                $0.mirroredName = "uri"
                $0.isCacheable = true
                $0.takesInput = true
            },
            request("resources/subscribe", "SubscribeRequest", .legacy) {
                $0.receiverCapability = "resources.subscribe"
            },
            request("resources/unsubscribe", "UnsubscribeRequest", .legacy) {
                $0.receiverCapability = "resources.subscribe"
            },
        ]

    private static let prompts: [Method] =
        list("prompts/list", "ListPromptsRequest", "ListPromptsResult", of: "prompts") + [
            request("prompts/get", "GetPromptRequest", .legacy, result: "GetPromptResult") {
                $0.receiverCapability = "prompts"
            },
            request("prompts/get", "GetPromptRequest", .modern, result: "GetPromptResult") {
                $0.receiverCapability = "prompts"
                $0.mirroredName = "name"
                $0.takesInput = true
            },
        ]

    private static let clientFeatures: [Method] = [
        request("roots/list", "ListRootsRequest", .legacy, from: [.server], params: "RequestParams") {
            $0.result = "ListRootsResult"
            $0.needsParams = false
            $0.receiverCapability = "roots"
        },
        request("sampling/createMessage", "CreateMessageRequest", .until(.june2025), from: [.server]) {
            $0.result = "CreateMessageResult"
            $0.receiverCapability = "sampling"
        },
        request(
            "sampling/createMessage",
            "CreateMessageRequest",
            Validity(since: .november2025, until: .november2025),
            from: [.server]
        ) {
            $0.result = "CreateMessageResult"
            $0.receiverCapability = "sampling"
            $0.conditions = samplingConditions + [.whenPresent("task", "tasks.requests.sampling.createMessage")]
            $0.makesTasks = true
        },
        request(
            "elicitation/create",
            "ElicitRequest",
            Validity(since: .june2025, until: .june2025),
            from: [.server]
        ) {
            $0.result = "ElicitResult"
            $0.receiverCapability = "elicitation"
        },
        request(
            "elicitation/create",
            "ElicitRequest",
            Validity(since: .november2025, until: .november2025),
            from: [.server]
        ) {
            $0.result = "ElicitResult"
            $0.receiverCapability = "elicitation"
            $0.conditions = elicitationConditions + [.whenPresent("task", "tasks.requests.elicitation.create")]
            $0.makesTasks = true
        },
    ]

    /// Tasks as part of the protocol, and as an extension.
    static let taskRequests: [Method] = {
        let core = Validity(since: .november2025, until: .november2025)
        let both: Set<Side> = [.client, .server]
        func task(_ name: String, _ typeName: String, _ result: String, _ capability: String) -> Method {
            request(name, typeName, core, from: both, result: result) { $0.receiverCapability = capability }
        }
        func extended(_ name: String, _ typeName: String, _ result: String) -> Method {
            request(name, typeName, .modern, result: result) {
                $0.methodExtension = tasksExtension
                $0.receiverCapability = "extensions." + tasksExtension
                $0.senderCapability = "extensions." + tasksExtension
                $0.mirroredName = "taskId"
            }
        }
        return [
            task("tasks/get", "GetTaskRequest", "GetTaskResult", "tasks"),
            task("tasks/result", "GetTaskPayloadRequest", "GetTaskPayloadResult", "tasks"),
            task("tasks/cancel", "CancelTaskRequest", "CancelTaskResult", "tasks.cancel"),
            request("tasks/list", "ListTasksRequest", core, from: both, params: "PaginatedRequestParams") {
                $0.result = "ListTasksResult"
                $0.needsParams = false
                $0.receiverCapability = "tasks.list"
                $0.isPaginated = true
            },
            extended("tasks/get", "GetTaskRequest", "GetTaskResult"),
            extended("tasks/update", "UpdateTaskRequest", "UpdateTaskResult"),
            extended("tasks/cancel", "CancelTaskRequest", "CancelTaskResult"),
        ]
    }()

    /// What modern servers ask inside of a result.
    static let inputRequests: [Method] = {
        func input(_ name: String, _ typeName: String, _ result: String, _ capability: String) -> Method {
            Method(
                name: name,
                typeName: typeName,
                kind: .inputRequest,
                validity: .modern,
                senders: [.server],
                params: typeName + "Params",
                result: result,
                receiverCapability: capability
            )
        }
        var roots = input("roots/list", "ListRootsRequest", "ListRootsResult", "roots")
        roots.needsParams = false
        roots.deprecatedSince = .july2026
        var sampling = input("sampling/createMessage", "CreateMessageRequest", "CreateMessageResult", "sampling")
        sampling.conditions = samplingConditions
        sampling.deprecatedSince = .july2026
        var elicitation = input("elicitation/create", "ElicitRequest", "ElicitResult", "elicitation")
        elicitation.conditions = elicitationConditions
        return [elicitation, sampling, roots]
    }()

    private static let samplingConditions: [Method.Condition] = [
        .whenPresent("tools", "sampling.tools"),
        .whenPresent("toolChoice", "sampling.tools"),
        .when("includeContext", is: "thisServer", "sampling.context"),
        .when("includeContext", is: "allServers", "sampling.context"),
    ]

    private static let elicitationConditions: [Method.Condition] = [
        Method.Condition(member: "mode", value: "form", isDefault: true, capability: "elicitation.form"),
        .when("mode", is: "url", "elicitation.url"),
    ]

    private static func list(_ name: String, _ typeName: String, _ result: String, of capability: String) -> [Method] {
        func row(_ validity: Validity, isModern: Bool) -> Method {
            request(name, typeName, validity, params: "PaginatedRequestParams", result: result) {
                $0.needsParams = isModern
                $0.receiverCapability = capability
                $0.isPaginated = true
                $0.isCacheable = isModern
            }
        }
        return [row(.legacy, isModern: false), row(.modern, isModern: true)]
    }
}

extension Method.Condition {
    static func whenPresent(_ member: String, _ capability: String) -> Self {
        Self(member: member, value: nil, isDefault: false, capability: capability)
    }

    static func when(_ member: String, is value: String, _ capability: String) -> Self {
        Self(member: member, value: value, isDefault: false, capability: capability)
    }
}
