internal import CommandLineOptions
internal import Reactor

/// Where a transport listens: `8080`, `:8080`, `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`, each with a path behind it
/// if it is not to be the usual one.
struct ListeningAddress: Sendable, Equatable {
    let address: SocketAddress
    /// Nil for the usual one.
    let path: String?

    /// Understands what a user typed; without a host it is this machine alone.
    init?(_ text: String) {
        let slash = text.firstIndex(of: "/")
        path = slash.map { String(text[$0...]) }
        let authority = text[..<(slash ?? text.endIndex)]
        if let path, path == "/" || path.contains(where: { $0 == "?" || $0 == "#" || $0.isWhitespace }) { return nil }
        let host: Substring
        let port: Substring
        if let colon = authority.lastIndex(of: ":") {
            (host, port) = (authority[..<colon], authority[authority.index(after: colon)...])
        } else {
            (host, port) = ("", authority)
        }
        guard !port.isEmpty, port.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt16(port),
            let address = ListeningAddress.address(host, number)
        else { return nil }
        self.address = address
    }

    private static func address(_ host: Substring, _ port: UInt16) -> SocketAddress? {
        switch host {
        case "", "localhost": return .loopback(port: port)
        case "*": return SocketAddress(numeric: "0.0.0.0", port: port)
        default: break
        }
        if host.hasPrefix("["), host.hasSuffix("]") {
            return SocketAddress(numeric: String(host.dropFirst().dropLast()), port: port)
        }
        // An address with colons and no brackets is ambiguous: is the last part the port?
        return host.contains(":") ? nil : SocketAddress(numeric: String(host), port: port)
    }

    /// As it is typed.
    var text: String {
        switch address {
        case .ipv6: "[\(address.host)]:\(address.port ?? 0)\(path ?? "")"
        default: "\(address.host):\(address.port ?? 0)\(path ?? "")"
        }
    }

    /// How it stands on a command line.
    static let type = ValueType<ListeningAddress>(
        placeholder: "ADDRESS",
        expected:
            "an address to listen at, such as :8080, 127.0.0.1:8080, [::1]:8080 or *:8080, where port 0 finds a free one",
        text: \.text,
        parse: { ListeningAddress($0) }
    )
}

extension ListeningAddress {
    /// Host and port as URLs have them.
    static func authority(of address: SocketAddress) -> String {
        switch address {
        case .ipv6: "[\(address.host)]:\(address.port ?? 0)"
        default: "\(address.host):\(address.port ?? 0)"
        }
    }
}
