import HTTPWire

/// Streams of requests and the first rule that each breaks; nil for good ones.
///
/// `readsOn` says whether a tolerant reading still finds a complete message.
struct RequestVector {
    let bytes: String
    let rule: HTTPRule?
    let readsOn: Bool

    init(_ bytes: String, _ rule: HTTPRule? = nil, readsOn: Bool = true) {
        (self.bytes, self.rule, self.readsOn) = (bytes, rule, readsOn)
    }

    static let all: [RequestVector] = good + startLines + fields + hosts + framing + chunks

    private static let good = [
        RequestVector("GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        RequestVector("\r\nGET /a?b=c%20d HTTP/1.1\r\nhOST:a:80\r\n\r\n"),
        RequestVector("GET / HTTP/1.0\r\n\r\n"),
        RequestVector("GET / HTTP/1.1\r\nHost:\r\nX:\t a\tb \t\r\nEmpty:\r\n\r\n"),
        RequestVector("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhelloGET /2 HTTP/1.1\r\nHost: b\r\n\r\n"),
        RequestVector("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"),
        RequestVector("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: CHUNKED\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
        RequestVector(
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "00a;n=v;q=\"x;\\\"y\" ; z\r\n0123456789\r\n0;last\r\nTrail: er\r\nX: y\r\n\r\n"
        ),
        RequestVector("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"),
        RequestVector("CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n"),
        RequestVector("GET http://a.example:80/x?y HTTP/1.1\r\nHost: a.example\r\n\r\n"),
        RequestVector("GET http://[::1]:80 HTTP/1.1\r\nHost: [::1]:80\r\n\r\n"),
        RequestVector("M-SEARCH / HTTP/1.1\r\nHost: a\r\n\r\n"),
        RequestVector("GET / HTTP/1.3\r\nHost: a\r\n\r\n"),
        RequestVector("GET / HTTP/1.1\r\nHost: a\r\nX: caf\u{e9}\r\n\r\n"),
        RequestVector("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nok"),
        RequestVector("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n\r\n"),
    ]

    private static let startLines = [
        RequestVector("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .leadingEmptyLines),
        RequestVector("\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .bareLineFeed),
        RequestVector(" GET / HTTP/1.1\r\nHost: a\r\n\r\n", .requestLine, readsOn: false),
        RequestVector("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", .requestLine, readsOn: false),
        RequestVector("GET /  HTTP/1.1\r\nHost: a\r\n\r\n", .version, readsOn: false),
        RequestVector("GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", .requestLine, readsOn: false),
        RequestVector("GET /\r\n\r\n", .requestLine, readsOn: false),
        RequestVector("GET\r\n\r\n", .requestLine, readsOn: false),
        RequestVector("G(T / HTTP/1.1\r\nHost: a\r\n\r\n", .method),
        RequestVector("G\u{7f}T / HTTP/1.1\r\nHost: a\r\n\r\n", .requestLine, readsOn: false),
        RequestVector("\u{16}\u{3}\u{1}", .requestLine, readsOn: false),
        RequestVector("GET /<a> HTTP/1.1\r\nHost: a\r\n\r\n", .targetCharacter),
        RequestVector("GET /\u{e9} HTTP/1.1\r\nHost: a\r\n\r\n", .targetCharacter),
        RequestVector("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", .targetCharacter),
        RequestVector("GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", .targetCharacter),
        RequestVector("GET /[a] HTTP/1.1\r\nHost: a\r\n\r\n", .targetCharacter),
        RequestVector("GET a HTTP/1.1\r\nHost: a\r\n\r\n", .targetForm),
        RequestVector("GET * HTTP/1.1\r\nHost: a\r\n\r\n", .targetForm),
        RequestVector("GET http:// HTTP/1.1\r\nHost: a\r\n\r\n", .targetForm),
        RequestVector("GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n", .targetForm),
        RequestVector("CONNECT / HTTP/1.1\r\nHost: a\r\n\r\n", .targetForm),
        RequestVector("CONNECT a HTTP/1.1\r\nHost: a\r\n\r\n", .targetForm),
        RequestVector("GET / http/1.1\r\nHost: a\r\n\r\n", .version, readsOn: false),
        RequestVector("GET / HTTP/11\r\nHost: a\r\n\r\n", .version, readsOn: false),
        RequestVector("GET / HTTP/2.0\r\nHost: a\r\n\r\n", .unsupportedVersion),
        RequestVector("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", .whitespaceAfterVersion),
        RequestVector("GET / HTTP/1.1x\r\nHost: a\r\n\r\n", .requestLine, readsOn: false),
        RequestVector("GET / HTTP/1.1\nHost: a\r\n\r\n", .bareLineFeed),
        RequestVector("GET / HTTP/1.1\rHost: a\r\n\r\n", .requestLine, readsOn: false),
    ]

    private static let fields = [
        RequestVector("GET / HTTP/1.1\r\n Host: a\r\nHost: b\r\n\r\n", .whitespaceBeforeFields),
        RequestVector("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n  2\r\n\r\n", .obsoleteLineFolding),
        RequestVector("GET / HTTP/1.1\r\nHost : a\r\n\r\n", .whitespaceBeforeColon),
        RequestVector("GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", .missingColon),
        RequestVector("GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n", .fieldName),
        RequestVector("GET / HTTP/1.1\r\nHost: a\r\nX(: y\r\n\r\n", .fieldName),
        RequestVector("GET / HTTP/1.1\r\nHost: a\r\nX y: z\r\n\r\n", .fieldName),
        RequestVector("GET / HTTP/1.1\r\nHost: a\r\nX\u{0}: y\r\n\r\n", .fieldName),
        RequestVector("GET / HTTP/1.1\r\nHost: a\r\nX: a\u{0}b\r\n\r\n", .controlCharacter),
        RequestVector("GET / HTTP/1.1\r\nHost: a\r\nX: a\u{7f}\r\n\r\n", .controlCharacter),
        RequestVector("GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", .bareCarriageReturn),
        RequestVector("GET / HTTP/1.1\r\nHost: a\r\nX: a\nY: b\r\n\r\n", .bareLineFeed),
        RequestVector("GET / HTTP/1.1\r\nHost: a\r\n\n", .bareLineFeed),
        RequestVector("GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n\rZ: z\r\n\r\n", .fieldName),
    ]

    private static let hosts = [
        RequestVector("GET / HTTP/1.1\r\nX: y\r\n\r\n", .missingHost),
        RequestVector("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", .duplicateHost),
        RequestVector("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", .invalidHost),
        RequestVector("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .invalidHost),
        RequestVector("GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", .invalidHost),
        RequestVector("GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n", .invalidHost),
        RequestVector("GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", .invalidHost),
    ]

    private static func post(_ fields: String, _ body: String = "") -> String {
        "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(body)"
    }

    private static let framing = [
        RequestVector(post("Content-Length: 1, 1", "x"), .contentLengthList),
        RequestVector(post("Content-Length: 1\r\nContent-Length: 1", "x"), .repeatedContentLength),
        RequestVector(post("Content-Length: 1\r\nContent-Length: 2", "xy"), .differingContentLengths, readsOn: false),
        RequestVector(post("Content-Length: 1, 2", "xy"), .contentLengthList, readsOn: false),
        RequestVector(post("Content-Length: +1", "x"), .contentLength, readsOn: false),
        RequestVector(post("Content-Length: -1", "x"), .contentLength, readsOn: false),
        RequestVector(post("Content-Length: 0x1", "x"), .contentLength, readsOn: false),
        RequestVector(post("Content-Length: 1 1", "x"), .contentLength, readsOn: false),
        RequestVector(post("Content-Length:", "x"), .contentLength, readsOn: false),
        RequestVector(post("Content-Length: 9223372036854775808", "x"), .contentLength, readsOn: false),
        RequestVector(post("Content-Length: 268435457", "x"), .bodyLimit, readsOn: false),
        RequestVector(
            post("Content-Length: 3\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
            .contentLengthWithTransferEncoding
        ),
        RequestVector(post("Transfer-Encoding: chunked, gzip"), .unknownTransferEncoding),
        RequestVector(post("Transfer-Encoding: gzip, chunked", "0\r\n\r\n"), .unknownTransferEncoding),
        RequestVector(post("Transfer-Encoding: xchunked"), .unknownTransferEncoding),
        RequestVector(post("Transfer-Encoding: chunked;x=y"), .unknownTransferEncoding),
        RequestVector(post("Transfer-Encoding: \u{b}chunked"), .controlCharacter),
        RequestVector(post("Transfer-Encoding: chunked, chunked", "0\r\n\r\n"), .chunkedRepeated),
        RequestVector(
            post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"),
            .unknownTransferEncoding
        ),
        RequestVector(post("Transfer-Encoding:", ""), .transferEncoding),
        RequestVector(
            "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            .transferEncodingInOldVersion
        ),
    ]

    private static func chunked(_ body: String) -> String { post("Transfer-Encoding: chunked", body) }

    private static let chunks = [
        RequestVector(chunked("+1\r\nx\r\n0\r\n\r\n"), .chunkSize, readsOn: false),
        RequestVector(chunked("-1\r\nx\r\n0\r\n\r\n"), .chunkSize, readsOn: false),
        RequestVector(chunked("0x1\r\nx\r\n0\r\n\r\n"), .chunkSize, readsOn: false),
        RequestVector(chunked(" 1\r\nx\r\n0\r\n\r\n"), .chunkSize, readsOn: false),
        RequestVector(chunked("\r\nx\r\n0\r\n\r\n"), .chunkSize, readsOn: false),
        RequestVector(chunked("1 1\r\nx\r\n0\r\n\r\n"), .chunkSize, readsOn: false),
        RequestVector(chunked("FFFFFFFFFFFFFFFFF\r\nx"), .chunkSize, readsOn: false),
        RequestVector(chunked("7FFFFFFF\r\nx"), .bodyLimit, readsOn: false),
        RequestVector(chunked("1 \r\nx\r\n0\r\n\r\n"), .chunkSizeWhitespace),
        RequestVector(chunked("1;\r\nx\r\n0\r\n\r\n"), .chunkExtension),
        RequestVector(chunked("1;a=\r\nx\r\n0\r\n\r\n"), .chunkExtension),
        RequestVector(chunked("1;a=\"b\r\nx\r\n0\r\n\r\n"), .chunkExtension),
        RequestVector(chunked("1;a\rb\r\nx\r\n0\r\n\r\n"), .bareCarriageReturn),
        RequestVector(chunked("1\nx\r\n0\r\n\r\n"), .bareLineFeed),
        RequestVector(chunked("1\r\nx\n0\r\n\r\n"), .bareLineFeed),
        RequestVector(chunked("1\r\nxy\r\n0\r\n\r\n"), .chunkEnd, readsOn: false),
        RequestVector(chunked("1\r\nx\r\r\n0\r\n\r\n"), .chunkEnd, readsOn: false),
        RequestVector(chunked("0\r\nContent-Length: 5\r\n\r\n"), .trailerNotAllowed),
        RequestVector(chunked("0\r\nTransfer-Encoding: chunked\r\n\r\n"), .trailerNotAllowed),
        RequestVector(chunked("0\r\nX : y\r\n\r\n"), .whitespaceBeforeColon),
        RequestVector(chunked("1\r\nx\r\n0\r\n"), .truncatedBody),
        RequestVector("GET / HTTP/1.1\r\nHost: a\r\n", .truncatedHead, readsOn: false),
        RequestVector(post("Content-Length: 5", "abc"), .truncatedBody),
    ]
}
