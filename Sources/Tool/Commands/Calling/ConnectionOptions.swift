internal import Carriers
internal import CommandLineOptions
internal import Crypto
internal import HTTPWire
internal import MCP
internal import MCPClient
internal import Reactor
internal import Storage

/// How a server is found and spoken to: what the verbs that connect have in common.
struct ConnectionOptions: OptionGroup {
    /// The name of a server in a client's configuration.
    var server: String?
    /// The configuration to look into.
    var configuration: String?
    /// The era to talk in; nil finds it out.
    var era: Era?
    /// The revision to ask for.
    var revision: Revision?
    /// Fields for every HTTP request.
    var fields = HTTPFields()
    /// A token, and how long an answer may take.
    var requesting = RequestingOptions(timeout: .seconds(60))
    /// A file of certificates that vouch for servers, besides those of the system.
    var authorities: String?
    /// Whether any certificate will do.
    var believesAnybody = false

    static func declare(in form: inout CommandForm) -> @Sendable (FilledForm) throws(UsageError) -> ConnectionOptions {
        form.section("Connection")
        let server = form.option(
            "server",
            as: .text.named("NAME"),
            help: "a server of your client's mcp.json, by its name"
        )
        let configuration = form.option(
            "config",
            as: .file,
            help: "the mcp.json to look into, instead of the usual ones"
        )
        let era = form.option(
            "era",
            as: .choice([("auto", Optional<Era>.none), ("legacy", .legacy), ("modern", .modern)]),
            default: nil,
            help: "how to talk: with sessions, without, or as the server wants it"
        )
        let revision = form.option("revision", as: .revision, help: "the revision to ask for")
        let fields = form.repeated("header", as: .headerField, help: "a field for every HTTP request")
        let requesting = RequestingOptions.declare(in: &form)
        let authorities = form.option("ca", as: .file, help: "certificates (PEM) that vouch for servers as well")
        let believesAnybody = form.flag("insecure", help: "believes any certificate")
        return { filled throws(UsageError) in
            var options = ConnectionOptions()
            options.authorities = try filled[authorities]
            options.believesAnybody = try filled[believesAnybody]
            options.server = try filled[server]
            options.configuration = try filled[configuration]
            options.era = try filled[era]
            options.revision = try filled[revision]
            for field in try filled[fields] { options.fields.append(field.name, field.value) }
            options.requesting = try requesting(filled)
            if let era = options.era, let revision = options.revision, revision.era != era {
                throw filled.error(
                    .conflict,
                    "--era \(era.rawValue) has no revision \(revision); leave one of them out"
                )
            }
            if options.configuration != nil, options.server == nil {
                throw filled.error(.missingArgument, "--config needs --server NAME, to say which server of the file")
            }
            return options
        }
    }

    /// Whom TLS trusts; blocks while a file is read.
    func security() throws -> TLSConfiguration {
        if believesAnybody { return .clientWithoutVerification() }
        guard let authorities else { return .client() }
        let certificates = try Certificate.all(inPEM: try FileSystem.read(FilePath(authorities)))
        return .client(authorities: .systemAnd(certificates))
    }

    /// What these options say to a client.
    var client: MCPClientOptions {
        var options = MCPClientOptions()
        options.era = era ?? revision?.era
        options.revision = revision
        options.fields = fields
        requesting.apply(to: &options)
        return options
    }
}

/// A field as `--header` takes it.
struct HeaderField: Sendable, Equatable {
    let name: String
    let value: String
}

extension ValueType where Value == HeaderField {
    /// `Name: value`.
    static let headerField = ValueType(
        placeholder: "NAME:VALUE",
        expected: "a field such as X-Key: value",
        text: { "\($0.name): \($0.value)" },
        parse: { text in
            guard let colon = text.firstIndex(of: ":") else { return nil }
            let name = text[..<colon]
            let value = text[text.index(after: colon)...].drop { $0 == " " }
            let isToken = name.utf8.allSatisfy { byte in
                UInt8(ascii: "!") <= byte && byte < 0x7F && !"\"(),/:;<=>?@[\\]{}".utf8.contains(byte)
            }
            let isClean = value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
            guard !name.isEmpty, isToken, isClean else { return nil }
            return HeaderField(name: String(name), value: String(value))
        }
    )
}

extension ValueType where Value == Revision {
    /// One of the published revisions.
    static let revision = ValueType.choice(Revision.all.map { ($0.name, $0) }).named("REVISION")
}
