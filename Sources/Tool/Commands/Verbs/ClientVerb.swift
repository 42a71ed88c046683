internal import Carriers
internal import CommandLineOptions
internal import ConformanceClient
internal import MCPClient
internal import Mutants
internal import Reactor

/// Runs the reference client: a scenario of a conformance suite, or a tour of what a server lists.
struct ClientVerb: Verb {
    /// What is to be done with whom.
    struct Plan: Sendable {
        let client: ConformanceClient
        let target: Target
        let options: MCPClientOptions
        let isQuiet: Bool
    }

    /// Nil to list the mutants only.
    let plan: Plan?

    static let command = Command<any Verb>(
        "client",
        summary: "runs the reference client against a server",
        discussion: """
            Without a scenario it looks at everything that the server lists, calls the tools that say they only read, and \
            prints what it saw. Conformance suites name a scenario in the environment; the client then does what that \
            scenario asks, and nothing else.

            Scenarios: \(ClientScenario.all.map(\.name).joined(separator: ", ")).
            """,
        examples: [
            Example("comport client -- python3 my_server.py", "looks at a server that speaks on standard output"),
            Example("comport client http://127.0.0.1:8080/mcp", "looks at a server over HTTP"),
            Example(
                "MCP_CONFORMANCE_SCENARIO=tools_call comport client http://127.0.0.1:3000/mcp",
                "does what one scenario asks"
            ),
        ]
    ) { form in
        let url = form.optionalPositional("URL", as: .text.named("URL"), help: "where the server is")
        form.section("Scenario")
        let scenario = form.option(
            "scenario",
            as: .text.named("NAME"),
            variable: ClientAssignment.scenarioVariable,
            help: "what to do"
        )
        let revision = form.option(
            "revision",
            as: .text.named("REVISION"),
            variable: ClientAssignment.revisionVariable,
            help: "the revision to talk in"
        )
        let context = form.option(
            "context",
            as: .text.named("JSON"),
            variable: ClientAssignment.contextVariable,
            help: "what the scenario says beside its name"
        )
        form.section("Tour")
        let callsTools = form.flag("call-tools", help: "call tools that may change something, too")
        form.section("Trouble")
        let mutants = form.repeated("mutant", as: .clientMutant, help: "break the requirement that this mutant breaks")
        let listsMutants = form.flag("list-mutants", help: "list the mutants and do nothing")
        form.section("Connection")
        let requesting = RequestingOptions.declare(in: &form)
        let quiet = form.flag("quiet", short: "q", help: "leave out what the server does against the rules")
        let command = form.rest("COMMAND", help: "the server as a command, which speaks on its standard output")
        form.atMostOne(url, command)
        return { filled throws(UsageError) in
            if try filled[listsMutants] { return ClientVerb(plan: nil) }
            var environment: [String: String] = [:]
            environment[ClientAssignment.scenarioVariable] = try filled[scenario]
            environment[ClientAssignment.revisionVariable] = try filled[revision]
            environment[ClientAssignment.contextVariable] = try filled[context]
            var client: ConformanceClient
            do throws(AssignmentError) {
                client = try ConformanceClient(ClientAssignment(environment: environment))
            } catch { throw filled.error(.malformedValue, error.description) }
            client.callsAllTools = try filled[callsTools]
            var options = MCPClientOptions()
            try requesting(filled).apply(to: &options)
            for mutant in try filled[mutants] { mutant.apply(to: &options) }
            let (address, words) = (try filled[url], try filled[command])
            let target: Target
            do throws(TargetError) {
                if let words {
                    target = try Target(command: words)
                } else if let address {
                    target = try Target(url: address)
                } else {
                    throw TargetError(.url, expected: "a URL, or -- and a command", seen: "neither", in: "client")
                }
            } catch { throw filled.error(.malformedValue, error.description) }
            let isQuiet = try filled[quiet]
            return ClientVerb(plan: Plan(client: client, target: target, options: options, isQuiet: isQuiet))
        }
    }

    func run(_ console: Console) async throws -> ExitCode {
        guard let plan else {
            try console.printResult(ClientMutants.listing)
            return .fine
        }
        return try await LoopGroup.runOne { loop in
            try await Interruptible.run(on: loop, console) { try await run(plan, console, on: loop) }
        }
    }

    private func run(_ plan: Plan, _ console: Console, on loop: EventLoop) async throws -> ExitCode {
        let (client, target) = (plan.client, plan.target)
        do {
            let outcome = try await client.run(.target(target), plan.options, on: loop)
            try console.printResult(outcome.lines.map { $0 + "\n" }.joined())
            if !plan.isQuiet {
                for finding in outcome.findings { console.printMessage("finding: \(finding)\n") }
            }
            // A scenario is judged by the suite; a tour by what it met.
            let isClean = outcome.failures == 0 && outcome.findings.isEmpty
            return client.isTour && !isClean ? .findings : .fine
        } catch let error as MCPClientError {
            if error.code == .cancelled, Task.isCancelled { return .interrupted }
            console.printError("\(target): \(error)")
            return [.unreachable, .closed, .refused].contains(error.code) ? .targetUnreachable : .findings
        } catch let error as ScenarioFailure {
            console.printError("\(target): \(error)")
            return .findings
        }
    }
}

extension ValueType where Value == ClientMutant {
    /// The name of a mutant of the client.
    static let clientMutant = ValueType(
        placeholder: "NAME",
        expected: "the name of a mutant, which --list-mutants shows",
        completion: .words(ClientMutants.all.map(\.name)),
        text: \.name,
        parse: { name in ClientMutants.all.first { $0.name == name } }
    )
}
