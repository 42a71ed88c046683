import Reactor

extension BenchmarkContext {
    /// The path of an installed program; nil, and a note that says how to get it, when there is none.
    func installed(_ program: String, hint: String) -> String? {
        if let path = try? ProgramSearch.locate(program, path: ProcessEnvironment.value("PATH")) { return path }
        // Servers often lie outside the path of ordinary users.
        if let path = try? ProgramSearch.locate(program, path: "/usr/sbin:/usr/local/sbin:/sbin") { return path }
        note("peer \(program): not installed; \(hint)")
        return nil
    }

    /// The path of the Python interpreter that can import `module`; nil, and a note, when there is none.
    ///
    /// `COMPORT_BENCH_PYTHON` names it, so that the module can live in a virtual environment.
    ///
    /// `package` is what `pip` calls it, where that is not the module's name.
    func python(with module: String, package: String? = nil) async throws -> String? {
        let python = ProcessEnvironment.value("COMPORT_BENCH_PYTHON") ?? "python3"
        let result = try? await ChildProcess.collect(
            ChildCommand(python, ["-c", "import sys, \(module)\nprint(sys.executable)"]),
            on: loop,
            until: .after(.seconds(20))
        )
        // The path itself: what stands in PATH may be a script that looks for an interpreter.
        if let result, result.exit.isSuccess {
            return String(decoding: result.output.filter { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        }
        note("peer \(module): not installed; pip install \(package ?? module) into a venv and set COMPORT_BENCH_PYTHON")
        return nil
    }

    /// Starts a Python program that reads lines and prints lines, and runs `body` with it.
    ///
    /// Whatever it measures it measures itself, so neither the interpreter's start nor the pipe counts.
    func withPython<Value>(
        _ python: String,
        _ source: String,
        _ arguments: [String] = [],
        _ body: (PeerProcess) async throws -> Value
    ) async throws -> Value {
        let command = ChildCommand(python, ["-u", "-c", source] + arguments)
        return try await PeerProcess.with(command, on: loop, body)
    }
}
