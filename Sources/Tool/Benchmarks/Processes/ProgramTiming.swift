import Glibc
import Reactor

/// Starts a program, waits for its end and returns the seconds between.
///
/// Plain `posix_spawn` and `waitpid` rather than ``ChildProcess``: only the program's own life is to be counted.
func secondsToRun(_ path: String, _ arguments: [String]) throws -> Double {
    let strings = ([path] + arguments).map { strdup($0) }
    defer { for string in strings { free(string) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)

    var process = pid_t()
    let start = MonotonicInstant.now
    let error = posix_spawn(&process, path, &actions, nil, strings + [nil], environ)
    guard error == 0 else { throw BenchmarkError("cannot start \(path): \(Errno(rawValue: error))") }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let elapsed = (MonotonicInstant.now - start).inSeconds
    guard status == 0 else { throw BenchmarkError("\(path) was expected to end with 0; its wait status was \(status)") }
    return elapsed
}
