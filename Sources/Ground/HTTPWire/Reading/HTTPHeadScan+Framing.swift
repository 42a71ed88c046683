extension HTTPHeadScan {
    /// Decides how the content of a request ends (RFC 9112 section 6.3).
    mutating func requestFraming(_ version: HTTPVersion) throws(HTTPWireError) -> HTTPFraming {
        if facts.hosts == 0, version >= .http11 {
            try violate(.missingHost, at: start, expected: "a Host field", seen: "none")
        }
        guard let place = facts.transferEncodingPosition else {
            guard let length = facts.contentLength else { return .none }
            try checkBody(length)
            return length == 0 ? .none : .length(length)
        }
        try checkTransferEncoding(version, place)
        if facts.endsInChunked { return .chunked }
        // A length would be the only other clue; a request cannot end by closing.
        facts.connection.mustClose = true
        return .none
    }

    /// Decides how the content of a response ends, given the request's method (RFC 9112 section 6.3).
    mutating func responseFraming(
        _ version: HTTPVersion,
        _ status: HTTPStatus,
        method: HTTPMethod
    ) throws(HTTPWireError) -> HTTPFraming {
        let isTunnel = method == .connect && status.isSuccess
        if status.isInterim || status == .noContent || isTunnel {
            if let place = facts.transferEncodingPosition {
                try violate(
                    .transferEncodingNotAllowed,
                    at: place,
                    expected: "no Transfer-Encoding in a \(status.code) response",
                    seen: "one"
                )
            }
            if facts.contentLength != nil {
                try violate(
                    .contentLengthNotAllowed,
                    at: facts.contentLengthPosition,
                    expected: "no Content-Length in a \(status.code) response",
                    seen: "one"
                )
            }
            return .none
        }
        if method == .head || status == .notModified { return .none }
        guard let place = facts.transferEncodingPosition else {
            guard let length = facts.contentLength else { return .untilClose }
            try checkBody(length)
            return length == 0 ? .none : .length(length)
        }
        try checkTransferEncoding(version, place)
        return facts.endsInChunked ? .chunked : .untilClose
    }

    private mutating func checkBody(_ length: Int) throws(HTTPWireError) {
        guard length > options.maximumBodyBytes else { return }
        try violate(
            .bodyLimit,
            at: facts.contentLengthPosition,
            expected: "content of at most \(options.maximumBodyBytes) bytes",
            seen: "\(length)"
        )
    }

    private mutating func checkTransferEncoding(_ version: HTTPVersion, _ place: Int) throws(HTTPWireError) {
        if version < .http11 {
            facts.connection.mustClose = true
            try violate(
                .transferEncodingInOldVersion,
                at: place,
                expected: "no Transfer-Encoding in \(version)",
                seen: "one"
            )
        }
        if facts.contentLength != nil {
            facts.connection.mustClose = true
            try violate(
                .contentLengthWithTransferEncoding,
                at: facts.contentLengthPosition,
                expected: "Content-Length or Transfer-Encoding",
                seen: "both"
            )
        }
        if facts.otherCodings > 0 {
            try violate(
                .unknownTransferEncoding,
                at: place,
                expected: "chunked as the only transfer coding",
                seen: "\(facts.otherCodings) other"
            )
        }
        if !facts.endsInChunked {
            try violate(
                .chunkedNotLast,
                at: place,
                expected: "chunked as the last transfer coding",
                seen: facts.chunkedCodings > 0 ? "it before another" : "another"
            )
        }
        if facts.chunkedCodings > 1 {
            try violate(
                .chunkedRepeated,
                at: place,
                expected: "chunked once",
                seen: "\(facts.chunkedCodings) times"
            )
        }
    }
}
