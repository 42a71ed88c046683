import Bindings
import JSON
import MCP
import Reactor

/// Defects in what is remembered, forgotten, or shared.
enum StateMutants {
    static let all: [ServerMutant] = handshakes + capabilities + sessions + modern

    private static let handshakes: [ServerMutant] = [
        state(
            "serves-before-initialize",
            "lifecycle.initialize.first",
            "Serves sessions that were never initialised",
            .legacy
        ) {
            .around { step in
                guard step.era == .legacy, step.revision == nil, step.isRequest,
                    step.method != "initialize", step.method != "ping"
                else { return step.proceed() }
                _ = step.handle(initialize)
                _ = step.handle(["jsonrpc": "2.0", "method": "notifications/initialized"])
                return step.proceed()
            }
        },
        state(
            "version-echoed",
            "lifecycle.version.no-echo-unknown",
            "Agrees to any revision, also to one that is none",
            .legacy
        ) {
            .replies(to: "initialize") { reply, step in
                if reply["result"] != nil, let version = step.params?["protocolVersion"] {
                    reply.set("result", "protocolVersion", to: version)
                }
            }
        },
        state(
            "discover-demanded-first",
            "discover.not-required-first",
            "Serves nothing before server/discover",
            .modern
        ) {
            .around { step in
                guard step.era == .modern, step.isRequest else { return step.proceed() }
                if step.method == "server/discover" { step.memory["discovered"] = true }
                return step.memory["discovered"] == nil ? step.failure(-32600, "Discover first") : step.proceed()
            }
        },
        state(
            "versions-overstated",
            "discover.result.versions-usable",
            "Lists a revision that it does not speak",
            .modern
        ) {
            .results(of: "server/discover") { result, _ in
                result.change("supportedVersions") { $0 = JSON(($0.array ?? []) + ["2027-01-01"]) }
            }
        },
    ]

    private static let initialize: JSON = [
        "jsonrpc": "2.0", "id": "mutant", "method": "initialize",
        "params": [
            "protocolVersion": "2025-11-25", "capabilities": [:], "clientInfo": ["name": "nobody", "version": "0"],
        ],
    ]

    private static let capabilities: [ServerMutant] = [
        state("tools-undeclared", "tools.capability", "Serves tools without declaring them") {
            .results(of: "initialize", "server/discover") { result, _ in result.set("capabilities", "tools", to: nil) }
        },
        state("completions-not-served", "discover.result.capabilities-truthful", "Declares completions and has none") {
            .around { step in
                guard step.isRequest, step.method == "completion/complete" else { return step.proceed() }
                return step.failure(-32601, "Method not found")
            }
        },
        state("list-changed-undeclared", "tools.list-changed.needs-flag", "Tells of changed tools without declaring it")
        {
            .results(of: "initialize", "server/discover") { result, _ in
                result.set("capabilities", "tools", "listChanged", to: nil)
            }
        },
        state("list-changed-never-sent", "tools.listChanged.sent", "Never tells that its tools changed") {
            .notifications("notifications/tools/list_changed") { _, _, _ in [] }
        },
        state("updates-never-sent", "resources.updated.sent", "Never tells that a resource changed") {
            .notifications("notifications/resources/updated") { _, _, _ in [] }
        },
    ]

    private static let sessions: [ServerMutant] = [
        state(
            "unsubscribe-ignored",
            "resources.subscribe.unsubscribe-stops",
            "Goes on after resources/unsubscribe",
            .legacy
        ) {
            .around { step in
                step.isRequest && step.method == "resources/unsubscribe" ? step.result([:]) : step.proceed()
            }
        },
        state(
            "updates-unasked",
            "resources.updated.only-when-subscribed",
            "Tells of changes that nobody subscribed to",
            .legacy
        ) {
            .around { step in
                if step.era == .legacy, step.isRequest, step.method == "resources/read", let uri = step.params?["uri"] {
                    let update: JSON = [
                        "jsonrpc": "2.0", "method": "notifications/resources/updated", "params": ["uri": uri],
                    ]
                    step.outlet?.post(update.encoded())
                }
                return step.proceed()
            }
        },
        state("log-level-forgotten", "logging.set-level.threshold", "Forgets the level that was set for logs", .legacy)
        {
            .around { step in
                step.isRequest && step.method == "logging/setLevel" ? step.result([:]) : step.proceed()
            }
        },
        state("sessions-share-messages", "session.isolation", "Sends what belongs to a session to all", .legacy) {
            Defect { setup in setup.endpoint = SharingEndpoint(setup.endpoint) }
        },
    ]

