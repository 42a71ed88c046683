internal import Synchronization

/// Other files to load in a library's place, for tests of what happens without it.
///
/// It counts only before the library is first needed.
package enum LibraryReplacement {
    private static let files = Mutex<[SystemLibrary: [String]]>([:])

    /// Lets these files be tried instead of the library's own.
    package static func replaceFiles(of library: SystemLibrary, by names: [String]) {
        files.withLock { $0[library] = names }
    }

    static func files(of library: SystemLibrary) -> [String] {
        files.withLock { $0[library] } ?? library.fileNames
    }
}
