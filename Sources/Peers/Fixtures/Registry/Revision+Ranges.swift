internal import MCP

extension [Revision] {
    /// All from one on.
    static func since(_ first: Revision) -> [Revision] { Revision.all.filter { $0 >= first } }
    /// Those in which servers ask people.
    static let asking = since(.june2025)
    /// Those in which streams of replies can be resumed.
    static let resumable = Revision.legacy.filter { $0 >= .march2025 }
    /// Those that know tasks.
    static let withTasks = since(.november2025)
}
