import HTTPWire

/// Checks each request by the rules of one server.
struct AccessGate: Sendable {
    private let isOn: Bool
    private let hosts: [[UInt8]]
    private let origins: Set<String>

    init(isOn: Bool, hosts: Set<String>, origins: Set<String>) {
        self.isOn = isOn
        self.hosts = hosts.map { Array($0.lowercased().utf8) }
        self.origins = Set(origins.map { $0.lowercased() })
    }

    /// Why a request stays outside; nil when it may come in.
    func refusal(of fields: HTTPFields) -> AccessRefusal? {
        guard isOn else { return nil }
        guard let host = fields.firstPosition(of: "Host"), allows(host: fields.valueBytes(at: host)),
            fields.firstPosition(of: "Host", after: host + 1) == nil
        else { return .host(fields.values(for: "Host").joined(separator: ", ")) }
        guard fields.contains("Origin") else { return nil }
        let seen = fields.values(for: "Origin")
        guard seen.count == 1, allows(origin: seen[0].lowercased()) else {
            return .origin(seen.joined(separator: ", "))
        }
        return nil
    }

    /// Whether it is a known name, perhaps with a port.
    private func allows(host: Span<UInt8>) -> Bool {
        for name in hosts where Self.isName(name, of: host) { return true }
        return false
    }

    private static func isName(_ name: [UInt8], of host: Span<UInt8>) -> Bool {
        guard host.count >= name.count else { return false }
        for place in name.indices where lowercased(host[place]) != name[place] { return false }
        guard host.count > name.count else { return true }
        guard host[name.count] == UInt8(ascii: ":") else { return false }
        for place in name.count + 1..<host.count where !(0x30...0x39).contains(host[place]) { return false }
        return true
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// Pages of a name that the server answers to are its own, or at least from the same machine.
    private func allows(origin: String) -> Bool {
        if origins.contains(origin) { return true }
        guard let scheme = ["http://", "https://"].first(where: origin.hasPrefix) else { return false }
        return allows(host: origin.dropFirst(scheme.count).utf8.span)
    }
}
