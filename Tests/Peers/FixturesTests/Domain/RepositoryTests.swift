import Testing

@testable import Fixtures

@Suite struct RepositoryTests {
    @Test func `is the same whenever it is built`() {
        let (one, other) = (Repository.sample(), Repository.sample())
        #expect(one.commits == other.commits)
        #expect(Set(one.commits.map(\.id)).count == one.commits.count)
        #expect(one.commits.allSatisfy { $0.id.count == 40 && $0.id.allSatisfy(\.isHexDigit) })
    }

    @Test func `finds commits by branch, by id and by the beginning of one`() throws {
        let repository = Repository.sample()
        let head = try #require(repository.position("main"))
        let id = repository.commits[head].id
        #expect(repository.position(id) == head)
        #expect(repository.position(String(id.prefix(8))) == head)
        #expect(repository.position(String(id.prefix(6))) == nil)
        #expect(repository.position("nowhere") == nil)
    }

    @Test func `tells the history of a branch and of a file`() throws {
        let repository = Repository.sample()
        let head = try #require(repository.position("main"))
        #expect(
            repository.history(of: head).map(\.message)
                == ["Multiply by three", "Say who may use it", "Compute the first numbers", "Begin"]
        )
        #expect(repository.history(of: head, path: "LICENSE").map(\.message) == ["Say who may use it"])
        let loops = try #require(repository.position("loops"))
        #expect(repository.history(of: loops).map(\.message) == ["Try loops", "Compute the first numbers", "Begin"])
    }

    @Test func `keeps files as each commit left them`() throws {
        var repository = Repository.sample()
        let head = try #require(repository.position("main"))
        #expect(repository.file("src/engine.txt", at: head) == "load 1\nmultiply 3\nprint\n")
        #expect(repository.file("src/engine.txt", at: 1) == "load 1\nmultiply 2\nprint\n")
        #expect(repository.file("src/engine.txt", at: 0) == nil)
        repository.commit("Remove", by: "x", at: "2026-02-01T00:00:00Z", ["LICENSE": nil])
        let last = try #require(repository.position("main"))
        #expect(repository.file("LICENSE", at: last) == nil)
        #expect(repository.files(at: last).keys.sorted() == ["README.md", "src/engine.txt"])
    }

    @Test func `shows a difference as diff does`() throws {
        let repository = Repository.sample()
        let head = try #require(repository.position("main"))
        #expect(
            repository.difference(from: 1, to: head, path: "src/engine.txt") == """
                diff --git a/src/engine.txt b/src/engine.txt
                --- a/src/engine.txt
                +++ b/src/engine.txt
                @@ -1,3 +1,3 @@
                 load 1
                -multiply 2
                +multiply 3
                 print

                """
        )
        #expect(
            repository.difference(from: nil, to: 0) == """
                diff --git a/README.md b/README.md
                --- /dev/null
                +++ b/README.md
                @@ -0,0 +1,1 @@
                +# Engine

                """
        )
    }

    @Test func `puts changes that lie apart into hunks of their own`() {
        let old = (1...30).map { "\($0)\n" }.joined()
        let new = (1...30).map { $0 == 2 ? "two\n" : $0 == 29 ? "" : "\($0)\n" }.joined()
        let text = UnifiedDifference.text(path: "f", old: old, new: new)
        #expect(text.contains("@@ -1,5 +1,5 @@\n 1\n-2\n+two\n 3\n"))
        #expect(text.contains("@@ -26,5 +26,4 @@\n 26\n 27\n 28\n-29\n 30\n"))
    }

    @Test func `grows to any size`() throws {
        let repository = Repository.sample(more: 5000)
        let head = try #require(repository.position("main"))
        #expect(repository.history(of: head).prefix(3).map(\.message) == ["Note 4999", "Note 4998", "Note 4997"])
        #expect(repository.file("notes/17.md", at: head) == "Note 17\n")
    }
}
