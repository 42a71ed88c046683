import Testing

@testable import Text

@Suite struct URITests {
    private func failure(_ text: String, _ options: URIOptions = .uri) -> TextError? {
        do throws(TextError) { _ = try URI(text, options: options) } catch { return error }
        return nil
    }

    @Test func `splits the examples of the RFC into their components`() throws {
        let uri = try URI("foo://user:pw@example.com:8042/over/there?name=ferret#nose")
        #expect(uri.scheme == "foo" && uri.authority == "user:pw@example.com:8042" && uri.userInformation == "user:pw")
        #expect(uri.host == "example.com" && uri.port == 8042 && uri.path == "/over/there")
        #expect(uri.query == "name=ferret" && uri.fragment == "nose")
        let urn = try URI("urn:example:animal:ferret:nose")
        #expect(urn.scheme == "urn" && urn.authority == nil && urn.path == "example:animal:ferret:nose")
        let file = try URI("file:///etc/hosts")
        #expect(file.host == "" && file.path == "/etc/hosts" && file.ranges.path == 7..<17)
        let bare = try URI("http://h?q/x#f?g")
        #expect(bare.host == "h" && bare.path == "" && bare.query == "q/x" && bare.fragment == "f?g")
        #expect(try URI("a:").path == "")
        #expect(try URI("http://h:/").portText == "" && URI("http://h:/").port == nil)
        #expect(try URI("http://h:99999/").port == nil)
        let relative = try URI("//h/a?b", options: .uriReference)
        #expect(relative.isRelative && relative.host == "h" && relative.path == "/a")
    }

