public import HTTP
public import HTTPWire
public import Reactor
public import WebSocket

/// What is to be talked to, as people write it: a URL, a command, or the name of a server in a client's configuration.
public struct Target: Sendable {
    /// How it is reached.
    public enum Place: Sendable {
        /// `http` and `https`: Streamable HTTP.
        case http(HTTPURL)
        /// `sse+http` and `sse+https`: HTTP with Server-Sent Events, as in 2024-11-05.
        case eventStream(HTTPURL)
        /// `ws` and `wss`.
        case webSocket(WebSocketURL)
        /// A program that speaks on its standard input and output.
        case command(ChildCommand)
    }

    /// How it is reached.
    public var place: Place
    /// Fields for each HTTP request, from a client's configuration.
    public var fields = HTTPFields()
    /// The name that it has in a client's configuration.
    public var name: String?

    /// A target at a place.
    public init(_ place: Place) { self.place = place }

    /// Reads a URL.
    public init(url text: String) throws(TargetError) {
        let parts = text.split(separator: ":", maxSplits: 1)
        let scheme = parts.first.map { $0.lowercased() } ?? ""
        guard parts.count == 2, parts[1].hasPrefix("//") else {
            throw Self.noURL(text, seen: "\"\(text.prefix(200))\"")
        }
        switch scheme {
        case "http", "https": place = .http(try Self.httpURL(text, text))
        case "sse+http", "sse+https": place = .eventStream(try Self.httpURL(String(text.dropFirst(4)), text))
        case "ws", "wss":
            do throws(WebSocketError) { place = .webSocket(try WebSocketURL(text)) } catch {
                throw TargetError(.url, expected: "ws://host[:port]/path or wss://…", seen: error.detail, in: text)
            }
        default: throw Self.noURL(text, seen: "the scheme \"\(scheme)\"")
        }
    }

    /// A command, its program first; it sees this program's environment, as it would in a shell.
    public init(command words: [String]) throws(TargetError) {
        guard let program = words.first, !program.isEmpty else {
            throw TargetError(.command, expected: "a program after --", seen: "nothing", in: "the command line")
        }
        var command = ChildCommand(program, Array(words.dropFirst()))
        command.environment = .inherited
        place = .command(command)
    }

    private static func httpURL(_ text: String, _ whole: String) throws(TargetError) -> HTTPURL {
        do throws(HTTPError) { return try HTTPURL(text) } catch {
            throw TargetError(.url, expected: "a URL with a host", seen: error.detail, in: whole)
        }
    }

    private static func noURL(_ text: String, seen: String) -> TargetError {
        TargetError(
            .url,
            expected: "a URL that begins with http://, https://, sse+http://, sse+https://, ws:// or wss://, "
                + "or -- and a command",
            seen: seen,
            in: text
        )
    }
}

extension Target: CustomStringConvertible {
    /// The URL or the command, as it can be typed again.
    public var description: String {
        switch place {
        case .http(let url): url.description
        case .eventStream(let url): "sse+\(url)"
        case .webSocket(let url): url.description
        case .command(let command): (["--", command.program] + command.arguments).joined(separator: " ")
        }
    }
}

/// Why a target cannot be understood or found.
public struct TargetError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Sendable, Equatable {
        /// A URL cannot be used.
        case url
        /// There is no command.
        case command
        /// A configuration file cannot be read, or is no JSON.
        case file
        /// A configuration says something that it cannot mean.
        case configuration
        /// No configuration knows a server of this name.
        case unknownServer
        /// A variable has no value.
        case variable
    }

    /// The kind of failure.
    public let code: Code
    /// What was expected.
    public let expected: String
    /// What stood there instead.
    public let seen: String
    /// Where: a text, or a file.
    public let place: String
    /// The line of the file.
    public let line: Int?

    /// Describes a failure.
    public init(_ code: Code, expected: String, seen: String, in place: String, line: Int? = nil) {
        (self.code, self.expected, self.seen) = (code, expected, seen)
        (self.place, self.line) = (place, line)
    }

    /// One sentence.
    public var description: String {
        "\(place)\(line.map { ":\($0)" } ?? ""): expected \(expected), saw \(seen)"
    }
}
