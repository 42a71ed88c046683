import Testing

@testable import HTTPWire

@Suite struct HTTPSerializerTests {
    private func text(_ head: HTTPResponseHead, _ content: HTTPSerializer.Content = .asInFields) throws -> String {
        var output: [UInt8] = []
        try HTTPSerializer.append(head, content: content, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    private func text(_ head: HTTPRequestHead, _ content: HTTPSerializer.Content = .asInFields) throws -> String {
        var output: [UInt8] = []
        try HTTPSerializer.append(head, content: content, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test func `writes heads`() throws {
        let request = HTTPRequestHead(.other("FOO"), "/x?y", fields: ["Host": "a", "X": ""])
        #expect(try text(request) == "FOO /x?y HTTP/1.1\r\nHost: a\r\nX: \r\n\r\n")
        #expect(try text(request, .length(1205)).hasSuffix("\r\nContent-Length: 1205\r\n\r\n"))
        #expect(try text(HTTPResponseHead(.ok), .length(0)) == "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        var teapot = HTTPResponseHead(HTTPStatus(418), version: .http10)
        #expect(try text(teapot, .chunked) == "HTTP/1.0 418 \r\nTransfer-Encoding: chunked\r\n\r\n")
        teapot.customReason = "I'm a teapot"
        #expect(try text(teapot) == "HTTP/1.0 418 I'm a teapot\r\n\r\n")
    }

    @Test func `writes a received head again`() throws {
        let bytes = Array("GET / HTTP/1.1\r\nHOST:a\r\nx:  y \r\n\r\n".utf8)
        var parser = HTTPRequestParser()
        guard case .head(var head) = try parser.next(bytes.span).event else { return }
        head.fields.append("Via", "1.1 me")
        #expect(try text(head) == "GET / HTTP/1.1\r\nHOST: a\r\nx: y\r\nVia: 1.1 me\r\n\r\n")
    }

    @Test func `refuses to inject lines`() {
        for bad in ["a\r\nX: y", "a\nb", "a\rb", "a\u{0}b", "a\u{7f}"] {
            for head in [
                HTTPRequestHead(.get, "/", fields: ["X": bad]), HTTPRequestHead(.get, "/", fields: [bad: "x"]),
                HTTPRequestHead(.get, bad), HTTPRequestHead(.other(bad), "/"),
            ] {
                #expect(throws: HTTPWireError.self) { try text(head) }
            }
            var response = HTTPResponseHead(.ok)
            response.customReason = bad
            #expect(throws: HTTPWireError.self) { try text(response) }
        }
        for head in [
            HTTPRequestHead(.get, ""), HTTPRequestHead(.get, "/a b"), HTTPRequestHead(.other(""), "/"),
            HTTPRequestHead(.get, "/", fields: ["": "x"]), HTTPRequestHead(.get, "/", fields: ["X ": "x"]),
        ] {
            #expect(throws: HTTPWireError.self) { try text(head) }
        }
    }

    @Test func `leaves the output as it was when it refuses`() {
        var output: [UInt8] = [1]
        _ = try? HTTPSerializer.append(HTTPResponseHead(.ok, fields: ["A": "b", "C": "\n"]), to: &output)
        #expect(output == [1])
    }

    @Test func `writes chunks that are read back`() throws {
        var output: [UInt8] = []
        for size in [1, 15, 16, 255, 256, 4096] {
            try HTTPSerializer.appendChunk([UInt8](repeating: 0x61, count: size).span, extensions: ";a=b", to: &output)
        }
        try HTTPSerializer.appendChunk([UInt8]().span, to: &output)
        try HTTPSerializer.appendLastChunk(trailers: ["T": "u"], to: &output)
        let start = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        let transcript = Transcript.requests([Array(start.utf8) + output])
        #expect(transcript.error == nil)
        let chunks = transcript.lines.filter { $0.hasPrefix("chunk") }
        #expect(chunks == [1, 15, 16, 255, 256, 4096].map { "chunk \($0) ;a=b" } + ["chunk 0 "])
        #expect(transcript.lines.contains("trailers T: u"))
        #expect(throws: HTTPWireError.self) {
            try HTTPSerializer.appendChunk([1].span, extensions: ";a\r\n", to: &output)
        }
    }

    @Test func `writes dates`() {
        #expect(HTTPDate.text(unixSeconds: 784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.text(unixSeconds: 0) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(HTTPDate.text(unixSeconds: 951_782_400) == "Tue, 29 Feb 2000 00:00:00 GMT")
        #expect(HTTPDate.text(unixSeconds: -1) == "Wed, 31 Dec 1969 23:59:59 GMT")
        #expect(HTTPDate.text(unixSeconds: 4_102_444_800) == "Fri, 01 Jan 2100 00:00:00 GMT")
        #expect(HTTPDate.text(unixSeconds: .max) == "Fri, 31 Dec 9999 23:59:59 GMT")
        #expect(HTTPDate.text(unixSeconds: .min) == "Sat, 01 Jan 0000 00:00:00 GMT")
    }
}
