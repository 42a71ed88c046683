internal import CLinux
internal import Glibc

/// Starting, signalling and reaping processes.
enum ProcessCalls {
    /// Starts a program; blocks until the new process runs it, so never on a loop.
    ///
    /// The child dies with the calling thread, so call it on a thread that never ends.
    static func spawn(
        path: String,
        command: ChildCommand,
        environment: [String: String],
        descriptors: [Int32]
    ) throws(ProcessError) -> Int32 {
        let arguments = CStrings([command.program] + command.arguments)
        let variables = CStrings(environment.map { "\($0.key)=\($0.value)" }.sorted())
        defer {
            arguments.free()
            variables.free()
        }
        let directory = command.directory.flatMap { strdup($0) }
        let file = strdup(path)
        defer {
            Glibc.free(directory)
            Glibc.free(file)
        }
        var request = clinux_spawn_request()
        request.path = UnsafePointer(file)
        request.arguments = UnsafePointer(arguments.pointers)
        request.environment = UnsafePointer(variables.pointers)
        request.directory = UnsafePointer(directory)
        request.descriptors = (descriptors[0], descriptors[1], descriptors[2])
        request.own_group = 1
        request.death_signal = SIGKILL
        var stage: Int32 = 0
        let process = clinux_spawn(&request, &stage)
        guard process > 0 else { throw failure(Errno.last, stage: stage, path: path, command) }
        return process
    }

    private static func failure(_ errno: Errno, stage: Int32, path: String, _ command: ChildCommand) -> ProcessError {
        let code: ProcessError.Code
        let detail: String
        switch Int(stage) {
        case CLINUX_SPAWN_EXEC where errno == .noSuchFile:
            (code, detail) = (.notFound, "\(path) does not exist, or the interpreter named in its first line does not")
        case CLINUX_SPAWN_EXEC:
            (code, detail) = (.notExecutable, "\(path) cannot be executed")
        case CLINUX_SPAWN_DIRECTORY:
            (code, detail) = (.directory, "its working directory \(command.directory ?? "") cannot be entered")
        default:
            (code, detail) = (.system, "the system could not create the process")
        }
        return ProcessError(code: code, program: command.program, errno: errno, detail: detail)
    }

    static func openHandle(_ process: Int32) throws(Errno) -> Descriptor {
        Descriptor(owning: try systemCall { clinux_pidfd_open(pid_t(process), 0) })
    }

    /// Reaps the child of a handle and says how it ended; nil while it runs.
    static func reap(_ handle: Int32) -> ChildExit? {
        var information = siginfo_t()
        guard (try? systemCall({ clinux_wait_pidfd(handle, &information, WEXITED | WNOHANG) })) != nil,
            clinux_siginfo_pid(&information) != 0
        else { return nil }
        let status = clinux_siginfo_status(&information)
        return clinux_siginfo_code(&information) == CLD_EXITED ? .exited(status) : .killed(signal: status)
    }

    /// Waits for a child on the calling thread.
    static func reapNow(_ process: Int32) {
        var status: Int32 = 0
        _ = try? systemCall { waitpid(pid_t(process), &status, 0) }
    }

    static func signal(handle: Int32, _ signal: Signal) {
        _ = clinux_pidfd_send_signal(handle, signal.rawValue)
    }

    /// Whether any process, dead but unreaped ones too, is in a group.
    static func groupExists(_ group: Int32) -> Bool { kill(-pid_t(group), 0) == 0 || Errno.last == .notPermitted }

    /// Signals a process group; the number stays taken while any member lives.
    static func signal(group: Int32, _ signal: Signal) { _ = kill(-pid_t(group), signal.rawValue) }
}

/// An array of C strings that ends with a null pointer.
private struct CStrings {
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ strings: [String]) {
        count = strings.count
        pointers = .allocate(capacity: count + 1)
        for (place, string) in strings.enumerated() { (pointers + place).initialize(to: strdup(string)) }
        (pointers + count).initialize(to: nil)
    }

    func free() {
        for place in 0..<count { Glibc.free(pointers[place]) }
        pointers.deallocate()
    }
}
