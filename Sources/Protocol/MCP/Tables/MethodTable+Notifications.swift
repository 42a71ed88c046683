extension MethodTable {
    static let notifications: [Method] = everyone + changes + rare

    private static let both: Set<Side> = [.client, .server]

    private static let everyone: [Method] = [
        notification(
            "notifications/initialized",
            "InitializedNotification",
            .legacy,
            from: [.client],
            params: "NotificationParams"
        ),
        notification("notifications/cancelled", "CancelledNotification", .always, from: both),
        notification("notifications/progress", "ProgressNotification", .legacy, from: both),
        notification("notifications/progress", "ProgressNotification", .modern, from: [.server]) {
            $0.stream = .request
        },
        notification("notifications/message", "LoggingMessageNotification", .legacy, from: [.server]) {
            $0.senderCapability = "logging"
        },
        notification("notifications/message", "LoggingMessageNotification", .modern, from: [.server]) {
            $0.senderCapability = "logging"
            $0.stream = .request
            $0.deprecatedSince = .july2026
        },
    ]

    private static let changes: [Method] =
        changed("tools", "ToolListChangedNotification", filter: "toolsListChanged")
        + changed("prompts", "PromptListChangedNotification", filter: "promptsListChanged")
        + changed("resources", "ResourceListChangedNotification", filter: "resourcesListChanged") + [
            notification("notifications/resources/updated", "ResourceUpdatedNotification", .legacy, from: [.server]) {
                $0.senderCapability = "resources.subscribe"
            },
            notification("notifications/resources/updated", "ResourceUpdatedNotification", .modern, from: [.server]) {
                $0.senderCapability = "resources.subscribe"
                $0.stream = .subscription(filter: "resourceSubscriptions")
            },
            notification(
                "notifications/roots/list_changed",
                "RootsListChangedNotification",
                .legacy,
                from: [.client],
                params: "NotificationParams"
            ) { $0.senderCapability = "roots.listChanged" },
        ]

    private static let rare: [Method] = [
        notification(
            "notifications/subscriptions/acknowledged",
            "SubscriptionsAcknowledgedNotification",
            .modern,
            from: [.server]
        ) { $0.stream = .subscription(filter: nil) },
        notification(
            "notifications/elicitation/complete",
            "ElicitationCompleteNotification",
            Validity(since: .november2025, until: .november2025),
            from: [.server]
        ) { $0.receiverCapability = "elicitation.url" },
        notification(
            "notifications/tasks/status",
            "TaskStatusNotification",
            Validity(since: .november2025, until: .november2025),
            from: both
        ) { $0.senderCapability = "tasks" },
        notification("notifications/tasks", "TaskNotification", .modern, from: [.server]) {
            $0.methodExtension = tasksExtension
            $0.receiverCapability = "extensions." + tasksExtension
            $0.senderCapability = "extensions." + tasksExtension
            $0.stream = .subscription(filter: "taskIds")
        },
    ]

    private static func changed(_ things: String, _ typeName: String, filter: String) -> [Method] {
        func row(_ validity: Validity, _ stream: Method.Stream) -> Method {
            notification(
                "notifications/\(things)/list_changed",
                typeName,
                validity,
                from: [.server],
                params: "NotificationParams"
            ) {
                $0.senderCapability = things + ".listChanged"
                $0.stream = stream
            }
        }
        return [row(.legacy, .any), row(.modern, .subscription(filter: filter))]
    }
}
