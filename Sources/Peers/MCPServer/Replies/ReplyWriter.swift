internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP

/// Writes replies, each in one buffer.
struct ReplyWriter: Sendable {
    /// `{"resultType":"complete","_meta":{…}`, with which modern results begin.
    private let modernBeginning: [UInt8]
    private let modernInfo: JSON
    /// What the writer adds to modern results, unless they say it themselves.
    private static let added = JSON.modernResultMembers + ["_meta"]

    init(_ info: Implementation) {
        modernInfo = info.json
        let beginning: JSON = [
            "resultType": .string(ResultType.complete.rawValue), "_meta": [MetadataKey.serverInfo: info.json],
        ]
        modernBeginning = Array(beginning.encoded().dropLast())
    }

    /// A result that is JSON already; in modern replies it gets what every result has.
    func result(_ id: RequestID, raw result: [UInt8], _ revision: Revision, cache: CacheHint? = nil) -> Reply {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(result.count + modernBeginning.count + 128)
        append(id, to: &bytes)
        guard revision.era == .modern else {
            bytes.append(contentsOf: result)
            bytes.append(UInt8(ascii: "}"))
            return Reply(bytes)
        }
        bytes.append(contentsOf: modernBeginning)
        if let cache {
            bytes.append(contentsOf: ",\"ttlMs\":\(cache.milliseconds),\"cacheScope\":\"\(cache.scope.rawValue)\"".utf8)
        }
        if result.count > 2 {
            bytes.append(UInt8(ascii: ","))
            bytes.append(contentsOf: result[1...])
        } else {
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: "}"))
        return Reply(bytes)
    }

    /// A result; in modern replies it gets what every result has, unless it says it itself.
    func result(_ id: RequestID, _ result: JSON, _ revision: Revision, cache: CacheHint? = nil) -> Reply {
        guard revision.era == .modern else { return Reply(MessageWriter.result(id, result)) }
        // Nearly every result leaves to the writer what the writer adds.
        guard result.object?.contains(where: { Self.added.contains($0.key) }) ?? true else {
            return self.result(id, raw: result.encoded(), revision, cache: cache)
        }
        var result = result
        if result["resultType"] == nil { result["resultType"] = .string(ResultType.complete.rawValue) }
        if let cache, ResultType(result: result) == .complete {
            if result["ttlMs"] == nil { result["ttlMs"] = JSON(cache.milliseconds) }
            if result["cacheScope"] == nil { result["cacheScope"] = .string(cache.scope.rawValue) }
        }
        var meta = result["_meta"] ?? .emptyObject
        if meta[MetadataKey.serverInfo] == nil { meta[MetadataKey.serverInfo] = modernInfo }
        result["_meta"] = meta
        return Reply(MessageWriter.result(id, result))
    }

    func failure(_ id: RequestID?, _ error: ErrorObject) -> Reply {
        Reply(MessageWriter.failure(id, error), .error(code: error.code))
    }

    /// An error that was seen before the method was looked at.
    func refusal(_ id: RequestID?, _ error: ErrorObject) -> Reply {
        Reply(MessageWriter.failure(id, error), .refused(code: error.code))
    }

    /// All of a result's message that comes before the result.
    private func append(_ id: RequestID, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "{\"jsonrpc\":\"2.0\",\"id\":".utf8)
        switch id {
        case .integer(let integer): bytes.append(contentsOf: String(integer).utf8)
        default: bytes.append(contentsOf: id.json.encoded())
        }
        bytes.append(contentsOf: ",\"result\":".utf8)
    }
}
