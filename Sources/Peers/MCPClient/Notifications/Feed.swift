public import Reactor

/// What comes over time, for one reader; bounded, so that the oldest is dropped when nobody reads.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop.
public final class Feed<Element: Sendable>: AsyncSequence, @unchecked Sendable {
    private let loop: EventLoop
    private let capacity: Int
    private var elements: [Element] = []
    private var head = 0
    private var isFinished = false
    private let filled = WaitPoint()
    /// How many were dropped since nobody read them in time.
    public private(set) var droppedCount = 0

    /// An empty feed.
    public init(on loop: EventLoop, capacity: Int = 256) { (self.loop, self.capacity) = (loop, Swift.max(1, capacity)) }

    /// Adds an element.
    public func post(_ element: Element) {
        guard !isFinished else { return }
        if elements.count - head >= capacity {
            head += 1
            droppedCount += 1
        }
        if head > capacity {
            elements.removeFirst(head)
            head = 0
        }
        elements.append(element)
        filled.wakeFirst()
    }

    /// Ends the feed; what waits is still read.
    public func finish() {
        isFinished = true
        filled.wakeAll()
    }

    /// The next element; nil at the end, when the task is cancelled, or when the deadline passes.
    public func next(until deadline: Deadline) async -> Element? {
        while head == elements.count {
            guard !isFinished, await filled.wait(on: loop, until: deadline) == .ready else { return nil }
        }
        let element = elements[head]
        head += 1
        if head == elements.count {
            elements.removeAll(keepingCapacity: true)
            head = 0
        }
        return element
    }

    /// Walks over what did not come yet.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let feed: Feed

        /// The next element; nil at the end.
        public func next() async -> Element? { await feed.next(until: .never) }

        /// The next element; nil at the end.
        public func next(isolation actor: isolated (any Actor)?) async -> Element? { await feed.next(until: .never) }
    }

    /// Walks over what did not come yet.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(feed: self) }
}
