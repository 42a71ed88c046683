internal import MCPServer

extension FixtureSet {
    /// Everything that a server can have, under the names and with the answers that the official suite asks for.
    static let everything = FixtureSet(
        "everything",
        summary: "all features in both eras, as the official suite asks for them"
    ) { server, options in
        var tasks = TaskOptions()
        tasks.pollInterval = .milliseconds(100)
        tasks.deferred = [TaskTools.deferred]
        server.offerTasks(tasks)
        try ContentTools.add(to: server)
        try ReportingTools.add(to: server)
        try AskingTools.add(to: server)
        try InputRequiredTools.add(to: server)
        try ChangingTools.add(to: server)
        try TaskTools.add(to: server)
        try EverythingResources.add(to: server)
        try EverythingPrompts.add(to: server)
        try GeneratedItems.addTools(options.items, to: server)
        try GeneratedItems.addResources(options.items, to: server)
    }
}
