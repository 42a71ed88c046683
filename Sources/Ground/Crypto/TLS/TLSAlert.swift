/// What a peer's alert means (RFC 8446, section 6), and what can be done about it.
enum TLSAlert {
    static func sentence(_ number: UInt8) -> String {
        let text = texts[number] ?? ("unknown", "it gave no reason that is known")
        return "the peer refused with alert \(number), \(text.name): \(text.meaning)"
    }

    private static let texts: [UInt8: (name: String, meaning: String)] = [
        10: ("unexpected_message", "it did not expect what it got then"),
        20: ("bad_record_mac", "bytes were changed on the way"),
        22: ("record_overflow", "it got a record that is too long"),
        40: ("handshake_failure", "the two sides share no cipher, or it misses a client certificate"),
        42: ("bad_certificate", "it cannot read our certificate"),
        43: ("unsupported_certificate", "it does not take certificates of our kind"),
        44: ("certificate_revoked", "our certificate was revoked"),
        45: ("certificate_expired", "our certificate is out of date; renew it"),
        46: ("certificate_unknown", "it does not accept our certificate"),
        47: ("illegal_parameter", "it got a value that contradicts others"),
        48: ("unknown_ca", "it does not know the authority behind our certificate; tell it which one to trust"),
        49: ("access_denied", "our certificate is fine, but we may not come in"),
        50: ("decode_error", "it got a message that it cannot read"),
        51: ("decrypt_error", "a signature or a key did not match"),
        70: ("protocol_version", "it does not speak our versions of TLS; allow others on one side"),
        71: ("insufficient_security", "it wants stronger ciphers than ours"),
        80: ("internal_error", "it failed for a reason of its own"),
        86: ("inappropriate_fallback", "it saw a downgrade"),
        90: ("user_canceled", "somebody cancelled there"),
        109: ("missing_extension", "it misses an extension"),
        110: ("unsupported_extension", "it got an extension that it did not ask for"),
        112: ("unrecognized_name", "it does not serve the host name that we asked for"),
        115: ("unknown_psk_identity", "it does not know our pre-shared key"),
        116: ("certificate_required", "it wants a client certificate; configure an identity"),
        120: ("no_application_protocol", "it speaks none of the application protocols that we offered"),
    ]
}
