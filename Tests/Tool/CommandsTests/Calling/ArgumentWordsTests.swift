import JSON
import Testing

@testable import Commands

@Suite struct ArgumentWordsTests {
    private struct Missing: Error {}

    private func object(_ words: String...) throws -> String {
        let files = ["a.txt": "text\n", "n.json": "[1.0, 2]", "all.json": "{\"text\":\"file\",\"z\":1}", "bad": "{"]
        return try ArgumentWords(words) { path in
            guard let text = files[path] else { throw Missing() }
            return Array(text.utf8)
        }.object.description
    }

    @Test func `takes text, JSON and files`() throws {
        #expect(try object() == "{}")
        #expect(try object("text=hi") == #"{"text":"hi"}"#)
        #expect(try object("text=", "b=a=b:=c") == #"{"text":"","b":"a=b:=c"}"#)
        #expect(
            try object("n:=3", "list:=[1, 2.50]", "t:=\"x\"", "big:=9007199254740993")
                == #"{"n":3,"list":[1,2.50],"t":"x","big":9007199254740993}"#
        )
        #expect(try object("body=@a.txt", "n:=@n.json", "at=@@home") == #"{"body":"text\n","n":[1.0,2],"at":"@home"}"#)
        #expect(try object("@all.json", "text=later") == #"{"text":"later","z":1}"#)
        #expect(try object("{\"a\":1,\"b\":2}", "a:=null") == #"{"a":null,"b":2}"#)
        #expect(try object("a=1", "a=2") == #"{"a":"2"}"#)
    }

    @Test(arguments: [
        ("text", "no ="), ("=x", "no name"), (":=x", "no name"), ("n:=abc", "for a text write n=abc"), ("n:=", "JSON"),
        ("f=@none", "a file that can be read"), ("f:=@bad", "JSON"), ("@n.json", "a JSON object with all"),
        ("{\"a\"", "JSON"),
    ])
    func `says what is wrong with a word`(word: String, part: String) {
        let problem = #expect(throws: ArgumentWords.Problem.self) { try object(word) }
        #expect(problem?.word == word)
        #expect(problem?.description.contains(part) == true, "\(problem?.description ?? "")")
    }
}
