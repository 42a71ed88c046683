extension Translation {
    typealias Line = (subject: String, legacyClient: Outcome, modernClient: Outcome)

    /// What every carried result of a server gains or loses.
    private static let result = Outcome.changed("how long a result may be kept is lost; content as the revision has it")
    private static let modernResult = Outcome.changed(
        "results may not be kept: a legacy server does not say for how long"
    )
    private static let coreTask = Outcome.notCarried("the tasks of the two eras are asked for and told differently")

    static let methods: [Line] = [
        (
            "initialize", .changed("becomes server/discover; the translator holds the session"),
            .here("the translator begins the session with the first request of a client")
        ),
        ("server/discover", .here("asked to answer initialize"), .here("answered from what initialize brought")),
        ("ping", .here("answered at once"), .here("answered at once, when the server asks")),
        ("notifications/initialized", .here("opens a stream of subscriptions"), .here("sent when the session begins")),
        ("tools/list", result, .changed("results may not be kept; tools that can only be tasks are left out")),
        ("tools/call", result, .changed("params.task is not made; input is asked for inside of results")),
        ("prompts/list", result, modernResult), ("prompts/get", result, .carried),
        ("resources/list", result, modernResult), ("resources/templates/list", result, modernResult),
        ("resources/read", result, modernResult), ("completion/complete", .carried, .carried),
        (
            "logging/setLevel", .changed("becomes the level of every later request"),
            .here("sent when a request wants more than the session gives")
        ),
        (
            "notifications/message", .changed("comes while a request is served, and at no other time"),
            .changed("given to the request it came with, or the newest that wants any; others are dropped")
        ),
        (
            "notifications/progress", .changed("a client's own progress is dropped"),
            .changed("dropped while the client is away with questions")
        ),
        (
            "notifications/cancelled", .changed("ids are changed; over HTTP a modern stream is closed"),
            .changed("ids are changed; a question that was delivered cannot be taken back")
        ),
        (
            "resources/subscribe", .changed("becomes part of the one stream of subscriptions"),
            .here("sent for each resource that a stream names first")
        ),
        (
            "resources/unsubscribe", .changed("the stream is opened anew without the resource"),
            .here("sent when no stream names the resource any more")
        ),
        (
            "subscriptions/listen", .here("one for the session: all lists that change, and what is subscribed to"),
            .changed(
                "answered by the translator; changes of the whole session are given to each stream that wants them"
            )
        ),
        (
            "notifications/subscriptions/acknowledged", .here("taken; answers resources/subscribe"),
            .here("sent when the server has taken the subscriptions")
        ),
        ("notifications/tools/list_changed", .carried, .carried),
        ("notifications/prompts/list_changed", .carried, .carried),
        ("notifications/resources/list_changed", .carried, .carried),
        ("notifications/resources/updated", .carried, .carried),
        (
            "sampling/createMessage", .changed("errors of the client end the request that asked"),
            .changed("becomes an input request of the call it came with, or the oldest that could carry it")
        ),
        (
            "elicitation/create", .changed("errors of the client end the request that asked; pages get ids"),
            .changed("becomes an input request of the call it came with, or the oldest that could carry it")
        ),
        (
            "roots/list", .changed("errors of the client end the request that asked"),
            .changed("becomes an input request; asked outside of calls, it waits for the next")
        ),
        (
            "notifications/roots/list_changed", .notCarried("a modern server asks for roots when it needs them"),
            .absent
        ),
        (
            "notifications/elicitation/complete", .here("sent when the call that needed the page is answered"),
            .notCarried("modern clients learn by asking again that a page has done its work")
        ),
        ("tasks/get", coreTask, coreTask), ("tasks/cancel", coreTask, coreTask), ("tasks/list", coreTask, .absent),
        ("tasks/result", coreTask, .absent), ("tasks/update", .absent, coreTask),
        ("notifications/tasks/status", coreTask, coreTask), ("notifications/tasks", coreTask, .absent),
    ]

    static let features: [Line] = [
        ("_meta of requests", .changed("modern members are added"), .changed("modern members are taken away")),
        ("_meta of results", .changed("serverInfo is taken away"), .changed("serverInfo is added")),
        ("unknown members", .carried, .carried), ("unknown requests", .carried, .carried),
        (
            "unknown notifications", .notCarried("modern servers take none; those of servers are carried"),
            .notCarried("modern clients take none that their request did not ask for")
        ),
        ("progress tokens", .carried, .changed("the server knows the token of the first round")),
        ("trace context", .carried, .carried), ("cursors", .carried, .carried),
        ("resultType", .changed("complete is taken away, others are acted on"), .changed("complete is added")),
        (
            "ttlMs and cacheScope", .notCarried("legacy clients do not know how to keep results"),
            .here("nothing may be kept")
        ),
        ("input_required", .changed("becomes requests to the client"), .here("made of requests of the server")),
        ("requestState", .here("kept, and given back as it came"), .here("sealed; names the call that waits")),
        (
            "capabilities of clients", .changed("those of initialize go with every request"),
            .changed("the session has those of the first request; what later ones add is not asked for")
        ),
        (
            "capabilities of servers", .changed("extensions and what the revision lacks are taken away"),
            .changed("tasks are taken away")
        ),
        ("error -32002", .changed("made of -32602 of resources/read"), .changed("becomes -32602")),
        (
            "error -32042", .absent,
            .changed("becomes an input request; the call is made again when pages are agreed to")
        ),
        ("error -32021", .changed("becomes -32600"), .here("made when -32042 needs what the client did not declare")),
        ("error -32020", .changed("becomes -32603: it is the translator's own fault"), .absent),
        (
            "error -32022", .changed("becomes -32602 in answer to initialize"),
            .here("made for revisions that are not spoken")
        ),
        (
            "task augmentation", .notCarried("modern servers decide themselves what becomes a task"),
            .notCarried("modern clients do not ask for tasks")
        ),
        ("execution.taskSupport", .absent, .notCarried("a tool of a modern server says nothing of tasks")),
        ("batches", .here("taken apart before"), .absent),
        (
            "extensions", .notCarried("legacy capabilities have no place for them"),
            .notCarried("legacy servers have no place for them")
        ),
    ]
}
