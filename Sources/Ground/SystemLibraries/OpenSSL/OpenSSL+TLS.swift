extension OpenSSL {
    /// What many connections share.
    package struct Contexts: @unchecked Sendable {
        package let method: @convention(c) () -> Object
        package let make: @convention(c) (Object) -> Object
        package let free: @convention(c) (Object) -> Void
        package let control: @convention(c) (Object, Int32, Int, Raw) -> Int
        package let setOptions: @convention(c) (Object, UInt64) -> UInt64
        package let setVerification: @convention(c) (Object, Int32, VerifyCallback) -> Void
        package let useSystemAuthorities: @convention(c) (Object) -> Int32
        package let store: @convention(c) (Object) -> Object
        package let useCertificate: @convention(c) (Object, Object) -> Int32
        package let useKey: @convention(c) (Object, Object) -> Int32
        package let checkKey: @convention(c) (Object) -> Int32
        package let announceAuthority: @convention(c) (Object, Object) -> Int32
        package let setSessionContext: @convention(c) (Object, Bytes, UInt32) -> Int32
        package let offerProtocols: @convention(c) (Object, Bytes, UInt32) -> Int32
        package let setProtocolSelection: @convention(c) (Object, SelectProtocolCallback, Raw) -> Void
        package let selectProtocol: @convention(c) (BytesPlace, Room, Bytes, UInt32, Bytes, UInt32) -> Int32

        init(_ library: LoadedLibrary) throws(SystemLibraryError) {
            method = try library.function("TLS_method")
            make = try library.function("SSL_CTX_new")
            free = try library.function("SSL_CTX_free")
            control = try library.function("SSL_CTX_ctrl")
            setOptions = try library.function("SSL_CTX_set_options")
            setVerification = try library.function("SSL_CTX_set_verify")
            useSystemAuthorities = try library.function("SSL_CTX_set_default_verify_paths")
            store = try library.function("SSL_CTX_get_cert_store")
            useCertificate = try library.function("SSL_CTX_use_certificate")
            useKey = try library.function("SSL_CTX_use_PrivateKey")
            checkKey = try library.function("SSL_CTX_check_private_key")
            announceAuthority = try library.function("SSL_CTX_add_client_CA")
            setSessionContext = try library.function("SSL_CTX_set_session_id_context")
            offerProtocols = try library.function("SSL_CTX_set_alpn_protos")
            setProtocolSelection = try library.function("SSL_CTX_set_alpn_select_cb")
            selectProtocol = try library.function("SSL_select_next_proto")
        }
    }
}

extension OpenSSL {
    /// One connection.
    package struct Connections: @unchecked Sendable {
        package let make: @convention(c) (Object) -> Object
        package let free: @convention(c) (Object) -> Void
        package let setStreams: @convention(c) (Object, Object, Object) -> Void
        package let startAsClient: @convention(c) (Object) -> Void
        package let startAsServer: @convention(c) (Object) -> Void
        package let shakeHands: @convention(c) (Object) -> Int32
        package let read: @convention(c) (Object, Room, Int, LengthPlace) -> Int32
        package let write: @convention(c) (Object, Bytes, Int, LengthPlace) -> Int32
        package let outcome: @convention(c) (Object, Int32) -> Int32
        package let finish: @convention(c) (Object) -> Int32
        package let shutdownState: @convention(c) (Object) -> Int32
        package let control: @convention(c) (Object, Int32, Int, Raw) -> Int
        package let expectHost: @convention(c) (Object, CString) -> Int32
        package let verificationParameters: @convention(c) (Object) -> Object
        package let verificationResult: @convention(c) (Object) -> Int
        package let peerCertificate: @convention(c) (Object) -> Object
        package let peerChain: @convention(c) (Object) -> Object
        package let selectedProtocol: @convention(c) (Object, BytesPlace, UInt32Place) -> Void
        package let version: @convention(c) (Object) -> Int32
        package let cipher: @convention(c) (Object) -> Object
        package let cipherName: @convention(c) (Object) -> CString
        package let serverName: @convention(c) (Object, Int32) -> CString
        package let isResumed: @convention(c) (Object) -> Int32
        package let setExtraData: @convention(c) (Object, Int32, Raw) -> Int32
        package let extraData: @convention(c) (Object, Int32) -> Raw
        package let extraDataIndexInVerification: @convention(c) () -> Int32

        init(_ library: LoadedLibrary) throws(SystemLibraryError) {
            make = try library.function("SSL_new")
            free = try library.function("SSL_free")
            setStreams = try library.function("SSL_set_bio")
            startAsClient = try library.function("SSL_set_connect_state")
            startAsServer = try library.function("SSL_set_accept_state")
            shakeHands = try library.function("SSL_do_handshake")
            read = try library.function("SSL_read_ex")
            write = try library.function("SSL_write_ex")
            outcome = try library.function("SSL_get_error")
            finish = try library.function("SSL_shutdown")
            shutdownState = try library.function("SSL_get_shutdown")
            control = try library.function("SSL_ctrl")
            expectHost = try library.function("SSL_set1_host")
            verificationParameters = try library.function("SSL_get0_param")
            verificationResult = try library.function("SSL_get_verify_result")
            peerCertificate = try library.function("SSL_get1_peer_certificate")
            peerChain = try library.function("SSL_get_peer_cert_chain")
            selectedProtocol = try library.function("SSL_get0_alpn_selected")
            version = try library.function("SSL_version")
            cipher = try library.function("SSL_get_current_cipher")
            cipherName = try library.function("SSL_CIPHER_get_name")
            serverName = try library.function("SSL_get_servername")
            isResumed = try library.function("SSL_session_reused")
            setExtraData = try library.function("SSL_set_ex_data")
            extraData = try library.function("SSL_get_ex_data")
            extraDataIndexInVerification = try library.function("SSL_get_ex_data_X509_STORE_CTX_idx")
        }
    }
}
