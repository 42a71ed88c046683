internal import SystemLibraries

/// Turns what OpenSSL noted about a failed call into an error that says what to do.
enum TLSFailure {
    /// OpenSSL's numbers of the reasons that are told apart.
    private enum Reason {
        static let alerts = 1000..<1256
        static let verificationFailed = 134
        static let httpRequest = 156
        static let noSharedCipher = 193
        static let noCertificateFromPeer = 199
        static let noApplicationProtocol = 235
        static let unsupportedProtocol = 258
        static let wrongVersionNumber = 267
        static let wrongVersion = 266
        static let noProtocolsAvailable = 191
    }

    static func describe(
        _ connection: borrowing TLSConnection,
        _ kind: Int32,
        _ context: TLSContext,
        _ serverName: String?
    ) -> TLSError {
        let crypto = context.crypto
        let number = crypto.errors.next()
        let text = crypto.errors.reason(number).map { String(cString: $0) }
        crypto.errors.clear()
        let configuration = context.configuration
        let (library, tlsLibrary) = (Int(number >> 23) & 0xFF, 20)
        guard library == tlsLibrary else {
            return TLSError(.failed, detail: "OpenSSL says: \(text ?? "failure of kind \(kind) without a reason")")
        }
        let reason = Int(number & 0x7F_FFFF)
        switch reason {
        case Reason.alerts:
            let alert = UInt8(reason - Reason.alerts.lowerBound)
            let code: TLSError.Code = alert == 70 ? .noCommonVersion : alert == 120 ? .noCommonProtocol : .peerRefused
            return TLSError(code, detail: TLSAlert.sentence(alert), alert: alert)
        case Reason.verificationFailed:
            return rejection(connection, context, serverName)
        case Reason.noCertificateFromPeer:
            return TLSError(.certificateRejected, detail: "expected a certificate from the client, saw none")
        case Reason.noApplicationProtocol:
            let own = configuration.applicationProtocols.joined(separator: ", ")
            return TLSError(
                .noCommonProtocol,
                detail: "expected one of the application protocols \(own), saw the peer offer others only"
            )
        case Reason.unsupportedProtocol, Reason.wrongVersion, Reason.noProtocolsAvailable:
            let (least, most) = (configuration.versions.lowerBound, configuration.versions.upperBound)
            return TLSError(
                .noCommonVersion,
                detail: "expected \(least == most ? "\(least)" : "\(least) to \(most)"), saw the peer choose another "
                    + "version; allow others on one side"
            )
        case Reason.wrongVersionNumber, Reason.httpRequest:
            return TLSError(
                .notTLS,
                detail: "expected TLS, saw other bytes (\(text ?? "no TLS record")); does the peer speak without TLS?"
            )
        case Reason.noSharedCipher:
            return TLSError(.failed, detail: "expected a cipher that both sides know and the key fits, saw none")
        default:
            return TLSError(.failed, detail: "OpenSSL says: \(text ?? "reason \(reason)")")
        }
    }

    private static func rejection(
        _ connection: borrowing TLSConnection,
        _ context: TLSContext,
        _ serverName: String?
    ) -> TLSError {
        let crypto = context.crypto
        let noted = connection.wire.rejection
        let number =
            noted?.number ?? Int32(truncatingIfNeeded: context.tls.connections.verificationResult(connection.pointer))
        let sentence = crypto.verification.errorSentence(Int(number)).map { String(cString: $0) } ?? "error \(number)"
        let seen = noted?.certificate.map { describe($0) } ?? "a certificate"
        let peer = serverName.map { "'\($0)'" } ?? "the peer"
        let detail =
            switch number {
            case 62, 64: "expected a certificate for \(peer), saw \(seen) (\(sentence))"
            case 9, 10: "expected a certificate of \(peer) that is valid now, saw \(seen) (\(sentence))"
            case 2, 18, 19, 20, 21:
                "expected a certificate of \(peer) that a known authority vouches for, saw \(seen) (\(sentence)); "
                    + "pass the authority of a private certificate, or install the system's list (ca-certificates)"
            default: "expected a good certificate of \(peer), saw \(seen) (\(sentence))"
            }
        return TLSError(.certificateRejected, detail: detail)
    }

    private static func describe(_ certificate: CertificateHandle) -> String {
        let subject = certificate.name(certificate.crypto.certificates.subject(certificate.pointer))
        let hosts = certificate.hosts()
        return "the certificate of \(subject)" + (hosts.isEmpty ? "" : " for \(hosts.joined(separator: ", "))")
    }
}
