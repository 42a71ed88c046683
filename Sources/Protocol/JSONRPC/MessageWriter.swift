public import JSON

/// Messages as bytes: one line each, without the line's end.
public enum MessageWriter {
    /// A request.
    public static func request(_ id: RequestID, _ method: String, params: JSON? = nil) -> [UInt8] {
        message { writer in
            writer.key("id")
            id.write(to: &writer)
            call(method, params, &writer)
        }
    }

    /// A notification.
    public static func notification(_ method: String, params: JSON? = nil) -> [UInt8] {
        message { writer in call(method, params, &writer) }
    }

    /// A response with a result.
    public static func result(_ id: RequestID, _ result: JSON) -> [UInt8] {
        message { writer in
            writer.key("id")
            id.write(to: &writer)
            writer.key("result")
            writer.append(result)
        }
    }

    /// A response with a result that is JSON already and without line ends.
    public static func result(_ id: RequestID, raw result: some Sequence<UInt8>) -> [UInt8] {
        message { writer in
            writer.key("id")
            id.write(to: &writer)
            writer.key("result")
            writer.verbatim(result)
        }
    }

    /// A response with an error.
    ///
    /// Without an id, where the request could not be read, the member is left out, or null where the revision wants one.
    public static func failure(_ id: RequestID?, _ error: ErrorObject, nullID: Bool = false) -> [UInt8] {
        message { writer in
            if let id {
                writer.key("id")
                id.write(to: &writer)
            } else if nullID {
                writer.key("id")
                writer.null()
            }
            writer.key("error")
            writer.beginObject()
            writer.key("code")
            writer.integer(error.code)
            writer.key("message")
            writer.string(error.message)
            if let data = error.data {
                writer.key("data")
                writer.append(data)
            }
            writer.endObject()
        }
    }

    private static func message(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("jsonrpc")
        writer.string("2.0")
        members(&writer)
        writer.endObject()
        return writer.bytes
    }

    private static func call(_ method: String, _ params: JSON?, _ writer: inout JSONWriter) {
        writer.key("method")
        writer.string(method)
        if let params {
            writer.key("params")
            writer.append(params)
        }
    }
}
