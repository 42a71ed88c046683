import Testing

@testable import SystemLibraries

@Suite struct LoadedLibraryTests {
    private static let absent = SystemLibrary(
        name: "Absent",
        fileNames: ["libabsent-for-tests.so.1", "libabsent-for-tests.so.2"],
        purpose: "tests",
        remedy: "apt-get install absent"
    )

    @Test func `a missing library says what it is, what needs it and how to install it`() throws {
        let error = try #require(throws: SystemLibraryError.self) { _ = try LoadedLibrary(Self.absent) }
        #expect(error.code == .notFound)
        let text = error.description
        #expect(text.contains("Absent is needed for tests"))
        #expect(text.contains("libabsent-for-tests.so.1 or libabsent-for-tests.so.2 could not be loaded"))
        #expect(text.contains("apt-get install absent"))
    }

    @Test func `a missing function is named`() throws {
        var library = LoadedLibraryTests.absent
        library = SystemLibrary(
            name: library.name,
            fileNames: SystemLibrary.zlib.fileNames,
            purpose: "tests",
            remedy: library.remedy
        )
        let loaded = try LoadedLibrary(library)
        let error = try #require(throws: SystemLibraryError.self) {
            _ = try loaded.function("no_such_function", as: (@convention(c) () -> Void).self)
        }
        #expect(error.code == .functionMissing)
        #expect(error.description.contains("has no function no_such_function"))
    }

    @Test func `a table of functions fails as its library does`() {
        #expect(throws: SystemLibraryError.self) { _ = try ZlibFunctions(Self.absent) }
    }

    @Test func `the second file name is tried when the first is absent`() throws {
        let library = SystemLibrary(
            name: "zlib",
            fileNames: Self.absent.fileNames + SystemLibrary.zlib.fileNames,
            purpose: "tests",
            remedy: ""
        )
        _ = try ZlibFunctions(library)
    }
}
