/// A shared library of the system that is bound when it is first needed.
///
/// Nothing of it is needed to build or to start; a machine without it misses only what it does.
public struct SystemLibrary: Sendable, Hashable {
    /// What people call it, such as `zlib`.
    public let name: String
    /// The file names that are tried in turn; the number in them promises a binary interface.
    public let fileNames: [String]
    /// What the program needs it for, to be read after "needed for".
    public let purpose: String
    /// How it gets onto a machine.
    public let remedy: String

    /// Describes a library.
    public init(name: String, fileNames: [String], purpose: String, remedy: String) {
        self.name = name
        self.fileNames = fileNames
        self.purpose = purpose
        self.remedy = remedy
    }

    /// zlib, for compression.
    public static let zlib = SystemLibrary(
        name: "zlib",
        fileNames: ["libz.so.1"],
        purpose: "compression (deflate, zlib and gzip)",
        remedy: installation(debian: "zlib1g", fedora: "zlib", alpine: "zlib")
    )

    /// The half of OpenSSL 3 that computes.
    public static let crypto = SystemLibrary(
        name: "OpenSSL 3 (libcrypto)",
        fileNames: ["libcrypto.so.3"],
        purpose: "digests, sealing, signatures and certificates",
        remedy: installation(debian: "libssl3", fedora: "openssl-libs", alpine: "libcrypto3")
    )

    /// The half of OpenSSL 3 that speaks TLS.
    public static let tls = SystemLibrary(
        name: "OpenSSL 3 (libssl)",
        fileNames: ["libssl.so.3"],
        purpose: "TLS, so for https and wss",
        remedy: installation(debian: "libssl3", fedora: "openssl-libs", alpine: "libssl3")
    )

    /// SQLite, for databases in one file.
    public static let sqlite = SystemLibrary(
        name: "SQLite 3",
        fileNames: ["libsqlite3.so.0"],
        purpose: "databases",
        remedy: installation(debian: "libsqlite3-0", fedora: "sqlite-libs", alpine: "sqlite-libs")
    )

    private static func installation(debian: String, fedora: String, alpine: String) -> String {
        "apt-get install \(debian) (Debian, Ubuntu), dnf install \(fedora) (Fedora, RHEL) or apk add \(alpine) (Alpine)"
    }
}
