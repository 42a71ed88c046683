import Crypto
import Reactor
import TestKit

/// Two machines that are connected by arrays of bytes, which arrive in pieces of random lengths.
final class MachinePair {
    var client: TLSMachine
    var server: TLSMachine
    /// On the way to the server and to the client.
    private var toServer = InputBuffer()
    private var toClient = InputBuffer()
    private var sentToServer: [UInt8] = []
    private var sentToClient: [UInt8] = []
    private var random: SeededRandom

    init(
        client: TLSConfiguration,
        server: TLSConfiguration,
        serverName: String? = "localhost",
        seed: UInt64 = 1
    ) throws {
        self.client = try TLSMachine(TLSContext(client), serverName: serverName)
        self.server = try TLSMachine(TLSContext(server))
        random = SeededRandom(seed: seed)
    }

    /// Lets some of the bytes that are on their way arrive; false when there are none.
    func deliver() -> Bool {
        sentToServer += client.takeOutput()
        sentToClient += server.takeOutput()
        let moved = !sentToServer.isEmpty || !sentToClient.isEmpty
        let some = Int.random(in: 0...min(9000, sentToServer.count), using: &random)
        toServer.append(sentToServer.prefix(some))
        sentToServer.removeFirst(some)
        let more = Int.random(in: 0...min(9000, sentToClient.count), using: &random)
        toClient.append(sentToClient.prefix(more))
        sentToClient.removeFirst(more)
        return moved
    }

    /// Shakes hands until both are done; throws the first failure, after the other side has heard of it.
    func shakeHands() throws(HandshakeFailure) {
        var failure = HandshakeFailure()
        var (clientIsDone, serverIsDone) = (false, false)
        var idleRounds = 0
        while idleRounds < 3 {
            do throws(TLSError) {
                if failure.client == nil { clientIsDone = try client.shakeHands(&toClient) }
            } catch { failure.client = error }
            do throws(TLSError) {
                if failure.server == nil { serverIsDone = try server.shakeHands(&toServer) }
            } catch { failure.server = error }
            // TLS 1.3 tells the client of a refused certificate when it is done already.
            if clientIsDone, failure.client == nil {
                do throws(TLSError) {
                    var none = InputBuffer()
                    _ = try client.read(&toClient, into: &none)
                } catch { failure.client = error }
            }
            idleRounds = deliver() ? 0 : idleRounds + 1
        }
        if failure.isEmpty, !(clientIsDone && serverIsDone) {
            failure.client = TLSError(.failed, detail: "the handshake got stuck")
        }
        if !failure.isEmpty { throw failure }
    }

    var clientSession: TLSSession? { client.session }
    var serverSession: TLSSession? { server.session }
    var serverIsOpen: Bool { server.isOpen }

    /// Reads what has arrived at the server.
    func readAtServer() throws(TLSError) -> (bytes: [UInt8], hasEnded: Bool) {
        try Self.readAll(&server, &toServer)
    }

    /// Reads what has arrived at the client.
    func readAtClient() throws(TLSError) -> (bytes: [UInt8], hasEnded: Bool) {
        try Self.readAll(&client, &toClient)
    }

    /// Changes one byte on its way to the server.
    func damage() {
        sentToServer += client.takeOutput()
        sentToServer[sentToServer.count / 2] ^= 1
    }

    private static func readAll(
        _ machine: inout TLSMachine,
        _ received: inout InputBuffer
    ) throws(TLSError) -> (bytes: [UInt8], hasEnded: Bool) {
        var plaintext = InputBuffer()
        while true {
            switch try machine.read(&received, into: &plaintext) {
            case .plaintext: continue
            case .needsInput: return (plaintext.takeAll(), false)
            case .ended: return (plaintext.takeAll(), true)
            }
        }
    }
}

/// How a handshake failed on either side.
struct HandshakeFailure: Error {
    var client: TLSError?
    var server: TLSError?
    var isEmpty: Bool { client == nil && server == nil }
}

/// Keys and certificates that several tests share, as making them takes a while.
enum Certified {
    static let authority = made {
        try CertificateTemplate(commonName: "Test authority", isAuthority: true).selfSigned()
    }
    static let server = made {
        try CertificateTemplate(commonName: "server", hosts: ["localhost", "127.0.0.1", "::1", "*.wild.test"])
            .signed(by: authority.get())
    }
    static let client = made { try CertificateTemplate(commonName: "client").signed(by: authority.get()) }
    static let stranger = made {
        try CertificateTemplate(commonName: "stranger", hosts: ["localhost"]).selfSigned()
    }

    static func clientConfiguration(identity: Identity? = nil) throws -> TLSConfiguration {
        .client(authorities: .only([try authority.get().certificate]), identity: identity)
    }

    static func serverConfiguration() throws -> TLSConfiguration { .server(try server.get()) }

    private static func made(_ make: () throws -> Identity) -> Result<Identity, any Error> { Result(catching: make) }
}
