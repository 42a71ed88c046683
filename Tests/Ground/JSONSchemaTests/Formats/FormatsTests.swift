import JSON
import Testing

@testable import JSONSchema

@Suite struct FormatsTests {
    @Test func `each format accepts its own and refuses what is close`() {
        for (name, accepted, refused) in vectors {
            for text in accepted { #expect(Formats.check(name, text) == true, "\(name): \(text)") }
            for text in refused { #expect(Formats.check(name, text) == false, "\(name): \(text)") }
        }
    }

    @Test func `every format has vectors`() { #expect(vectors.map(\.name).sorted() == Formats.names) }

    @Test func `a format that nobody knows is neither`() { #expect(Formats.check("colour", "red") == nil) }

    @Test func `an encoded label decodes to what was encoded`() {
        for label in ["bücher", "пример", "例え", "mañana", "ümläut-test"] {
            let scalars = Array(label.unicodeScalars)
            let encoded = Punycode.encode(scalars) ?? []
            #expect(Punycode.decode(encoded) == scalars, "\(label)")
        }
        #expect(Punycode.encode(Array("bücher".unicodeScalars)) == Array("bcher-kva".utf8))
        #expect(Punycode.decode(Array("99999999".utf8)) == nil)
    }
}

private let vectors: [(name: String, accepted: [String], refused: [String])] = [
    ("date", ["2024-02-29", "0000-01-01"], ["2023-02-29", "2024-2-9", "2024-13-01", "2024-01-01T", ""]),
    (
        "time", ["08:30:06Z", "23:59:60Z", "12:00:00.123+05:30", "12:00:00z"],
        ["24:00:00Z", "12:00:00", "12:00Z", "22:59:60Z", "12:00:00,1Z", "12:00:00+24:00"]
    ),
    (
        "date-time", ["1990-12-31T23:59:60Z", "1963-06-19t08:30:06.283185z", "1937-01-01T12:00:27.87+00:20"],
        ["1990-02-31T15:59:59Z", "1990-12-31T15:59:59", "1998-12-31 23:59:59Z", "06/19/1963 08:30:06 PST"]
    ),
    (
        "duration", ["P4DT12H30M5S", "P4Y", "PT0S", "P1M", "PT1M", "P2W", "P1Y2M3D"],
        ["", "P", "PT", "P1", "4D", "P1YT", "PT1D", "P1Y2W", "P2D1Y", "P1S", "PT1H1S", "P2D3W"]
    ),
    (
        "email",
        ["joe.bloggs@example.com", "~te!st@example.com", "\"a b\"@example.com", "x@[127.0.0.1]", "x@[IPv6:::1]"],
        [
            "2962", ".test@example.com", "te..st@example.com", "test.@example.com", "a b@example.com", "x@", "@x",
            "ü@x.de",
        ]
    ),
    ("idn-email", ["실례@실례.테스트", "ü@example.com"], ["2962", "ü.@example.com"]),
    (
        "hostname", ["www.example.com", "xn--4gbwdl.xn--wgbh1c", "a", "1host", "HOST"],
        ["-bad", "bad-", "a_b", "", ".", "a..b", "ab--cd", "xn--", String(repeating: "a", count: 64)]
    ),
    (
        "idn-hostname", ["실례.테스트", "l·l", "bücher.example", "x。y"],
        ["〮실례", "a·l", "-ü", "ü-", "\u{302E}a", String(repeating: "ü", count: 60)]
    ),
    ("ipv4", ["192.168.0.1", "0.0.0.0"], ["127.0.0.0.1", "256.0.0.1", "127.0", "087.10.0.1", "1.2.3.4 "]),
    (
        "ipv6", ["::1", "::", "::ffff:192.168.0.1", "1:2:3:4:5:6:7:8"],
        ["12345::", "1::2::3", "fe80::1%eth0", ":1", "1:2"]
    ),
    (
        "uri", ["http://foo.bar/?baz=qux#quux", "urn:oasis:names", "ldap://[2001:db8::7]/c=GB"],
        ["/abc", "//x/y", "http:// x", "a b"]
    ),
    ("uri-reference", ["/abc", "#fragment", "http://x/y", ""], ["\\\\WINDOWS\\x", "#frag\\ment", "abc ü"]),
    ("iri", ["http://ƒøø.ßår/?∂éœ=πîx"], ["/abc", "âππ"]),
    ("iri-reference", ["âππ", "/ü"], ["\\\\WINDOWS\\fil", "#ƒräg\\mênt"]),
    ("uri-template", ["http://x/{term:1}/{term}", "http://x/y"], ["http://x/{term:1}/{term", "{}"]),
    ("json-pointer", ["", "/", "/foo/bar~0/baz~1/%a", "/ü"], ["/foo/bar~", "a", "#/", "/~2", "/~~"]),
    ("relative-json-pointer", ["1", "0/foo/bar", "0#", "120/x"], ["/foo", "-1/foo", "0##", "01/a", "", "+1"]),
    (
        "uuid", ["2EB8AA08-AA98-11EA-B4AA-73B441D16380", "00000000-0000-0000-0000-000000000000"],
        [
            "2eb8aa08-aa98-11ea-b4aa-73b441d1638", "2eb8aa08aa9811eab4aa73b441d16380",
            "2eb8aa08-aa98-11ea-b4ga-73b441d16380",
        ]
    ),
    ("regex", ["([abc])+\\s+$", "\\p{Lu}"], ["^(abc]", "\\a", "(?<n>a)(?<n>b)"]),
]
