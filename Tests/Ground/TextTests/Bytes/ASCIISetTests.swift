import Testing

@testable import Text

@Suite struct ASCIISetTests {
    private let alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    private let subDelimiters = "!$&'()*+,;="

    @Test func `spells its constants right`() {
        #expect(ASCIISet.token == ASCIISet(alphanumeric + "!#$%&'*+-.^_`|~"))
        #expect(ASCIISet.unreserved == ASCIISet(alphanumeric + "-._~"))
        #expect(ASCIISet.reserved == ASCIISet(":/?#[]@" + subDelimiters))
        #expect(ASCIISet.schemeCharacters == ASCIISet(alphanumeric + "+-."))
        #expect(ASCIISet.registeredName == ASCIISet(alphanumeric + "-._~" + subDelimiters))
        #expect(ASCIISet.userInformation == ASCIISet.registeredName.union(ASCIISet(":")))
        #expect(ASCIISet.pathSegment == ASCIISet.userInformation.union(ASCIISet("@")))
        #expect(ASCIISet.path == ASCIISet.pathSegment.union(ASCIISet("/")))
        #expect(ASCIISet.query == ASCIISet.path.union(ASCIISet("?")))
    }

    @Test func `holds what it was given and nothing else`() {
        let set = ASCIISet("aZ/é")
        let members = (0...255).map { UInt8($0) }.filter { set.contains($0) }
        #expect(members == Array("/Za".utf8))
        #expect(ASCIISet("abc").subtracting(ASCIISet("b")) == ASCIISet("ac"))
    }

    @Test func `agrees with the standard library about single bytes`() {
        for byte in UInt8.min...UInt8.max {
            let character = Character(Unicode.Scalar(byte))
            let isASCII = byte < 128
            #expect(ASCII.isLetter(byte) == (isASCII && character.isLetter))
            #expect(ASCII.isDigit(byte) == (isASCII && character.isNumber))
            #expect(ASCII.hexadecimalValue(byte).map(Int.init) == (isASCII ? character.hexDigitValue : nil))
            if isASCII {
                #expect(ASCII.lowercase(byte) == character.lowercased().utf8.first)
                #expect(ASCII.uppercase(byte) == character.uppercased().utf8.first)
            } else {
                #expect(ASCII.lowercase(byte) == byte)
            }
        }
    }

    @Test func `finds a byte wherever it stands`() {
        for count in 0..<40 {
            for place in 0..<count {
                var bytes = [UInt8](repeating: 0x0B, count: count)
                bytes[place] = 0x0A
                let first = bytes.span.firstOffset(of: 0x0A, from: 0)
                let next = bytes.span.firstOffset(of: 0x0A, from: place + 1)
                #expect(first == place && next == nil)
            }
        }
    }

    @Test func `compares without regard to the case of ASCII letters only`() {
        #expect("Content-TYPE".equalsFoldingASCII("content-type"))
        #expect(!"É".equalsFoldingASCII("é"))
        #expect(!"a@".equalsFoldingASCII("a`"))
        for (left, right, isEqual) in [("X-A", "x-a", true), ("[", "{", false), ("a", "ab", false)] {
            let result = left.utf8.span.equalsFoldingASCII(right.utf8.span)
            #expect(result == isEqual)
        }
    }
}