    private static let modern: [ServerMutant] = [
        state(
            "capabilities-remembered",
            "jsonrpc.stateless.no-prior-context",
            "Counts on capabilities of earlier requests",
            .modern
        ) {
            .received { message, step in
                guard step.era == .modern, let declared = capabilities(of: message) else { return }
                var known = step.memory["capabilities"] ?? [:]
                for (key, value) in declared.object ?? [] { known[key] = value }
                step.memory["capabilities"] = known
                message.set("params", "_meta", capabilitiesKey, to: known)
            }
        },
        state(
            "capabilities-assumed",
            "mrtr.inputRequests.declared-only",
            "Asks clients what they cannot answer",
            .modern
        ) {
            .received { message, step in
                guard step.era == .modern, capabilities(of: message) != nil else { return }
                let all: JSON = ["elicitation": ["form": [:], "url": [:]], "sampling": [:], "roots": [:]]
                message.set("params", "_meta", capabilitiesKey, to: all)
            }
        },
        state(
            "version-remembered",
            "jsonrpc.stateless.no-version-stickiness",
            "Checks the revision of the first request only",
            .modern
        ) {
            .received { message, step in
                guard step.era == .modern, let version = message.at(["params", "_meta", versionKey]) else { return }
                if step.memory["version"] != nil {
                    message.set("params", "_meta", versionKey, to: "2026-07-28")
                } else if version.string == "2026-07-28" {
                    step.memory["version"] = version
                }
            }
        },
        state("tools-vanish", "tools.list.not-by-side-effect", "Lists one tool less with every list", .modern) {
            .results(of: "tools/list") { result, step in
                guard step.era == .modern else { return }
                let calls = step.memory.count("lists") - 1
                result.change("tools") { $0 = JSON(($0.array ?? []).dropLast(calls)) }
            }
        },
        state(
            "request-state-unchecked",
            "mrtr.requestState.tamper-rejected",
            "Takes any state that a client sends back",
            .modern
        ) {
            .around { step in
                guard step.era == .modern, step.isRequest else { return step.proceed() }
                var message = step.message
                if let sent = message["params"]?["requestState"], let known = step.memory["state"],
                    step.memory["state of \(sent)"] == nil
                {
                    message.set("params", "requestState", to: known)
                }
                return step.handle(message)
                    .mapping { reply in
                        if let state = reply.json?["result"]?["requestState"] {
                            step.memory["state"] = state
                            step.memory["state of \(state)"] = true
                        }
                        return reply
                    }
            }
        },
        state("input-answers-forgotten", "mrtr.retry-stateless", "Asks the same question for ever", .modern) {
            .received { message, step in
                if step.era == .modern { message.set("params", "inputResponses", to: nil) }
            }
        },
        state(
            "task-lost-at-first",
            "tasks.create.durable",
            "Does not know a task when it is first asked for it",
            .modern
        ) {
            .around { step in
                guard step.era == .modern, step.isRequest, step.method == "tasks/get",
                    step.memory.count("task \(step.params?["taskId"] ?? .null)") == 1
                else { return step.proceed() }
                return step.failure(-32602, "Unknown task")
            }
        },
        state("task-works-again", "tasks.status.terminal-immutable", "Lets finished tasks go on working", .modern) {
            .results(of: "tasks/get") { result, step in
                guard step.era == .modern, let status = result["status"]?.string, status != "working" else { return }
                guard step.memory.count("ended \(result["taskId"] ?? .null)") > 1, status != "input_required" else {
                    return
                }
                result["status"] = "working"
                result["result"] = nil
                result["error"] = nil
            }
        },
        state("filter-ignored", "subs.filter.only-requested", "Sends all kinds of changes to every listener", .modern) {
            .received { message, step in
                guard step.era == .modern, message["method"]?.string == "subscriptions/listen" else { return }
                for key in ["toolsListChanged", "promptsListChanged", "resourcesListChanged"] {
                    message.set("params", "notifications", key, to: true)
                }
            }
        },
    ]

    private static let capabilitiesKey = "io.modelcontextprotocol/clientCapabilities"
    private static let versionKey = "io.modelcontextprotocol/protocolVersion"

    private static func capabilities(of message: JSON) -> JSON? {
        message.at(["params", "_meta", capabilitiesKey])
    }

    private static func state(
        _ name: String,
        _ requirement: String,
        _ summary: String,
        _ scope: MutantScope = .everywhere,
        _ defect: () -> Defect
    ) -> ServerMutant {
        ServerMutant(name, .state, requirement, summary, on: scope, defect())
    }
}

/// An endpoint whose sessions all hear what is meant for one.
private struct SharingEndpoint: ServerEndpoint {
    private let inner: any ServerEndpoint
    private let outlets = SharedOutlets()

    init(_ inner: any ServerEndpoint) { self.inner = inner }

    var revisions: [Revision] { inner.revisions }

    func openSession(_ outlet: any SessionOutlet, over transport: TransportKind) -> any ServerSession {
        inner.openSession(outlets.add(outlet), over: transport)
    }

    func take(_ message: IncomingMessage, _ exchange: any ServerExchange) -> Handling { inner.take(message, exchange) }
    func mirroredParameters(ofTool name: String) -> [MirroredParameter] { inner.mirroredParameters(ofTool: name) }
}

private final class SharedOutlets: Sendable {
    private struct Place {
        weak var outlet: (any SessionOutlet)?
    }

    private let places = Locked<[Place]>([])

    func add(_ outlet: any SessionOutlet) -> any SessionOutlet {
        places.withLock { places in
            places.removeAll { $0.outlet == nil }
            places.append(Place(outlet: outlet))
        }
        return SharedOutlet(outlet, self)
    }

    var all: [any SessionOutlet] { places.withLock { $0.compactMap(\.outlet) } }
}

private final class SharedOutlet: SessionOutlet {
    private let inner: any SessionOutlet
    private let outlets: SharedOutlets

    init(_ inner: any SessionOutlet, _ outlets: SharedOutlets) { (self.inner, self.outlets) = (inner, outlets) }

    func canPost() -> Bool { inner.canPost() }
    func post(_ message: [UInt8]) { for outlet in outlets.all { outlet.post(message) } }
}
