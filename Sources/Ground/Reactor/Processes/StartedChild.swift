internal import Glibc

/// A program that runs, and this side's ends of its pipes as plain numbers: they cross from the thread that started it
/// to the loop that adopts them.
struct StartedChild: Sendable {
    let process: Int32
    let handle: Int32
    let streams: [Int32?]
}

extension StartedChild {
    /// Starts a program on the calling thread.
    init(of command: ChildCommand) throws(ProcessError) {
        try Self.checkStrings(of: command)
        let environment = command.environmentVariables(from: ProcessEnvironment.all)
        let path = try ProgramSearch.locate(command.program, path: environment["PATH"])
        var pipes = ChildPipes()
        do throws(Errno) {
            try pipes.open(command.input, childReads: true)
            try pipes.open(command.output, childReads: false)
            try pipes.open(command.error, childReads: false)
        } catch {
            pipes.closeAll()
            throw ProcessError(
                code: .system,
                program: command.program,
                errno: error,
                detail: "no pipes could be made for it"
            )
        }
        let process: Int32
        do throws(ProcessError) {
            process = try ProcessCalls.spawn(
                path: path,
                command: command,
                environment: environment,
                descriptors: pipes.theirs
            )
        } catch {
            pipes.closeAll()
            throw error
        }
        pipes.closeTheirs()
        do throws(Errno) {
            self.init(process: process, handle: try ProcessCalls.openHandle(process).release(), streams: pipes.ours)
        } catch {
            pipes.closeAll()
            ProcessCalls.signal(group: process, .kill)
            ProcessCalls.reapNow(process)
            throw ProcessError(
                code: .system,
                program: command.program,
                errno: error,
                detail: "its process cannot be watched"
            )
        }
    }

    private static func checkStrings(of command: ChildCommand) throws(ProcessError) {
        let all = command.arguments + command.variables.map { "\($0.key)=\($0.value)" } + [command.directory ?? ""]
        guard !all.contains(where: { $0.utf8.contains(0) }) else {
            throw ProcessError(
                code: .malformed,
                program: command.program,
                errno: nil,
                detail: "expected arguments, variables and a directory without NUL bytes"
            )
        }
    }
}

/// The pipes of a child that is being started; at each place this side's end and the child's end.
private struct ChildPipes {
    private(set) var ours: [Int32?] = []
    private(set) var theirs: [Int32] = []

    mutating func open(_ stream: ChildCommand.Stream, childReads: Bool) throws(Errno) {
        switch stream {
        case .inherited:
            ours.append(nil)
            theirs.append(-1)
        case .null:
            let null = try systemCall { Glibc.open("/dev/null", (childReads ? O_RDONLY : O_WRONLY) | O_CLOEXEC) }
            ours.append(nil)
            theirs.append(null)
        case .pipe:
            let ends = try DescriptorCalls.pipe(nonBlocking: false).release()
            let (own, childs) = childReads ? (ends.writing, ends.reading) : (ends.reading, ends.writing)
            ours.append(own)
            theirs.append(childs)
            // Only this end: the child expects to block.
            try DescriptorCalls.setNonBlocking(own)
        }
    }

    mutating func closeTheirs() {
        for number in theirs where number >= 0 { DescriptorCalls.close(number) }
        theirs = []
    }

    mutating func closeAll() {
        closeTheirs()
        for number in ours { if let number { DescriptorCalls.close(number) } }
        ours = []
    }
}