    @Test func `accepts what the grammar allows`() {
        let good = [
            "ftp://ftp.is.co.za/rfc/rfc1808.txt", "ldap://[2001:db8::7]/c=GB?objectClass?one",
            "mailto:John.Doe@example.com", "news:comp.infosystems.www.servers.unix", "tel:+1-816-555-1212",
            "telnet://192.0.2.16:80/", "http://[v1.fe:80]/", "http://[::]/", "http://[::1.2.3.4]", "x:/", "x-y.z+1://",
            "http://a%20b/%e4?%00#%FF", "http://h/a:b@c;d=e,f!$&'()*+", "data:text/plain,a//b", "http://1.2.3.4.5/",
        ]
        for text in good { #expect(failure(text) == nil, "\(text)") }
        for text in ["", "a", "/", "//", "?", "#", "../a", "a/b:c", "./a:b", "?a:b", "//h:1"] {
            #expect(failure(text, .uriReference) == nil, "\(text)")
        }
    }

    @Test func `refuses what the grammar does not allow, and says where`() {
        let bad: [(String, Int)] = [
            ("", 0), ("a", 1), ("1a:b", 0), ("a_b:c", 1), (":a", 0), ("http://h/a b", 10), ("http://h/%", 10),
            ("http://h/%4", 11), ("http://h/%zz", 10), ("http://h/[", 9), ("http://h/a#b#c", 12), ("http://h\\x/", 8),
            ("http://[::1/", 11), ("http://[1::2::3]/", 8), ("http://h:8a/", 10), ("http://[v.x]/", 9),
            ("http://[v1.]/", 10), ("http://a@b@c/", 8), ("http://h/\u{7F}", 9), ("http://h/é", 9), ("http://<h>/", 7),
            ("http://h?^", 9), ("http://[fe80::1%25eth0]/", 8), ("http://h/\"", 9), ("http://[::1]x/", 13),
        ]
        for (text, offset) in bad {
            let error = failure(text)
            #expect(error?.offset == offset, "\(text): \(String(describing: error))")
        }
        #expect(failure("a:b:c/d", .uriReference) == nil)
        #expect(failure("1:b", .uriReference)?.offset == 1)
        #expect(failure(String(repeating: "a", count: 70_000), .uriReference)?.code == .limit)
    }

    @Test func `knows addresses of version 4 and 6`() {
        let good6 = [
            "::", "::1", "1::", "2001:db8::1", "1:2:3:4:5:6:7:8", "1::8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
            "::ffff:1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "64:ff9b::192.0.2.33", "::1.2.3.4", "ABCD::ef01", "1::5:1.2.3.4",
        ]
        for text in good6 { #expect(URIHostKind.isIPv6(text), "\(text)") }
        let bad6 = [
            "", ":", ":::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::", ":1", "1:", "::1:",
            "1:2:3:4:5:6:7::8", "::1.2.3", "::1.2.3.256", "1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3.4:5", " ::1",
            "1:::2", "::01.2.3.4", "1.2.3.4::", "::1%eth0", "1:2:3:4:5:6:7:8::",
        ]
        for text in bad6 { #expect(!URIHostKind.isIPv6(text), "\(text)") }
        for text in ["0.0.0.0", "255.255.255.255", "1.20.30.4"] { #expect(URIHostKind.isIPv4(text), "\(text)") }
        for text in ["", "1.2.3", "1.2.3.4.", "01.2.3.4", "256.1.1.1", "1..2.3", "1.2.3.4a", "0x1.2.3.4", ".1.2.3.4"] {
            #expect(!URIHostKind.isIPv4(text), "\(text)")
        }
        #expect((try? URI("http://[::1]"))?.hostKind == .ipv6)
        #expect((try? URI("http://[v9.a]"))?.hostKind == .ipFuture)
        #expect((try? URI("http://10.0.0.1"))?.hostKind == .ipv4)
        #expect((try? URI("http://example.com"))?.hostKind == .registeredName)
    }

    @Test func `reads international forms only when told to`() {
        #expect(failure("http://bücher.example/ä?ö#ü") != nil)
        #expect(failure("http://bücher.example/ä?ö#ü", .iri) == nil)
        #expect(failure("http://h/\u{E000}", .iri)?.offset == 9)
        #expect(failure("http://h/?\u{E000}", .iri) == nil)
        #expect(failure("http://h/\u{FFFE}", .iri) != nil)
        #expect(failure("http://h/\u{80}", .iri) != nil)
        #expect(failure("http://h/😀", .iri) == nil)
        #expect(failure("http://h/a b", .iri) != nil)
    }

    @Test func `reads on in a tolerant reading, and finds what the strict one refuses`() throws {
        let options = URIOptions(reading: .tolerant, acceptsRelative: true)
        for text in ["http://h/a b", "http://[x]:y/%zz?{}#<>", "1:2", "http://a@b@c/ü", "\\\\a\\b"] {
            let uri = try URI(text, options: options)
            #expect(uri.violations.first == failure(text, .uriReference), "\(text)")
            #expect(!uri.violations.isEmpty)
        }
        let uri = try URI("http://h/a b?c d", options: options)
        #expect(uri.path == "/a b" && uri.query == "c d" && uri.violations.map(\.offset) == [10, 14])
        #expect(try URI(String(repeating: "<", count: 1000), options: options).violations.count == 100)
    }

    @Test func `compares origins`() throws {
        let origin = try URI("HTTP://Example.COM/a").origin
        #expect(origin?.description == "http://example.com")
        #expect(try URI("http://example.com:80").hasSameOrigin(as: URI("http://EXAMPLE.com/b?c")))
        #expect(try !URI("http://example.com").hasSameOrigin(as: URI("https://example.com")))
        #expect(try !URI("http://example.com").hasSameOrigin(as: URI("http://example.com:8080")))
        #expect(try !URI("file:///a").hasSameOrigin(as: URI("file:///a")))
        #expect(try URI("http://h:70000").origin == nil)
        #expect(URIOrigin(serialized: "https://[::1]:8443")?.port == 8443)
        for text in ["null", "https://h/", "https://u@h", "https://h?", "https://", "", "h", "https://h:"] {
            #expect(URIOrigin(serialized: text) == nil, "\(text)")
        }
    }
}
