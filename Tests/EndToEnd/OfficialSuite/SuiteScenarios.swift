/// All scenarios, and the names that the official suite has for them.
enum SuiteScenarios {
    static let all =
        SessionScenarios.all + ToolScenarios.all + ElicitationScenarios.all + StreamScenarios.all
        + ResourceScenarios.all + PromptScenarios.all + ProtectionScenarios.all + StatelessScenarios.all
        + HeaderScenarios.all + InputRequiredScenarios.all + TaskScenarios.all

    /// The server scenarios of the suite's version 0.2.0-alpha.11.
    static let official: Set<String> = [
        "server-initialize", "server-session-lifecycle", "logging-set-level", "ping", "completion-complete",
        "tools-list", "tools-call-simple-text", "tools-call-image", "tools-call-audio",
        "tools-call-embedded-resource", "tools-call-mixed-content", "tools-call-error", "tools-call-with-progress",
        "tools-call-with-logging", "tools-call-sampling", "tools-call-elicitation", "json-schema-2020-12",
        "elicitation-sep1034-defaults", "elicitation-sep1330-enums", "server-sse-polling",
        "server-sse-multiple-streams", "resources-list", "resources-read-text", "resources-read-binary",
        "resources-templates-read", "resources-subscribe", "resources-unsubscribe", "sep-2164-resource-not-found",
        "prompts-list", "prompts-get-simple", "prompts-get-with-args", "prompts-get-embedded-resource",
        "prompts-get-with-image", "dns-rebinding-protection", "caching", "server-stateless",
        "http-header-validation", "http-custom-header-server-validation",
        "input-required-result-basic-elicitation", "input-required-result-basic-sampling",
        "input-required-result-basic-list-roots", "input-required-result-request-state",
        "input-required-result-multiple-input-requests", "input-required-result-multi-round",
        "input-required-result-missing-input-response", "input-required-result-non-tool-request",
        "input-required-result-result-type", "input-required-result-unsupported-methods",
        "input-required-result-tampered-state", "input-required-result-capability-check",
        "input-required-result-ignore-extra-params", "input-required-result-validate-input", "tasks-lifecycle",
        "tasks-capability-negotiation", "tasks-wire-fields", "tasks-request-state-removal", "tasks-mrtr-input",
        "tasks-request-headers", "tasks-dispatch-and-envelope", "tasks-status-notifications",
        "tasks-required-task-error", "tasks-mrtr-composition",
    ]
}
