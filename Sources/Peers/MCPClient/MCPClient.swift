internal import Bindings
internal import JSONRPC
internal import MCP
public import Reactor

/// A client that talks with one server, in whichever era the server knows.
///
/// It lives within ``with(_:_:on:_:)`` and on one loop. Cancelling the task of a call cancels the request.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop.
public final class MCPClient: @unchecked Sendable {
    /// The loop that the client lives on.
    public let loop: EventLoop
    /// How it behaves.
    public let options: MCPClientOptions
    /// What the server said about itself.
    public internal(set) var server: ServerDescription
    let background: BackgroundTasks
    let opener: Opener
    let desk: ServerRequestDesk
    let tools = ToolCatalogue()
    var conversation: Conversation?
    var isClosed = false
    /// Set while one of several calls opens the connection anew.
    var isReopening = false
    let reopened = WaitPoint()
    private var feeds: [WeakFeed] = []
    /// The server's requests that are being answered; nil while the work has not begun.
    var runningRequests: [RequestID: UnsafeCurrentTask?] = [:]

    /// The pages of which the server said lately that what they were for is done.
    private(set) var endedPages: [String] = []
    let pageEnded = WaitPoint()

    private struct WeakFeed { weak var feed: Feed<ServerNotification>? }

    init(_ opener: Opener, _ options: MCPClientOptions, _ background: BackgroundTasks, on loop: EventLoop) {
        (self.opener, self.options, self.background, self.loop) = (opener, options, background, loop)
        server = ServerDescription(revision: .latest)
        desk = ServerRequestDesk(options)
    }

    /// The server says that what a page was for is done.
    func endPage(_ id: String) {
        if endedPages.count >= 64 { endedPages.removeFirst() }
        endedPages.append(id)
        pageEnded.wakeAll()
    }

    // MARK: Notifications

    /// Everything that the server notifies from now on, for one reader; bounded by the options.
    public func notifications() -> Feed<ServerNotification> {
        feeds.removeAll { $0.feed == nil }
        let feed = Feed<ServerNotification>(on: loop, capacity: options.feedCapacity)
        feeds.append(WeakFeed(feed: feed))
        return feed
    }

    func deliver(_ notification: ServerNotification) {
        for holder in feeds {
            guard let feed = holder.feed else { continue }
            let hadRoom = feed.droppedCount == 0
            feed.post(notification)
            if hadRoom, feed.droppedCount > 0 {
                report(.overflow, "more than \(options.feedCapacity) notifications wait: the oldest ones are dropped")
            }
        }
    }

    func finishFeeds() {
        for holder in feeds { holder.feed?.finish() }
    }

    func report(_ kind: ClientFinding.Kind, _ detail: String, _ bytes: [UInt8] = []) {
        options.report?(ClientFinding(kind, detail, bytes: bytes))
    }
}
