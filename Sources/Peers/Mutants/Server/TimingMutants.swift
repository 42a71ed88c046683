import Bindings
import JSON
import MCP
import Reactor

/// Defects in when things come, and whether.
enum TimingMutants {
    static let all: [ServerMutant] = answers + notifications + cancellation

    /// How long a mutant waits that waits too long: longer than any check, shorter than for ever.
    static let tooLong = Duration.seconds(600)
    /// How long a mutant holds what is due at once: plainly visible, and short enough for tests to see the end.
    static let noticeable = Duration.seconds(2)

    private static let answers: [ServerMutant] = [
        timing("ping-unanswered", "ping.respond", "Never answers pings", .legacy) {
            .around { step in
                step.isRequest && step.method == "ping" ? step.silence() : step.proceed()
            }
        },
        timing("calls-unanswered", "http.sse.response-eventually", "Never answers calls of tools") {
            .around { step in
                step.isRequest && step.method == "tools/call" ? step.silence() : step.proceed()
            }
        },
        timing("silence-after-bad-json", "jsonrpc.error.parse", "Says nothing to what is no JSON", .connections) {
            .stream {
                WireMessages.sent { message in
                    let code = message["error"]?["code"]?.number?.int64
                    return code == -32700 ? [] : [message.encoded()]
                }
            }
        },
        timing("one-at-a-time", "jsonrpc.stateless.mixed-conversations", "Begins a request when the one before is done")
        {
            Defect { setup in
                let turns = Turns()
                let defect = Defect.around { step in
                    guard step.isRequest, step.method != "subscriptions/listen" else { return step.proceed() }
                    return .working {
                        guard await turns.begin(on: step.exchange.loop) else { return nil }
                        defer { turns.end() }
                        return await step.proceed().reply()
                    }
                }
                defect.apply(&setup)
            }
        },
        timing(
            "lingers-after-end",
            "stdio.shutdown.server-exit-on-eof",
            "Stays for minutes when its input has ended",
            .stdio
        ) {
            .stream { StreamAlteration(endDelay: tooLong) }
        },
        timing("task-poll-blocks", "tasks.get.no-hold", "Holds tasks/get back while a task works", .modern) {
            .around { step in
                guard step.isRequest, step.method == "tasks/get" else { return step.proceed() }
                return step.proceed()
                    .changing { reply in
                        if reply.json?["result"]?["status"]?.string == "working" {
                            _ = await step.exchange.loop.sleep(until: .after(noticeable))
                        }
                        return reply
                    }
            }
        },
    ]

    private static let notifications: [ServerMutant] = [
        timing("progress-decreasing", "progress.notif.increasing", "Counts progress downwards") {
            .notifications("notifications/progress") { message, _, _ in
                var message = message
                message.change("params", "progress") { $0 = JSON(1000 - ($0.number?.double ?? 0)) }
                return [message]
            }
        },
        timing("progress-flood", "progress.rate-limit.server", "Sends each progress in two hundred steps") {
            .notifications("notifications/progress") { message, _, _ in
                (0..<200)
                    .map { step in
                        var message = message
                        message.change("params", "progress") {
                            $0 = JSON(($0.number?.double ?? 0) + Double(step) / 1000)
                        }
                        return message
                    }
            }
        },
        timing("progress-after-reply", "progress.notif.stop-after-completion", "Sends progress after the reply") {
            .holding("notifications/progress")
        },
        timing("log-after-reply", "log.before-response", "Sends logs of a request after its reply", .modern) {
            .holding("notifications/message")
        },
        timing("ack-late", "subs.ack.first", "Acknowledges after the first change", .modern) {
            .acknowledging { [$1, $0] }
        },
        timing("ack-waits-for-change", "subs.ack.prompt", "Acknowledges only when something changes", .modern) {
            .acknowledging { [$0, $1] }
        },
    ]

