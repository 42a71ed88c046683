public import JSON
public import JSONRPC

/// Where a task is.
public enum TaskStatus: String, Sendable, Hashable, CaseIterable {
    /// Being worked on.
    case working
    /// Waiting for the client.
    case inputRequired = "input_required"
    /// Done; the result may still say that the tool failed.
    case completed
    /// Ended by an error.
    case failed
    /// Given up.
    case cancelled

    /// Whether it will never change again.
    public var isFinal: Bool {
        switch self {
        case .working, .inputRequired: false
        case .completed, .failed, .cancelled: true
        }
    }
}

/// A task: in the form of 2025-11-25, or in that of the extension to 2026-07-28.
public struct TaskRecord: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// The two forms.
    public enum Form: Sendable, Hashable, CaseIterable {
        /// The core of 2025-11-25: `ttl`, `pollInterval`; the result is asked for by `tasks/result`.
        case core
        /// The extension to 2026-07-28: `ttlMs`, `pollIntervalMs`, the result within.
        case `extension`

        var lifetime: String { self == .core ? "ttl" : "ttlMs" }
        var pause: String { self == .core ? "pollInterval" : "pollIntervalMs" }
    }

    /// The id of the extension, which both sides have to declare.
    public static let extensionID = "io.modelcontextprotocol/tasks"

    /// A task; times as RFC 3339 has them, durations in milliseconds, and no lifetime means for ever.
    public init(
        _ form: Form,
        id: String,
        status: TaskStatus,
        createdAt: String,
        lastUpdatedAt: String,
        lifetime: Int?,
        pollInterval: Int? = nil,
        statusMessage: String? = nil
    ) {
        json = .object(of: [
            ("taskId", .string(id)), ("status", .string(status.rawValue)),
            ("statusMessage", statusMessage.map(JSON.string)), ("createdAt", .string(createdAt)),
            ("lastUpdatedAt", .string(lastUpdatedAt)), (form.lifetime, lifetime.map { JSON($0) } ?? .null),
            (form.pause, pollInterval.map { JSON($0) }),
        ])
    }

    /// Its name.
    public var id: String { string("taskId") ?? "" }
    /// Where it is.
    public var status: TaskStatus? {
        get { string("status").flatMap(TaskStatus.init) }
        set { json["status"] = newValue.map { .string($0.rawValue) } }
    }
    /// Where it is, for people.
    public var statusMessage: String? {
        get { string("statusMessage") }
        set { json["statusMessage"] = newValue.map(JSON.string) }
    }
    /// When it was made.
    public var createdAt: String? { string("createdAt") }
    /// When it last changed.
    public var lastUpdatedAt: String? {
        get { string("lastUpdatedAt") }
        set { json["lastUpdatedAt"] = newValue.map(JSON.string) }
    }
    /// For how many milliseconds it is kept after it was made; nil means for ever.
    public var lifetime: Int? { integer("ttlMs") ?? integer("ttl") }
    /// How many milliseconds to wait between two looks.
    public var pollInterval: Int? { integer("pollIntervalMs") ?? integer("pollInterval") }
    /// What the client has to answer, in the form of the extension.
    public var inputRequests: InputRequests? {
        get { model("inputRequests") }
        set { json["inputRequests"] = newValue?.json }
    }
    /// What came out, in the form of the extension.
    public var result: JSON? {
        get { json["result"] }
        set { json["result"] = newValue }
    }
    /// Why it failed, in the form of the extension.
    public var error: ErrorObject? {
        get {
            guard let error = json["error"], let code = error["code"]?.number?.integer(Int.self) else { return nil }
            return ErrorObject(code, error["message"]?.string ?? "", data: error["data"])
        }
        set {
            json["error"] = newValue.map {
                .object(of: [("code", JSON($0.code)), ("message", .string($0.message)), ("data", $0.data)])
            }
        }
    }

    /// The form it is in; nil when it says neither.
    public var form: Form? {
        if json["ttlMs"] != nil || json["pollIntervalMs"] != nil { return .extension }
        return json["ttl"] != nil || json["pollInterval"] != nil ? .core : nil
    }

    /// The same task in another form.
    ///
    /// The core form has no place for input requests, result and error: they are left out there.
    public func converted(to form: Form) -> TaskRecord {
        var members: [(key: String, value: JSON)] = []
        for (key, value) in json.object ?? [] {
            switch key {
            case "ttl", "ttlMs": members.append((form.lifetime, value))
            case "pollInterval", "pollIntervalMs": members.append((form.pause, value))
            case "inputRequests", "result", "error", "resultType":
                if form == .extension { members.append((key, value)) }
            default: members.append((key, value))
            }
        }
        return TaskRecord(json: .object(members))
    }
}
