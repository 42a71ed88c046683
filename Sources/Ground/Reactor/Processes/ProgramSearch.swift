internal import Glibc

/// Finds the file of a program as a shell does.
package enum ProgramSearch {
    /// The path of `program`: itself when it holds a slash, else the first executable file in the folders of `path`.
    package static func locate(_ program: String, path: String?) throws(ProcessError) -> String {
        guard !program.isEmpty, !program.utf8.contains(0) else {
            throw ProcessError(
                code: .malformed,
                program: "the command",
                errno: nil,
                detail: "expected the name or path of a program"
            )
        }
        if program.utf8.contains(UInt8(ascii: "/")) { return program }
        let folders = (path ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":", omittingEmptySubsequences: false)
        var forbidden: String?
        for folder in folders {
            let candidate = (folder.isEmpty ? "." : String(folder)) + "/" + program
            guard isRegularFile(candidate) else { continue }
            if access(candidate, X_OK) == 0 { return candidate }
            forbidden = forbidden ?? candidate
        }
        if let forbidden {
            throw ProcessError(
                code: .notExecutable,
                program: program,
                errno: nil,
                detail: "\(forbidden) is not executable; set its permission with chmod +x"
            )
        }
        throw ProcessError(
            code: .notFound,
            program: program,
            errno: nil,
            detail: "no such program in the \(folders.count) folders of PATH; install it or give its path"
        )
    }

    private static func isRegularFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
