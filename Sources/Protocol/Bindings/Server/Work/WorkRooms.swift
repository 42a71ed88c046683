import Reactor

/// One room for work on each loop of a group.
final class WorkRooms: Sendable {
    private let rooms: [WorkRoom]

    init(_ group: LoopGroup) { rooms = group.loops.map(WorkRoom.init) }

    /// The room on a loop of the group.
    func room(on loop: EventLoop) -> WorkRoom? { rooms.first { $0.loop === loop } }

    /// Runs all rooms until they are closed and their work has ended.
    func run() async {
        await withDiscardingTaskGroup { children in
            for room in rooms { children.addTask(executorPreference: room.loop) { await room.run() } }
        }
    }

    /// Takes no more work.
    func close() { for room in rooms { room.loop.execute { room.close() } } }

    /// Cancels what still runs.
    func cutShort() { for room in rooms { room.loop.execute { room.cutShort() } } }
}
