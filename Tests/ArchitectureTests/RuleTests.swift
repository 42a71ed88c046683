import Testing

/// Shows of every rule that it can fail.
@Suite struct RuleTests {
    @Test func `finds dependencies in the wrong direction`() {
        let rooms = [
            room("Text"), room("JSON", ["Text"]), room("Early", ["Late"]), room("Late"),
            room("Judge", floor: "Harness", ["MCPServer"]), room("MCPServer", floor: "Peers"),
            room("Low", ["Commands"]), room("Commands", floor: "Tool", ["JSON"]), room("Lost", ["Nowhere"]),
            room("Attic", floor: "Roof"), room("Moved", path: "Sources/Ground/Old"),
            room("User", floor: "Tool", ["program"]), room("program", floor: "Tool", isExecutable: true),
        ]
        #expect(
            FloorRules.findings(in: Manifest(rooms: rooms)) == [
                "Early depends on Late: it does not lie to the left; the order is that of the manifest",
                "Judge depends on MCPServer: the judge may not use the judged",
                "Low depends on Commands: it lies on a higher floor",
                "Lost depends on Nowhere: there is no such room",
                "Attic: Sources/Roof/Attic lies on no floor; the floors are \(FloorRules.floors)",
                "Moved: it lies in Sources/Ground/Old",
                "User depends on program: nothing may depend on an executable",
            ]
        )
        #expect(FloorRules.findings(in: Manifest(rooms: [], packages: 1)) == ["the package depends on other packages"])
    }

    @Test func `finds imports that are undeclared or forbidden`() {
        let rooms = [
            room("CLinux"), room("Text"), room("JSON", ["Text"]), room("Reactor", ["CLinux"]), room("HTTP", ["JSON"]),
        ]
        func findings(_ room: Int, _ text: String) -> [String] {
            ImportRules.findings(in: [SourceTree.File("a.swift", text)], of: rooms[room], all: rooms)
        }
        #expect(findings(2, "public import Text\n/* import Foundation */ // import X\nlet s = \"\nimport Y\"") == [])
        for module in ["Glibc", "Foundation", "Synchronization", "Dispatch", "CLinux"] {
            #expect(
                findings(2, "internal import \(module)") == [
                    "a.swift imports \(module): a pure room imports nothing but rooms"
                ]
            )
        }
        #expect(findings(3, "import Glibc\nprivate import CLinux\nimport Synchronization") == [])
        #expect(
            findings(3, "@testable import struct Text.Base64") == [
                "a.swift imports Text: the manifest does not declare it"
            ]
        )
        #expect(findings(4, "import func Glibc.read").count == 1)
        #expect(findings(4, "import Foundation").count == 1)
        #expect(findings(4, "import _FoundationEssentials").count == 1)
    }

    @Test func `finds dependencies that nothing imports`() {
        let files = [SourceTree.File("a.swift", "public import Text"), SourceTree.File("b.swift", "// import JSON")]
        #expect(
            ImportRules.unused(by: files, of: room("HTTP", ["Text", "JSON"])) == [
                "HTTP declares JSON and imports it nowhere"
            ]
        )
    }

    @Test func `finds files that are too long, badly named or hold what is forbidden`() {
        func findings(_ path: String, _ text: String) -> [String] {
            FileRules.findings(in: SourceTree.File(path, text))
        }
        #expect(findings("Sources/A/Good.swift", String(repeating: "\n", count: 400)) == [])
        #expect(findings("Sources/A/Good.swift", String(repeating: "\n", count: 401)).count == 1)
        #expect(findings("Sources/A/StringUtils.swift", "").count == 1)
        #expect(findings("Sources/Helpers/Good.swift", "").count == 1)
        #expect(findings("Sources/A/String+Extensions.swift", "").count == 1)
        #expect(findings("Sources/A/Good.swift", "let x = try! y()").count == 1)
        #expect(findings("Sources/A/Good.swift", "let x = y as! Z").count == 1)
        #expect(findings("Sources/A/Good.swift", "let x = \"\\(try! y())\"").count == 1)
        #expect(findings("Sources/A/Good.swift", "let x = \"try! y as! z\" // try!") == [])
        #expect(findings("Sources/A/Good.swift", "final class A: @unchecked Sendable {}").count == 1)
        #expect(
            findings("Sources/A/Good.swift", "/// `@unchecked Sendable`: x\nfinal class A: @unchecked Sendable {}")
                == []
        )
    }

    @Test func `finds rooms without tests`() {
        let suite = Manifest.Room(
            name: "TextTests",
            floor: nil,
            path: "Tests/Ground/TextTests",
            dependencies: [],
            isTest: true,
            isExecutable: false
        )
        let manifest = Manifest(rooms: [room("Text"), room("JSON"), suite])
        #expect(LayoutRules.findings(suitesIn: manifest, testedRooms: ["Text"]) == ["JSON has no suite"])
        #expect(LayoutRules.findings(suitesIn: manifest, testedRooms: []).count == 2)
        let elsewhere = Manifest(rooms: [room("Text", floor: "Tool"), suite])
        #expect(LayoutRules.findings(suitesIn: elsewhere, testedRooms: ["Text"]).count == 1)
    }

    @Test func `finds strangers and gaps at the top`() {
        let all = Array(LayoutRules.topLevel)
        #expect(LayoutRules.findings(topLevel: all + [".build"]) == [])
        #expect(LayoutRules.findings(topLevel: all + ["notes.txt"]) == ["notes.txt does not belong here"])
        #expect(LayoutRules.findings(topLevel: all.filter { $0 != "LICENSE" }) == ["LICENSE is missing"])
    }

    @Test func `finds what is not registered`() {
        let file = SourceTree.File("Claims/StartBenchmark.swift", "struct StartBenchmark {}")
        #expect(LayoutRules.findings(registry: "[StartBenchmark()]", entries: [file]) == [])
        #expect(LayoutRules.findings(registry: "[]", entries: [file]).count == 1)
        let wrong = SourceTree.File("Claims/OtherBenchmark.swift", "struct StartBenchmark {}")
        #expect(LayoutRules.findings(registry: "[OtherBenchmark()]", entries: [wrong]).count == 1)
    }

    @Test func `tells code from comments and strings`() {
        let text = ##"""
            let a = "x \(b("inner")) y" + c // tail
            let d = #"raw " \#(e) \(no)"# /* outer /* inner */ still */ + f
            """##
        let code = SwiftCode.withoutCommentsAndStrings(text)
        for name in ["let a", "b(", "+ c", "let d", "e", "+ f"] { #expect(code.contains(name), "\(name)") }
        for word in ["x", "y", "inner", "tail", "raw", "no", "outer", "still"] {
            #expect(!code.contains(word), "\(word)")
        }
        #expect(SwiftCode.withoutCommentsAndStrings("\"\"\"\ntry! \"\n\"\"\"\nlet z").contains("\n\n\nlet z") == false)
        #expect(SwiftCode.withoutCommentsAndStrings("\"\"\"\ntry! \"\n\"\"\"\nlet z").hasSuffix("\nlet z"))
    }

    private func room(
        _ name: String,
        floor: String = "Ground",
        _ dependencies: [String] = [],
        path: String? = nil,
        isExecutable: Bool = false
    ) -> Manifest.Room {
        Manifest.Room(
            name: name,
            floor: floor,
            path: path ?? "Sources/\(floor)/\(name)",
            dependencies: dependencies,
            isTest: false,
            isExecutable: isExecutable
        )
    }
}
