import Carriers
import Crypto
import HTTP
import HTTPWire
import Reactor

/// Everything that serves while a listener serves.
final class ServingSite: Sendable {
    private let endpoint: any ServerEndpoint
    private let options: ServingOptions
    private let sessions: HTTPSessionTable
    private let group: LoopGroup
    private let rooms: WorkRooms
    private let open = OpenSessions()
    private let running = RunningExchanges()
    private let stoppables = Locked(Stoppables())

    private struct Stoppables {
        var isStopping = false
        var patience: Duration = .zero
        var servers: [HTTPServer] = []
        var sockets: [Listener] = []
    }

    init(_ endpoint: any ServerEndpoint, _ options: ServingOptions, _ sessions: HTTPSessionTable, _ group: LoopGroup) {
        (self.endpoint, self.options, self.sessions, self.group) = (endpoint, options, sessions, group)
        rooms = WorkRooms(group)
    }

    /// Serves until everything has ended.
    func serve(_ transports: [ServerTransport], _ sockets: [Listener]) async {
        // What only waits and hands on waits on a loop too: the threads of the pool may be busy with something else.
        let loop = group.loops.first
        await withDiscardingTaskGroup { outer in
            outer.addTask(executorPreference: loop) { await self.rooms.run() }
            outer.addTask(executorPreference: loop) { await self.sweep() }
            await withDiscardingTaskGroup { inner in
                if transports.contains(.stdio) {
                    inner.addTask(executorPreference: loop) { await self.serveStandardStreams() }
                }
                for socket in sockets {
                    let mounts = mounts(of: transports, at: socket.address)
                    inner.addTask(executorPreference: loop) { await self.serve(mounts, on: socket) }
                }
            }
            sessions.closeAll()
            rooms.close()
            outer.cancelAll()
        }
    }

    // MARK: Networks

    private func mounts(of transports: [ServerTransport], at address: SocketAddress) -> [FrontDoor.Mount] {
        transports.filter { $0.address == address }.flatMap { transport -> [FrontDoor.Mount] in
            switch transport {
            case .http(_, let path): return [.init(path, StreamableHTTP(endpoint, options, sessions, rooms, running))]
            case .sse(_, let path, let messages):
                let service = SSEService(endpoint, options, open, messages: messages)
                return [
                    .init(path, SSEService.Stream(service: service)),
                    .init(messages, SSEService.Messages(service: service)),
                ]
            case .webSocket(_, let path):
                return [.init(path, WebSocketService(endpoint: endpoint, options: options, open: open))]
            case .stdio: return []
            }
        }
    }

    private func serve(_ mounts: [FrontDoor.Mount], on socket: Listener) async {
        let door = FrontDoor(mounts, options.access.gate(at: socket.address), admit: options.admit)
        var handler: HTTPHandler = { request in try await door.answer(request) }
        if let wrap = options.wrapHandler { handler = wrap(handler) }
        let server = HTTPServer(serverOptions, handler)
        let patience = stoppables.withLock { stoppables -> Duration? in
            stoppables.servers.append(server)
            stoppables.sockets.append(socket)
            return stoppables.isStopping ? stoppables.patience : nil
        }
        if let patience {
            socket.stopAccepting()
            server.stop(within: patience)
        }
        let (tls, wrap) = (options.tls, options.wrapStream)
        if tls == nil, wrap == nil { return await socket.serve(on: group) { await server.serve($0) } }
        await socket.serve(on: group) { stream in
            let stream: any ByteStream = stream
            guard let tls else { return await server.serve(wrap?(stream) ?? stream) }
            do throws(TLSError) {
                let deadline = Deadline.after(server.options.headTimeout)
                let secured = try await TLSStream.accept(over: stream, tls, until: deadline)
                await server.serve(wrap?(secured) ?? secured, isSecure: true)
            } catch {
                server.options.report?(.handshakeFailed(error))
            }
        }
    }

    private var serverOptions: HTTPServerOptions {
        var settings = HTTPServerOptions()
        settings.reading.maximumBodyBytes = options.limits.messageBytes
        settings.writeTimeout = options.limits.writeTime
        settings.report = options.report
        settings.tap = HTTPWireTap.maker(options.observer, role: .server)
        return settings
    }

    // MARK: Standard streams

    /// Serves this program's own streams until they end.
    private func serveStandardStreams() async {
        guard let loop = group.loops.first else { return }
        await loop.run {
            do throws(ReactorError) {
                let (input, output) = (try StandardStreams.input(on: loop), try StandardStreams.output(on: loop))
                await serveLines(input, output, .standardStreams)
            } catch {
                // A program without standard streams has nobody to serve there.
                return
            }
        }
    }

    /// Serves lines on two streams until the client's end.
    func serveLines(_ input: any ByteStream, _ output: any ByteStream, _ peer: WirePeer? = nil) async {
        var settings = CarrierOptions(observer: options.observer)
        settings.sendTimeout = options.limits.writeTime
        settings.maximumMessageBytes = options.limits.messageBytes
        let wrap = options.wrapStream
        let carrier = LineCarrier(
            input: wrap?(input) ?? input,
            output: wrap?(output) ?? output,
            options: settings,
            peer: peer
        )
        await open.run(DuplexSession(carrier, .stdio, endpoint, options))
    }

    // MARK: Ends

    /// Ends what waits for news, lets the rest finish, and ends what is left after a while.
    func stop(within patience: Duration) {
        let stoppables = stoppables.withLock { stoppables in
            (stoppables.isStopping, stoppables.patience) = (true, patience)
            return stoppables
        }
        for socket in stoppables.sockets { socket.stopAccepting() }
        // What is cancelled when patience ends may still say so.
        let margin: Duration = patience == .zero ? .zero : .seconds(2)
        for server in stoppables.servers { server.stop(within: patience + margin) }
        sessions.endStandaloneStreams()
        running.endListens()
        open.stop(within: patience)
        rooms.close()
        for loop in group.loops.prefix(1) {
            loop.execute {
                _ = loop.schedule(at: .after(patience)) {
                    self.running.endAll()
                    self.sessions.closeAll()
                    self.rooms.cutShort()
                }
            }
        }
    }

    /// Ends legacy sessions that nobody uses any more.
    private func sweep() async {
        guard let loop = group.loops.first else { return }
        let pause = max(.milliseconds(10), options.limits.sessionIdleTime / 4)
        await loop.run {
            while await loop.sleep(until: .after(pause)) { sessions.closeIdle(after: options.limits.sessionIdleTime) }
        }
    }
}
