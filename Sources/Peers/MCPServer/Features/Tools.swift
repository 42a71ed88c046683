internal import Bindings
internal import JSON
internal import JSONRPC
internal import JSONSchema
internal import MCP
internal import Reactor
internal import Text

extension RequestScope {
    /// Answers `tools/call`.
    func callTool() -> Handling {
        do throws(ErrorObject) {
            let name = try string("name", in: request.params)
            guard let tool = server.catalog.withLock({ $0.tools[name] }), tool.isOffered(in: revision) else {
                throw .invalidParams("there is no tool \(PrintableText.quote(name))")
            }
            let arguments = try arguments()
            if let schema = tool.inputSchema, !schema.isValid(arguments.value) {
                return try refuse(arguments, of: tool, schema)
            }
            let claimants = server.extensions.filter { $0.concerns(tool, self) }
            if case .raw(let handler) = tool.handler, claimants.isEmpty { return call(handler, arguments) }
            let call = ToolCall(
                name: name,
                arguments: arguments,
                revision: revision,
                principal: incoming.principal,
                meta: request.params?["_meta"]?.object
            )
            return try run(tool, call, claimants)
        } catch {
            return finished(.failure(error))
        }
    }

    private func arguments() throws(ErrorObject) -> JSONObject {
        guard let value = request.params?["arguments"] else { return JSONObject.empty }
        guard let arguments = value.object else { throw wrong(value, "an object, or nothing,", "arguments") }
        return arguments
    }

    /// Says which arguments are wrong: since 2025-11-25 to the model, before to the client.
    private func refuse(
        _ arguments: JSONObject,
        of tool: RegisteredTool,
        _ schema: JSONSchema
    ) throws(ErrorObject) -> Handling {
        let findings = schema.validate(arguments.value).findings.prefix(8).map(\.description)
        let text = "the arguments do not fit the input schema of \(tool.key): \(findings.joined(separator: "; "))"
        guard revision >= .november2025 else { throw .invalidParams(text) }
        return finished(.result(ToolResult.failure(text).json))
    }

    private func call(_ handler: @Sendable (JSONObject) throws -> [UInt8], _ arguments: JSONObject) -> Handling {
        do {
            return finished(.raw(try handler(arguments)))
        } catch {
            return finished(syncOutcome(of: error))
        }
    }

    private func run(
        _ tool: RegisteredTool,
        _ call: ToolCall,
        _ claimants: [any ServerExtension]
    ) throws(ErrorObject) -> Handling {
        if !claimants.isEmpty {
            let context = try makeContext()
            for added in claimants {
                if let handling = added.claim(call, of: tool, context) { return handling }
            }
        }
        switch tool.handler {
        case .raw(let handler): return self.call(handler, call.arguments)
        case .plain(let handler):
            do {
                return finished(server.check(try handler(call), of: tool, revision))
            } catch {
                return finished(syncOutcome(of: error))
            }
        case .working:
            return work { [server] context in try await server.run(tool, call, context) }
        }
    }

    /// What an error means that a handler threw which answers on the spot.
    func syncOutcome(of error: any Error) -> Outcome {
        do throws(ErrorObject) {
            let context = try makeContext()
            if let needed = error as? InputRequired {
                guard revision.era == .modern else {
                    server.options.reportFault("\(request.method): only handlers with a context can ask legacy clients")
                    return .failure(.internalError)
                }
                do {
                    try context.checkCapabilities(for: needed.requests)
                    return sealing(.inputRequired(needed), context)
                } catch {
                    return context.outcome(of: error)
                }
            }
            return context.outcome(of: error)
        } catch {
            return .failure(error)
        }
    }
}

extension MCPServer {
    /// Runs a tool and checks its result; throws what the handler throws.
    package func run(_ tool: RegisteredTool, _ call: ToolCall, _ context: RequestContext) async throws -> Outcome {
        switch tool.handler {
        case .raw(let handler): .raw(try handler(call.arguments))
        case .plain(let handler): check(try handler(call), of: tool, context.revision)
        case .working(let handler): check(try await handler(call, context), of: tool, context.revision)
        }
    }

    /// Holds a result to the tool's output schema: a breach is a fault of the tool's author.
    func check(_ result: ToolResult, of tool: RegisteredTool, _ revision: Revision) -> Outcome {
        guard let schema = tool.outputSchema, !result.isError, ResultType(result: result.json) == .complete else {
            return .result(result.json(for: revision))
        }
        guard let structured = result.structuredContent,
            let document = try? JSONDocument(parsing: structured.encoded())
        else {
            options.reportFault("tool \(tool.key) has an output schema and gave no structured content")
            return .failure(.internalError)
        }
        if let finding = schema.firstFinding(in: document.root) {
            options.reportFault("tool \(tool.key) broke its output schema: \(finding)")
            return .failure(.internalError)
        }
        return .result(result.json(for: revision))
    }
}

extension JSONObject {
    /// An object without members.
    static let empty: JSONObject = {
        let document = try? JSONDocument(parsing: Array("{}".utf8))
        guard let object = document?.root.object else { preconditionFailure("{} is an object") }
        return object
    }()
}
