internal import Glibc

extension ProcessEnvironment {
    /// Ends this process; deferred work of any task is lost.
    package static func exit(_ code: Int32) -> Never { Glibc.exit(code) }
}