    private static let cancellation: [ServerMutant] = [
        timing("replies-after-cancel", "stdio.cancel.silence", "Answers requests that were cancelled", .connections) {
            .cancellations { !$0 }
        },
        timing(
            "listen-survives-cancel",
            "subs.end.client-stdio",
            "Goes on with subscriptions that were ended",
            .connections
        ) {
            .cancellations { $0 }
        },
        timing("cancel-ends-all", "http.cancel.only-that-request", "Ends all requests when one is cancelled") {
            Defect { setup in
                let works = Works()
                let defect = Defect.around { step in
                    guard step.isRequest else { return step.proceed() }
                    let handling = step.proceed()
                    guard case .working(let work) = handling else { return handling }
                    return .working {
                        let number = works.add(step.exchange)
                        defer { works.remove(number) }
                        return await withTaskCancellationHandler {
                            await work()
                        } onCancel: {
                            works.cancelOthers(than: number)
                        }
                    }
                }
                defect.apply(&setup)
            }
        },
    ]

    private static func timing(
        _ name: String,
        _ requirement: String,
        _ summary: String,
        _ scope: MutantScope = .everywhere,
        _ defect: () -> Defect
    ) -> ServerMutant {
        ServerMutant(name, .timing, requirement, summary, on: scope, defect())
    }
}

extension Step {
    /// No answer, until the transport gives up.
    fileprivate func silence() -> Handling {
        .working {
            _ = await exchange.loop.sleep(until: .after(TimingMutants.tooLong))
            return nil
        }
    }
}

extension Defect {
    /// Keeps notifications of a method back until the reply has been sent.
    fileprivate static func holding(_ method: String) -> Defect {
        around(sent: { message, step, memory in
            guard let id = step?.id, message["method"]?.string == method else { return [message.encoded()] }
            memory.append(message, to: "held for \(id)")
            return []
        }) { step in
            guard step.isRequest, let id = step.id else { return step.proceed() }
            return step.proceed()
                .changing { reply in
                    guard let held = step.memory.take("held for \(id)")?.array else { return reply }
                    try? await step.exchange.send(reply.bytes)
                    for message in held { try? await step.exchange.send(message.encoded()) }
                    return nil
                }
        }
    }

    /// Sends the acknowledgement of a subscription together with the first change, in some order.
    fileprivate static func acknowledging(_ order: @escaping @Sendable (JSON, JSON) -> [JSON]) -> Defect {
        sent { message, _, memory in
            let key =
                "acknowledgement of \(message.at(["params", "_meta", "io.modelcontextprotocol/subscriptionId"]) ?? .null)"
            if message["method"]?.string == "notifications/subscriptions/acknowledged" {
                memory[key] = message
                return []
            }
            return memory.take(key).map { order($0, message) } ?? [message]
        }
    }

    /// Overhears cancellations, told whether they end a subscription.
    ///
    /// It sits on the wire, since modern requests are cancelled by the transport.
    fileprivate static func cancellations(_ isIgnored: @escaping @Sendable (Bool) -> Bool) -> Defect {
        stream {
            var listens: [JSON] = []
            return WireMessages.received { message in
                if message["method"]?.string == "subscriptions/listen", let id = message["id"] { listens.append(id) }
                guard message["method"]?.string == "notifications/cancelled", let id = message["params"]?["requestId"],
                    isIgnored(listens.contains(id))
                else { return [message.encoded()] }
                return []
            }
        }
    }
}

/// Lets one request after the other work.
private final class Turns: Sendable {
    private let isBusy = Locked(false)
    private let point = WaitPoint()

    func begin(on loop: EventLoop) async -> Bool {
        while !takeTurn() { guard await point.wait(on: loop) == .ready else { return false } }
        return true
    }

    private func takeTurn() -> Bool {
        isBusy.withLock { isBusy in
            defer { isBusy = true }
            return !isBusy
        }
    }

    func end() {
        isBusy.withLock { $0 = false }
        point.wakeAll()
    }
}

/// The requests that are being worked on.
private final class Works: Sendable {
    private let exchanges = Locked<(next: Int, all: [Int: any ServerExchange])>((0, [:]))

    func add(_ exchange: any ServerExchange) -> Int {
        exchanges.withLock { exchanges in
            exchanges.next += 1
            exchanges.all[exchanges.next] = exchange
            return exchanges.next
        }
    }

    func remove(_ number: Int) { _ = exchanges.withLock { $0.all.removeValue(forKey: number) } }

    func cancelOthers(than number: Int) {
        let others = exchanges.withLock { exchanges in
            defer { exchanges.all = [:] }
            return exchanges.all.filter { $0.key != number }.map(\.value)
        }
        for other in others { other.loop.execute { other.cancel() } }
    }
}
