import JSON
import Reactor

enum BytesProofs {
    static let all: [Proof] = [
        .modern("crlf-line-ends") {
            try await $0.settle()
            return $0.raw.contains(0x0D)
        },
        .modern("byte-order-mark") {
            try await $0.settle()
            return $0.raw.starts(with: [0xEF, 0xBB, 0xBF])
        },
        .modern("invalid-utf8") { wire in
            try await wire.send(wire.request("tools/call", ["name": "test_simple_text"]))
            try await wire.wait { $0.text.contains("for testing.") }
            return wire.raw.contains(0xE9)
        },
        .modern("newline-in-message") { wire in
            try await wire.send(wire.request("prompts/list"))
            try await wire.wait { $0.text.contains("\n}\n") || $0.text.contains("}\n") && !$0.text.hasPrefix("{\n") }
            return wire.text.hasPrefix("{\n")
        },
        .modern("banner-on-stdout") {
            try await $0.settle()
            return $0.lines.count == 2
        },
        .modern("log-lines-on-stdout") { wire in
            try await wire.send(wire.request("prompts/list", id: 1))
            try await wire.wait { $0.lines.count > 0 && $0.raw.last == 0x0A }
            try await wire.settle()
            return wire.lines.count > wire.messages.count
        },
        .modern("two-messages-on-a-line") { wire in
            try await wire.send(wire.request("prompts/list"))
            try await wire.wait { $0.raw.last == 0x0A }
            return wire.messages.isEmpty && wire.text.contains("}{")
        },
        .modern("newline-before-message") { wire in
            try await wire.send(wire.request("prompts/list"))
            try await wire.wait {
                $0.text.contains("test_simple_prompt") && $0.text.last.map { "}\n".contains($0) } == true
            }
            return wire.raw.last != 0x0A
        },
        .modern("large-message-cut") { wire in
            let text = String(repeating: "x", count: 20_000)
            try await wire.send(wire.request("tools/call", ["name": "greet", "arguments": ["name": .string(text)]]))
            try await wire.wait { $0.raw.last == 0x0A }
            return wire.messages.isEmpty && wire.raw.count < 10_000
        },
        .legacy("emoji-replaced") {
            let answer = try await $0.tool("greet", ["name": "a🙂e\u{301}"])["result"]
            return answer?["content"]?[0]?["text"] != "Hello, a🙂e\u{301}!"
        },
        .modern("split-read-lost") { wire in
            let bytes = wire.request("prompts/list", id: "settled").encoded() + [0x0A]
            try await wire.sendRaw(Array(bytes[..<20]))
            // The server answers this only after it has read the first part by itself.
            try await wire.stream.flush()
            _ = await wire.stream.loop.sleep(until: .after(.milliseconds(30)))
            try await wire.sendRaw(Array(bytes[20...]))
            try await wire.wait { $0.raw.last == 0x0A }
            return wire.text.contains("-32700")
        },
        .modern("pipelined-lines-lost") { wire in
            let first = wire.request("prompts/list", id: 1).encoded() + [0x0A]
            try await wire.sendRaw(first + wire.request("prompts/list", id: 2).encoded() + [0x0A])
            _ = try await wire.reply(1)
            try await wire.settle()
            return wire.placeOfReply(2) == .max
        },
        .modern("deaf-after-bad-bytes") { wire in
            try await wire.sendRaw([0x22, 0xFF, 0x22, 0x0A])
            try await wire.wait { $0.raw.last == 0x0A }
            try await wire.send(wire.request("prompts/list", id: 1))
            return try await wire.staysSilent { $0.placeOfReply(1) != .max }
        },
        .modern("duplicate-members") {
            try await $0.settle()
            return $0.text.split(separator: "\"id\":").count == 3
        },
    ]
}
