import Testing

@testable import Text

@Suite struct URITemplateTests {
    private let variables: [String: URITemplateValue] = [
        "count": .list(["one", "two", "three"]), "dom": .list(["example", "com"]), "dub": "me/too",
        "hello": "Hello World!", "half": "50%", "var": "value", "who": "fred", "base": "http://example.com/home/",
        "path": "/foo/bar", "list": .list(["red", "green", "blue"]),
        "keys": .pairs([("semi", ";"), ("dot", "."), ("comma", ",")]), "v": "6", "x": "1024", "y": "768", "empty": "",
        "empty_keys": .pairs([]), "empty_list": .list([]), "name": "é€😀", "escaped": "a%20b",
    ]

    @Test func `expands every operator with every modifier as the RFC shows`() throws {
        let examples = [
            ("{var}", "value"), ("{hello}", "Hello%20World%21"), ("{half}", "50%25"), ("O{empty}X", "OX"),
            ("O{undef}X", "OX"), ("{x,y}", "1024,768"), ("{x,hello,y}", "1024,Hello%20World%21,768"),
            ("?{x,empty}", "?1024,"), ("?{x,undef}", "?1024"), ("?{undef,y}", "?768"), ("{var:3}", "val"),
            ("{var:30}", "value"), ("{list}", "red,green,blue"), ("{list*}", "red,green,blue"),
            ("{keys}", "semi,%3B,dot,.,comma,%2C"), ("{keys*}", "semi=%3B,dot=.,comma=%2C"),
            ("{+var}", "value"), ("{+hello}", "Hello%20World!"), ("{+half}", "50%25"),
            ("{base}index", "http%3A%2F%2Fexample.com%2Fhome%2Findex"),
            ("{+base}index", "http://example.com/home/index"),
            ("O{+empty}X", "OX"), ("{+path}/here", "/foo/bar/here"), ("here?ref={+path}", "here?ref=/foo/bar"),
            ("up{+path}{var}/here", "up/foo/barvalue/here"), ("{+x,hello,y}", "1024,Hello%20World!,768"),
            ("{+path,x}/here", "/foo/bar,1024/here"), ("{+path:6}/here", "/foo/b/here"),
            ("{+list}", "red,green,blue"), ("{+keys}", "semi,;,dot,.,comma,,"), ("{+keys*}", "semi=;,dot=.,comma=,"),
            ("{+escaped}", "a%20b"), ("{escaped}", "a%2520b"),
            ("{#var}", "#value"), ("{#hello}", "#Hello%20World!"), ("{#half}", "#50%25"), ("foo{#empty}", "foo#"),
            ("foo{#undef}", "foo"), ("{#x,hello,y}", "#1024,Hello%20World!,768"), ("{#path:6}/here", "#/foo/b/here"),
            ("{#list*}", "#red,green,blue"), ("{#keys*}", "#semi=;,dot=.,comma=,"),
            ("{.who}", ".fred"), ("{.who,who}", ".fred.fred"), ("{.half,who}", ".50%25.fred"),
            ("www{.dom*}", "www.example.com"), ("X{.var}", "X.value"), ("X{.empty}", "X."), ("X{.undef}", "X"),
            ("X{.var:3}", "X.val"), ("X{.list}", "X.red,green,blue"), ("X{.list*}", "X.red.green.blue"),
            ("X{.keys*}", "X.semi=%3B.dot=..comma=%2C"), ("X{.empty_keys}", "X"), ("X{.empty_keys*}", "X"),
            ("{/who}", "/fred"), ("{/half,who}", "/50%25/fred"), ("{/who,dub}", "/fred/me%2Ftoo"), ("{/var}", "/value"),
            ("{/var,empty}", "/value/"), ("{/var,undef}", "/value"), ("{/var,x}/here", "/value/1024/here"),
            ("{/var:1,var}", "/v/value"), ("{/list*,path:4}", "/red/green/blue/%2Ffoo"),
            ("{/keys*}", "/semi=%3B/dot=./comma=%2C"),
            ("{;who}", ";who=fred"), ("{;half}", ";half=50%25"), ("{;empty}", ";empty"),
            ("{;v,empty,who}", ";v=6;empty;who=fred"), ("{;v,bar,who}", ";v=6;who=fred"),
            ("{;hello:5}", ";hello=Hello"),
            ("{;list}", ";list=red,green,blue"), ("{;list*}", ";list=red;list=green;list=blue"),
            ("{;keys}", ";keys=semi,%3B,dot,.,comma,%2C"), ("{;keys*}", ";semi=%3B;dot=.;comma=%2C"),
            ("{?who}", "?who=fred"), ("{?x,y}", "?x=1024&y=768"), ("{?x,y,empty}", "?x=1024&y=768&empty="),
            ("{?x,y,undef}", "?x=1024&y=768"), ("{?var:3}", "?var=val"), ("{?list}", "?list=red,green,blue"),
            ("{?list*}", "?list=red&list=green&list=blue"), ("{?keys}", "?keys=semi,%3B,dot,.,comma,%2C"),
            ("{?keys*}", "?semi=%3B&dot=.&comma=%2C"), ("{&who}", "&who=fred"), ("?fixed=yes{&x}", "?fixed=yes&x=1024"),
            ("{&x,y,empty}", "&x=1024&y=768&empty="), ("{&list*}", "&list=red&list=green&list=blue"),
            ("{?empty_list,empty_keys*}", ""), ("{name:2}", "%C3%A9%E2%82%AC"), ("über{var}", "%C3%BCbervalue"),
            ("%20{var}", "%20value"), ("{?undef,x}", "?x=1024"),
        ]
        for (template, expected) in examples {
            #expect(try URITemplate(template).expand(variables) == expected, "\(template)")
        }
    }

    @Test func `refuses malformed templates, and says where`() {
        let bad: [(String, Int)] = [
            ("{", 1), ("{}", 1), ("}", 0), ("a}b", 1), ("{a", 2), ("{a,}", 3), ("{,a}", 1), ("{a b}", 2), ("{!a}", 1),
            ("{=a}", 1), ("{a:0}", 3), ("{a:}", 3), ("{a:10000}", 7), ("{a:1*}", 4), ("{a*:1}", 3), ("{a..b}", 3),
            ("{.}", 2),
            ("{a.}", 3), ("a b", 1), ("<", 0), ("%4", 2), ("%zz", 1), ("{a%}", 2), ("{{a}}", 1), ("{ä}", 1),
            ("{a|b}", 2),
            ("\u{7F}", 0), ("{?a,b", 5), ("{+}", 2),
        ]
        for (template, offset) in bad {
            do throws(TextError) {
                _ = try URITemplate(template)
                Issue.record("\(template) was accepted")
            } catch {
                #expect(error.offset == offset, "\(template): \(error)")
            }
        }
        for good in ["", "a", "{a.b_c%20}", "{1}", "{a:9999}", "{?a*,b:2}", "it's", "{;a}{/b}"] {
            #expect(throws: Never.self) { try URITemplate(good) }
        }
    }

    @Test func `names its variables once each`() throws {
        #expect(try URITemplate("{a}{?b,a}{/c*}").variableNames == ["a", "b", "c"])
    }
}
