import JSON
import Reactor

enum TimingProofs {
    static let all: [Proof] = [
        .legacy("ping-unanswered") { wire in
            try await wire.send(wire.request("ping", id: 1))
            _ = try await wire.call("prompts/list", id: 2)
            return wire.placeOfReply(1) == .max
        },
        .modern("calls-unanswered") { wire in
            try await wire.send(wire.request("tools/call", ["name": "test_simple_text"], id: 1))
            try await wire.settle()
            return wire.placeOfReply(1) == .max
        },
        .modern("silence-after-bad-json") { wire in
            try await wire.sendRaw(Array("no JSON\n".utf8))
            try await wire.settle()
            return wire.messages.count == 1
        },
        .modern("one-at-a-time") { wire in
            try await wire.send(wire.request("tools/call", ["name": .string(ReferenceServer.slow)], id: 1))
            try await wire.send(wire.request("prompts/list", id: 2))
            _ = try await (wire.reply(1), wire.reply(2))
            return wire.placeOfReply(1) < wire.placeOfReply(2)
        },
        .modern("lingers-after-end") { wire in
            try await wire.stream.finishWriting()
            return try await wire.staysOpen()
        },
        .modern("task-poll-blocks") { wire in
            let task = try await wire.startTask(seconds: 60)
            let params: JSON = ["taskId": task]
            try await wire.send(wire.request("tasks/get", params, id: 1, meta: Conversation.takingTasks))
            try await wire.settle()
            return wire.placeOfReply(1) == .max
        },
        .modern("progress-decreasing") {
            _ = try await $0.tool("test_tool_with_progress", meta: ["progressToken": "t"])
            let progress = $0.notices("notifications/progress").compactMap { $0["params"]?["progress"]?.number?.double }
            return progress.count == 3 && zip(progress, progress.dropFirst()).contains { $0 >= $1 }
        },
        .modern("progress-flood") {
            _ = try await $0.tool("test_tool_with_progress", meta: ["progressToken": "t"])
            return $0.notices("notifications/progress").count > 100
        },
        .modern("progress-after-reply") { wire in
            _ = try await wire.tool("test_tool_with_progress", meta: ["progressToken": "t"])
            try await wire.settle()
            return wire.place { $0["method"] == "notifications/progress" } > wire.placeOfReply(1)
        },
        .modern("log-after-reply") { wire in
            _ = try await wire.tool("test_tool_with_logging", meta: ["logLevel": "info"])
            try await wire.settle()
            return wire.place { $0["method"] == "notifications/message" } > wire.placeOfReply(1)
        },
        .modern("ack-late") { wire in
            try await wire.listen(["toolsListChanged": true], waits: false)
            _ = try await wire.tool("test_trigger_tool_change", id: 2)
            try await wire.wait { !$0.notices("notifications/subscriptions/acknowledged").isEmpty }
            return wire.place { $0["method"] == "notifications/tools/list_changed" }
                < wire.place { $0["method"] == "notifications/subscriptions/acknowledged" }
        },
        .modern("ack-waits-for-change") { wire in
            try await wire.listen(["toolsListChanged": true], waits: false)
            let came = !wire.notices("notifications/subscriptions/acknowledged").isEmpty
            _ = try await wire.tool("test_trigger_tool_change", id: 2)
            return !came && !wire.notices("notifications/subscriptions/acknowledged").isEmpty
        },
        .modern("replies-after-cancel") { wire in
            try await wire.send(wire.request("tools/call", ["name": .string(ReferenceServer.slow)], id: 1))
            try await wire.notify("notifications/cancelled", ["requestId": 1])
            _ = try await wire.tool(ReferenceServer.slow, id: 2)
            try await wire.settle()
            return wire.placeOfReply(1) != .max
        },
        .modern("listen-survives-cancel") { wire in
            try await wire.listen(["toolsListChanged": true])
            try await wire.notify("notifications/cancelled", ["requestId": 100])
            _ = try await wire.tool("test_trigger_tool_change", id: 2)
            try await wire.settle()
            return !wire.notices("notifications/tools/list_changed").isEmpty
        },
        .modern("cancel-ends-all") { wire in
            try await wire.send(wire.request("tools/call", ["name": .string(ReferenceServer.slow)], id: 1))
            try await wire.send(wire.request("tools/call", ["name": .string(ReferenceServer.slow)], id: 2))
            try await wire.settle()
            try await wire.notify("notifications/cancelled", ["requestId": 1])
            _ = try await wire.tool(ReferenceServer.slow, id: 3)
            return wire.placeOfReply(2) == .max
        },
    ]
}
