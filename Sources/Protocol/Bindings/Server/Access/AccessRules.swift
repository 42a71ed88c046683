import HTTPWire
import Reactor

/// Which names a server answers to, and which web pages may use it.
///
/// A web page can make a browser send requests to servers on the user's own machine, under a name of the page's choice
/// (DNS rebinding). Such a request names a foreign host, or comes from a foreign origin.
public struct AccessRules: Sendable, Equatable {
    /// Whether anything is checked at all.
    public var isOn = true
    /// Names and addresses, without port, that may stand in Host beside those of this machine and the one it listens on.
    public var hosts: Set<String> = []
    /// Origins such as `https://example.org` that may use the server beside pages of this machine.
    public var origins: Set<String> = []

    /// Checks on; only names of this machine are allowed.
    public init() {}

    /// No checks, for servers behind something that does them.
    public static var off: AccessRules {
        var rules = AccessRules()
        rules.isOn = false
        return rules
    }

    private static let loopbackNames: Set<String> = ["localhost", "127.0.0.1", "[::1]"]

    /// The same rules, for a server at an address.
    func listening(at address: SocketAddress) -> AccessRules {
        var rules = self
        switch address {
        case .ipv4: rules.hosts.insert(address.host)
        case .ipv6: rules.hosts.insert("[\(address.host)]")
        // No web page can reach it.
        case .unix: rules.isOn = false
        }
        rules.hosts = Set(rules.hosts.map { $0.lowercased() })
        rules.origins = Set(rules.origins.map { $0.lowercased() })
        return rules
    }

    /// Why a request stays outside; nil when it may come in.
    func refusal(of fields: HTTPFields) -> AccessRefusal? {
        guard isOn else { return nil }
        let hosts = fields.values(for: "Host")
        guard hosts.count == 1, allows(host: hosts[0]) else { return .host(hosts.joined(separator: ", ")) }
        guard fields.contains("Origin") else { return nil }
        let origins = fields.values(for: "Origin")
        guard origins.count == 1, allows(origin: origins[0]) else { return .origin(origins.joined(separator: ", ")) }
        return nil
    }

    private func allows(host: String) -> Bool {
        let name = Self.withoutPort(host[...]).lowercased()
        return Self.loopbackNames.contains(name) || hosts.contains(name)
    }

    private func allows(origin: String) -> Bool {
        let origin = origin.lowercased()
        if origins.contains(origin) { return true }
        guard let scheme = ["http://", "https://"].first(where: origin.hasPrefix) else { return false }
        let name = Self.withoutPort(origin.dropFirst(scheme.count))
        // Pages of a name that the server answers to are its own, or at least from the same machine.
        return Self.loopbackNames.contains(name) || hosts.contains(name)
    }

    /// `localhost:80` without `:80`; `[::1]` stays whole.
    private static func withoutPort(_ authority: Substring) -> String {
        guard let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") else {
            return String(authority)
        }
        let port = authority[authority.index(after: colon)...]
        // What is no port makes no known name either.
        guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return String(authority) }
        return String(authority[..<colon])
    }
}

/// What keeps a request outside.
enum AccessRefusal: Equatable {
    case host(String)
    case origin(String)
}
