import TestKit
import Testing

@testable import Storage

@Suite struct FilePathTests {
    @Test func `takes paths apart`() {
        let examples: [(FilePath, FilePath, FilePath?, String?)] = [
            ("/a/b.txt", "/a", "b.txt", "txt"), ("b", ".", "b", nil), ("/", "/", nil, nil), ("/a", "/", "a", nil),
            ("a/b/", "a", "b", nil), ("a//b", "a", "b", nil), ("", ".", nil, nil), (".hidden", ".", ".hidden", nil),
            ("a/.x.y", "a", ".x.y", "y"), ("//a", "/", "a", nil), ("..", ".", "..", nil),
            ("x.tar.gz", ".", "x.tar.gz", "gz"),
        ]
        for (path, parent, last, suffix) in examples {
            #expect(path.parent == parent, "\(path)")
            #expect(path.lastComponent == last, "\(path)")
            #expect(path.fileExtension == suffix, "\(path)")
        }
    }

    @Test func `puts paths together`() {
        #expect(FilePath("a") / "b" == "a/b" && FilePath("a/") / "b" == "a/b" && FilePath("a") / "/b" == "/b")
        #expect(FilePath("") / "b" == "b" && FilePath("a") / "" == "a")
        #expect(FilePath("a").appendingToName(".gz") == "a.gz")
    }

    @Test func `normalizes by names`() {
        let examples: [(FilePath, FilePath)] = [
            ("a/./b//c/", "a/b/c"), ("a/../b", "b"), ("../a/..", ".."), ("/..", "/"), ("/../a", "/a"), ("a/..", "."),
            ("", "."),
            (".", "."), ("./a", "a"), ("../../a", "../../a"), ("a/../../b", "../b"), ("/", "/"),
        ]
        for (path, expected) in examples { #expect(path.normalized == expected, "\(path)") }
    }

    @Test func `finds the way from one path to another`() {
        let examples: [(FilePath, FilePath, FilePath?)] = [
            ("/a/b/c", "/a", "b/c"), ("/a", "/a/b", ".."), ("/a/x", "/a/b/c", "../../x"), ("/a", "/a", "."),
            ("a/b", "a", "b"),
            ("/a", "b", nil), ("a", "..", nil), ("../a", "..", "a"), ("a", ".", "a"), (".", "a", ".."),
        ]
        for (path, base, expected) in examples { #expect(path.relative(to: base) == expected, "\(path) from \(base)") }
        #expect(FilePath("/a/b").isInside("/a") && FilePath("/a").isInside("/a"))
        #expect(!FilePath("/ab").isInside("/a") && !FilePath("/a/../b").isInside("/a") && !FilePath("b").isInside("/"))
    }

    @Test func `comes back to where the way leads, whatever the names`() {
        var random = SeededRandom(seed: 12)
        let names = ["a", "b", ".", "..", "c"]
        for _ in 0..<3_000 {
            func path() -> FilePath {
                let count = Int.random(in: 0...5, using: &random)
                return FilePath(
                    "/" + (0..<count).map { _ in names.randomElement(using: &random) ?? "" }.joined(separator: "/")
                )
            }
            let (target, base) = (path(), path())
            guard let way = target.relative(to: base) else {
                Issue.record("\(target) from \(base)")
                continue
            }
            #expect((base.normalized / way).normalized == target.normalized, "\(target) from \(base)")
            #expect(target.normalized.normalized == target.normalized)
        }
    }

    @Test func `is safe to print`() {
        let path = FilePath(bytes: [0x61, 0x1B, 0xFF])
        #expect(path.description == "a\\u{1B}\\xFF")
    }
}
