internal import JSON
internal import MCP
internal import MCPClient
internal import Text

/// What a server says on the way, one line each.
enum NotificationText {
    /// How far a request is.
    static func line(_ update: ProgressNotification) -> String {
        let progress = update.json["progress"]?.number
        var text = "  progress \(progress.map { "\($0)" } ?? "?")"
        if let total = update.json["total"]?.number {
            text += "/\(total)"
            if let done = progress?.double, total.double > 0 {
                text += " (\(Int(min(999, done / total.double * 100)))%)"
            }
        }
        if let message = update.message { text += " \(message)" }
        return PrintableText.escape(text)
    }

    /// Anything that is no progress; nil for what is shown elsewhere.
    static func line(_ notification: ServerNotification) -> String? {
        let params = notification.params
        switch notification.method {
        case "notifications/progress", "notifications/cancelled": return nil
        case "notifications/message":
            let logger = params["logger"]?.string.map { " [\($0)]" } ?? ""
            let data = params["data"]
            return PrintableText.escape(
                "  \(params["level"]?.string ?? "log")\(logger): \(data?.string ?? data.map { "\($0)" } ?? "")"
            )
        case "notifications/resources/updated":
            return PrintableText.escape("  updated: \(params["uri"]?.string ?? "?")")
        default:
            let isEmpty = params.object?.isEmpty ?? true
            return PrintableText.escape("  \(notification.method)\(isEmpty ? "" : " \(params)")")
        }
    }
}
