/// Which room may depend on which.
enum FloorRules {
    /// From the lowest.
    static let floors = ["Ground", "Protocol", "Peers", "Harness", "Tool"]

    /// The judge must not share bugs with the judged.
    static let judges = "Harness"
    static let judged: Set<String> = ["Identity", "MCPClient", "MCPServer", "MCPFederation", "Bindings"]

    static func findings(in manifest: Manifest) -> [String] {
        var findings: [String] = []
        if manifest.packages > 0 { findings.append("the package depends on other packages") }
        for room in manifest.sources {
            guard let floor = room.floor, let height = floors.firstIndex(of: floor) else {
                findings.append("\(room.name): \(room.path) lies on no floor; the floors are \(floors)")
                continue
            }
            if room.path != "Sources/\(floor)/\(room.name)" { findings.append("\(room.name): it lies in \(room.path)") }
            for name in room.dependencies {
                findings +=
                    finding(room, height, name, in: manifest).map { ["\(room.name) depends on \(name): \($0)"] } ?? []
            }
        }
        return findings
    }

    private static func finding(_ room: Manifest.Room, _ height: Int, _ name: String, in manifest: Manifest) -> String?
    {
        guard let other = manifest.sources.first(where: { $0.name == name }) else { return "there is no such room" }
        if other.isExecutable { return "nothing may depend on an executable" }
        if room.floor == judges, judged.contains(name) || other.floor == "Peers" {
            return "the judge may not use the judged"
        }
        let otherHeight = other.floor.flatMap(floors.firstIndex) ?? .max
        if otherHeight < height { return nil }
        if otherHeight > height { return "it lies on a higher floor" }
        let order = manifest.sources.map(\.name)
        guard let here = order.firstIndex(of: room.name), let there = order.firstIndex(of: name) else { return nil }
        return there < here ? nil : "it does not lie to the left; the order is that of the manifest"
    }
}
