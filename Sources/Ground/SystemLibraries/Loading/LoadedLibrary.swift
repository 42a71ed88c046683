internal import Glibc

/// A library that is in memory, where functions are found by name.
///
/// It is never unloaded: function tables point into it, and OpenSSL keeps state of each thread.
package struct LoadedLibrary {
    private let library: SystemLibrary
    private let handle: UnsafeMutableRawPointer

    /// Loads the first of the library's files that is there.
    package init(_ library: SystemLibrary) throws(SystemLibraryError) {
        var reasons: [String] = []
        for fileName in LibraryReplacement.files(of: library) {
            if let handle = dlopen(fileName, RTLD_NOW | RTLD_LOCAL) {
                self.library = library
                self.handle = handle
                return
            }
            reasons.append(dlerror().map { String(cString: $0) } ?? "the loader gave no reason")
        }
        throw SystemLibraryError(.notFound, library: library, detail: reasons.joined(separator: "; "))
    }

    /// Finds a function; `Function` is the C function type that its documentation declares, which nothing can check.
    package func function<Function>(
        _ name: String,
        as type: Function.Type = Function.self
    ) throws(SystemLibraryError) -> Function {
        precondition(MemoryLayout<Function>.size == MemoryLayout<UnsafeRawPointer>.size, "not a C function: \(type)")
        guard let address = dlsym(handle, name) else {
            throw SystemLibraryError(.functionMissing, library: library, detail: name)
        }
        return unsafeBitCast(address, to: Function.self)
    }
}
