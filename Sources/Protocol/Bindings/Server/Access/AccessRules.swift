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

    /// What checks requests of a server at an address by these rules.
    func gate(at address: SocketAddress) -> AccessGate {
        // No web page can reach a socket in the file system.
        if case .unix = address { return AccessGate(isOn: false, hosts: [], origins: []) }
        var hosts = hosts.union(["localhost", "127.0.0.1", "[::1]"])
        switch address.host {
        // Browsers take these for the machine they run on.
        case "0.0.0.0", "::": break
        case let host: hosts.insert(host.contains(":") ? "[\(host)]" : host)
        }
        return AccessGate(isOn: isOn, hosts: hosts, origins: origins)
    }
}

/// What keeps a request outside.
enum AccessRefusal: Equatable {
    case host(String)
    case origin(String)
}
