public import JSON
public import JSONRPC

/// The parameters of `notifications/progress`: how far a request is.
public struct ProgressNotification: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// How far it is, of how much if that is known, and what is being done, since 2025-03-26.
    public init(token: RequestID, progress: Double, total: Double? = nil, message: String? = nil) {
        json = .object(of: [
            ("progressToken", token.json), ("progress", JSON.shortest(progress)), ("total", total.map(JSON.shortest)),
            ("message", message.map(JSON.string)),
        ])
    }

    /// The token that the request came with.
    public var token: RequestID? { json["progressToken"].flatMap(RequestID.init) }
    /// How far it is.
    public var progress: Double? { double("progress") }
    /// How far it will go.
    public var total: Double? { double("total") }
    /// What is being done, for people.
    public var message: String? { string("message") }
}

/// The parameters of `notifications/message`: something for a log.
public struct LogMessage: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// A message; the data may be any value.
    public init(_ level: LogLevel, _ data: JSON, logger: String? = nil) {
        json = .object(of: [
            ("level", .string(level.rawValue)), ("logger", logger.map(JSON.string)), ("data", data),
        ])
    }

    /// How grave it is.
    public var level: LogLevel? { string("level").flatMap(LogLevel.init) }
    /// Which part of the server speaks.
    public var logger: String? { string("logger") }
    /// What it says.
    public var data: JSON? { json["data"] }
}

extension JSON {
    /// A number without a needless fraction: `1`, not `1.0`.
    static func shortest(_ number: Double) -> JSON { Int64(exactly: number).map { JSON($0) } ?? JSON(number) }
}
