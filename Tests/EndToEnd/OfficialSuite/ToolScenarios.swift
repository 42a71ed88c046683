import JSON
import MCP
import Testing
import Text

/// Tools that answer without asking.
enum ToolScenarios {
    static let all =
        [
            SuiteScenario("tools-list") { suite async throws in
                let tools = try #require(try await suite.request("tools/list").result?["tools"]?.array)
                #expect(tools.count > 20)
                for tool in tools {
                    let name = try #require(tool["name"]?.string)
                    #expect((1...64).contains(name.count))
                    #expect(name.utf8.allSatisfy { $0 == 0x5F || $0 == 0x2D || $0 == 0x2E || isAlphanumeric($0) })
                    #expect(tool["description"]?.string?.isEmpty == false, "\(name)")
                    #expect(tool["inputSchema"]?["type"] == "object", "\(name)")
                }
                #expect(Set(tools.compactMap { $0["name"]?.string }).count == tools.count)
            },
            SuiteScenario("tools-call-simple-text") { suite async throws in
                let reply = try await suite.call("test_simple_text", nil)
                #expect(reply.content == [["type": "text", "text": "This is a simple text response for testing."]])
                #expect(reply.result?["isError"]?.bool != true)
            },
            SuiteScenario("tools-call-image") { suite async throws in
                let image = try #require(try await suite.call("test_image_content").content.first)
                #expect(image["type"] == "image")
                #expect(image["mimeType"] == "image/png")
                let bytes = try Base64.standard.decode(try #require(image["data"]?.string))
                #expect(bytes.starts(with: [0x89] + Array("PNG\r\n".utf8)))
            },
            SuiteScenario("tools-call-audio") { suite async throws in
                let audio = try #require(try await suite.call("test_audio_content").content.first)
                #expect(audio["type"] == "audio")
                #expect(audio["mimeType"] == "audio/wav")
                let bytes = try Base64.standard.decode(try #require(audio["data"]?.string))
                #expect(bytes.starts(with: Array("RIFF".utf8)))
            },
            SuiteScenario("tools-call-embedded-resource") { suite async throws in
                let block = try #require(try await suite.call("test_embedded_resource").content.first)
                #expect(block["type"] == "resource")
                #expect(
                    block["resource"] == [
                        "uri": "test://embedded-resource", "mimeType": "text/plain",
                        "text": "This is an embedded resource content.",
                    ]
                )
            },
            SuiteScenario("tools-call-mixed-content") { suite async throws in
                let blocks = try await suite.call("test_multiple_content_types").content
                #expect(blocks.compactMap { $0["type"]?.string } == ["text", "image", "resource"])
                #expect(blocks.last?["resource"]?["uri"] == "test://mixed-content-resource")
                #expect(blocks.last?["resource"]?["mimeType"] == "application/json")
            },
            SuiteScenario("tools-call-error") { suite async throws in
                let reply = try await suite.call("test_error_handling")
                #expect(reply.result?["isError"] == true)
                #expect(reply.contentText == "This tool intentionally returns an error for testing")
            },
        ] + reporting + [schema]

    private static let reporting = [
        SuiteScenario("tools-call-with-progress") { suite async throws in
            let reply = try await suite.call("test_tool_with_progress", meta: ["progressToken": "p-1"])
            let progress = reply.sent("notifications/progress")
            #expect(progress.allSatisfy { $0["params"]?["progressToken"] == "p-1" })
            #expect(progress.compactMap { $0["params"]?["progress"]?.number?.int64 } == [0, 50, 100])
            #expect(progress.allSatisfy { $0["params"]?["total"] == 100 })
            #expect(reply.content.first?["type"] == "text")
            #expect(try await suite.call("test_tool_with_progress").sent("notifications/progress").isEmpty)
        },
        SuiteScenario("tools-call-with-logging", .stateful) { suite async throws in
            let logs = try await suite.call("test_tool_with_logging").sent("notifications/message")
            #expect(logs.allSatisfy { $0["params"]?["level"] == "info" })
            #expect(
                logs.compactMap { $0["params"]?["data"]?.string }
                    == ["Tool execution started", "Tool processing data", "Tool execution completed"]
            )
        },
        SuiteScenario("tools-call-sampling", .stateful, capabilities: ["sampling": [:]]) { suite async throws in
            let reply = try await suite.call("test_sampling", ["prompt": "Say it"]) { method, params in
                guard method == "sampling/createMessage", params?["maxTokens"] == 100,
                    params?["messages"]?[0]?["content"]?["text"] == "Say it"
                else { return nil }
                return ["role": "assistant", "content": ["type": "text", "text": "It"], "model": "m"]
            }
            #expect(reply.contentText == "LLM response: It")
        },
        SuiteScenario("tools-call-elicitation", .stateful, capabilities: ["elicitation": [:]]) { suite async throws in
            let reply = try await suite.call("test_elicitation", ["message": "Who?"]) { method, params in
                guard method == "elicitation/create", params?["message"] == "Who?",
                    params?["requestedSchema"]?["required"] == ["username", "email"]
                else { return nil }
                return ["action": "accept", "content": ["username": "ada", "email": "ada@example.org"]]
            }
            #expect(reply.contentText?.hasPrefix("User response: action: accept") == true)
            #expect(reply.contentText?.contains("ada@example.org") == true)
        },
    ]

    private static let schema = SuiteScenario("json-schema-2020-12", [.november2025, .july2026]) { suite async throws in
        let tools = try #require(try await suite.request("tools/list").result?["tools"]?.array)
        let tool = try #require(tools.first { $0["name"] == "json_schema_2020_12_tool" })
        let schema = try #require(tool["inputSchema"])
        #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema["$defs"]?["address"]?["$anchor"] == "addressDef")
        #expect(schema["additionalProperties"] == false)
        #expect(schema["allOf"]?[0]?["anyOf"]?.array?.count == 2)
        for keyword in ["if", "then", "else"] { #expect(schema[keyword]?.object != nil, "\(keyword)") }
        let refused = try await suite.call("json_schema_2020_12_tool", ["contactMethod": "phone"])
        #expect(refused.result?["isError"] == true)
        let taken = try await suite.call("json_schema_2020_12_tool", ["contactMethod": "phone", "phone": "1"])
        #expect(taken.result?["isError"]?.bool != true)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { ASCII.isDigit(byte) || ASCII.isLetter(byte) }
}
