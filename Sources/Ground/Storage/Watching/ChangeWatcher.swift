public import Reactor

/// Tells which files changed, a moment after they did, so that many changes at once come as one.
///
/// It watches the directories in which the files lie, and so sees editors that replace a file by renaming another, and
/// files that are made later. Directories below a watched directory are not watched.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop.
public final class ChangeWatcher: @unchecked Sendable {
    /// What changed since the last time.
    public struct Change: Sendable, Equatable {
        /// The watched files, or the files in watched directories, in order.
        public var paths: [FilePath]
        /// Whether more may have changed than is listed: look at everything again.
        public var mayBeMore: Bool

        fileprivate init(_ changed: Set<FilePath>, _ mayBeMore: Bool) {
            paths = changed.sorted()
            self.mayBeMore = mayBeMore
        }
    }

    private struct Watch {
        let directory: FilePath
        /// The names that count; nil when all do.
        var names: Set<FilePath>?
    }

    private let source: ReadinessSource
    private let settle: Duration
    private let longest: Duration
    private var watches: [Int32: Watch] = [:]

    /// Watches files, which need not exist, and directories, which must; `loop` must be the current one.
    ///
    /// A change is reported when nothing changed for `settle`, or after ten times as long at the latest.
    public init(
        _ paths: [FilePath],
        settle: Duration = .milliseconds(50),
        on loop: EventLoop
    ) throws(StorageError) {
        self.settle = settle
        longest = settle * 10
        let first = paths.first ?? "."
        let descriptor = try FileSystem.perform("watch", first) { () throws(Errno) in try WatchCalls.start() }
        let number = descriptor.number
        for path in paths {
            let isDirectory = (try? FileSystem.status(of: path).kind) == .directory
            let directory = isDirectory ? path : path.parent
            let watch = try FileSystem.attempt("watch", directory) { (name) throws(Errno) in
                try WatchCalls.watch(number, name)
            }
            Self.add(path, isDirectory: isDirectory, directory, to: &watches[watch])
        }
        do throws(ReactorError) { source = try ReadinessSource(descriptor, on: loop) } catch {
            throw StorageError(.system, "watch", first, errno: error.errno, detail: error.detail)
        }
    }

    private static func add(_ path: FilePath, isDirectory: Bool, _ directory: FilePath, to watch: inout Watch?) {
        guard !isDirectory, let name = path.lastComponent else {
            watch = Watch(directory: directory, names: nil)
            return
        }
        if watch == nil { watch = Watch(directory: directory, names: [name]) } else { watch?.names?.insert(name) }
    }

    /// Waits for the next change; nil when the deadline passes, the task is cancelled or the watcher is closed.
    public func next(until deadline: Deadline = .never) async -> Change? {
        var changed: Set<FilePath> = []
        var mayBeMore = false
        var reportBy: Deadline?
        while reportBy?.hasPassed != true {
            _ = collect(&changed, &mayBeMore)
            let hasChange = !changed.isEmpty || mayBeMore
            if hasChange && reportBy == nil { reportBy = Swift.min(deadline, .after(longest)) }
            let wakeUp = reportBy.map { Swift.min($0, .after(settle)) } ?? deadline
            switch await source.wait(until: wakeUp) {
            case .ready: continue
            case .timedOut where !hasChange: return nil
            // Nothing came for as long as it takes to settle.
            case .timedOut where !collect(&changed, &mayBeMore): return Change(changed, mayBeMore)
            case .timedOut: continue
            case .cancelled, .closed: return nil
            }
        }
        return Change(changed, mayBeMore)
    }

    /// Ends watching.
    public func close() { source.close() }

    /// Reads what happened; false when nothing did.
    private func collect(_ changed: inout Set<FilePath>, _ mayBeMore: inout Bool) -> Bool {
        guard let number = source.number, let events = try? WatchCalls.events(number), !events.isEmpty else {
            return false
        }
        for event in events {
            if event.isOverflow { mayBeMore = true }
            guard let watch = watches[event.watch] else { continue }
            if event.isGone {
                mayBeMore = true
                continue
            }
            let name = FilePath(bytes: event.name)
            if event.name.isEmpty {
                if watch.names == nil { changed.insert(watch.directory) }
            } else if watch.names?.contains(name) ?? true {
                changed.insert(watch.directory.appending(name))
            }
        }
        return true
    }
}

extension ChangeWatcher: AsyncSequence {
    /// Waits for one change after the other.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let watcher: ChangeWatcher

        /// The next change.
        public mutating func next() async -> Change? { await watcher.next() }

        /// The next change.
        public mutating func next(isolation: isolated (any Actor)?) async -> Change? { await watcher.next() }
    }

    /// The changes from now on; one task at a time may wait for them.
    public func makeAsyncIterator() -> Iterator { Iterator(watcher: self) }
}
