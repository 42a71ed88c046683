import Glibc
import Testing

@testable import Reactor

@Suite(.timeLimit(.minutes(1))) struct StandardStreamsTests {
    @Test func `a regular file is read to its end`() async throws {
        try await LoopGroup.runOne { loop in
            let file = open("/etc/passwd", O_RDONLY)
            defer { close(file) }
            let stream = try StandardStreams.open(file, reading: true, on: loop)
            var buffer = InputBuffer()
            while try await stream.read(into: &buffer) > 0 {}
            #expect(String(decoding: buffer.takeAll(), as: UTF8.self).hasPrefix("root:"))
            stream.close()
        }
    }

    @Test func `a finished file has everything`() async throws {
        try await LoopGroup.runOne { loop in
            let path = "/tmp/comport-pump-\(getpid())"
            defer { unlink(path) }
            let file = open(path, O_RDWR | O_CREAT, 0o600)
            defer { close(file) }
            let stream = try StandardStreams.open(file, reading: false, on: loop)
            for _ in 0..<100 { try await stream.write(Array(repeating: 65, count: 10_000)) }
            try await stream.finishWriting()
            #expect(lseek(file, 0, SEEK_END) == 1_000_000)
        }
    }

    @Test func `a pipe stays blocking for those who share it`() async throws {
        try await LoopGroup.runOne { loop in
            let ends = try DescriptorCalls.pipe(nonBlocking: false).release()
            defer {
                close(ends.reading)
                close(ends.writing)
            }
            let stream = try StandardStreams.open(ends.reading, reading: true, on: loop)
            var buffer = InputBuffer()
            _ = write(ends.writing, "x", 1)
            #expect(try await stream.read(into: &buffer) == 1)
            #expect(fcntl(ends.reading, F_GETFL) & O_NONBLOCK == 0)
            stream.close()
        }
    }

    @Test func `a null device reads as empty`() async throws {
        try await LoopGroup.runOne { loop in
            let null = open("/dev/null", O_RDONLY)
            defer { close(null) }
            let stream = try StandardStreams.open(null, reading: true, on: loop)
            var buffer = InputBuffer()
            #expect(try await stream.read(into: &buffer) == 0)
            stream.close()
        }
    }
}
