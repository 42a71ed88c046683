/// A place where the official schema file of a revision says something else than its text, or than what peers must
/// allow for.
///
/// Shapes follow the text. `published` says it as the file does; a ``ShapeLibrary`` made with all errata agrees with
/// the official schemas to the letter, which a test shows.
public struct Erratum: Sendable, Hashable {
    /// A name to refer to it.
    public let name: String
    /// The revisions whose files have it.
    public let validity: Validity
    /// What differs, and which reading is taken.
    public let text: String
    /// The shapes as the file has them, in the shape language.
    var published = ""
    /// The shapes that the file does not have.
    var without: [String] = []

    /// All of them.
    public static let all: [Erratum] = [
        Erratum(
            name: "elicited-numbers",
            validity: Validity(since: .june2025, until: .june2025),
            text: "The file takes only integers among the numbers that a user fills in; the text takes any number.",
            published: "FormContent = {string | integer | boolean}"
        ),
        Erratum(
            name: "elicited-numbers",
            validity: .since(.november2025),
            text: "The file takes only integers among the numbers that a user fills in; the text takes any number.",
            published: "FormContent = {string | integer | boolean | [string]}"
        ),
        Erratum(
            name: "json-values",
            validity: .modern,
            text: "The file leaves null and fractions out of JSON values; the text has them.",
            published: """
                JSONObject = {JSONValue}
                JSONValue = JSONObject | JSONArray | string | integer | boolean
                JSONArray = [JSONValue]
                """
        ),
        Erratum(
            name: "null-id-in-errors",
            validity: .until(.june2025),
            text: "The file wants an id in every error; JSON-RPC writes null where the request could not be read.",
            published: """
                JSONRPCErrorResponse
                  jsonrpc "2.0"
                  id RequestId
                  error Error
                """
        ),
        Erratum(
            name: "completion-limit",
            validity: .legacy,
            text: "The file does not count completions; the text allows a hundred.",
            published: """
                CompleteResult : FinalResult
                  completion
                    values [string]
                    total? integer
                    hasMore? boolean
                """
        ),
        Erratum(
            name: "result-types",
            validity: .modern,
            text: "The file takes any text as resultType of any result; the text gives each result its own.",
            published: """
                FinalResult : Result
                InputRequiredResult : Result
                  resultType ResultType
                  inputRequests? InputRequests
                  requestState? string
                """
        ),
        Erratum(
            name: "tasks-extension",
            validity: .modern,
            text:
                "The file knows nothing of extensions; the one for tasks adds a result to tools and a filter to streams.",
            published: """
                SubscriptionFilter
                  toolsListChanged? boolean
                  promptsListChanged? boolean
                  resourcesListChanged? boolean
                  resourceSubscriptions? [string]
                """,
            without: ["CreateTaskResult"]
        ),
        Erratum(
            name: "task-results-in-unions",
            validity: Validity(since: .november2025, until: .november2025),
            text: "The file leaves CreateTaskResult out of the lists of results, where it answers augmented requests."
        ),
        Erratum(
            name: "string-patterns",
            validity: Validity(since: .november2025, until: .november2025),
            text: "A page shows a pattern in the schema of a text field, which the file lacks: let it pass."
        ),
        Erratum(
            name: "annotations-of-embedded-resources",
            validity: Validity(since: .june2025, until: .november2025),
            text: "A page shows annotations inside of an embedded resource, the file beside it: let both pass."
        ),
        Erratum(
            name: "task-capabilities",
            validity: Validity(since: .november2025, until: .november2025),
            text: "A page calls the flags below tasks.requests booleans; the file and the examples make them objects."
        ),
    ]
}
