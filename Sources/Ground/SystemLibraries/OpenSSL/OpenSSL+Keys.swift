extension OpenSSL {
    /// Keys: making them, taking them apart and putting them together.
    package struct Keys: @unchecked Sendable {
        package let retain: @convention(c) (Object) -> Int32
        package let free: @convention(c) (Object) -> Void
        package let identifier: @convention(c) (Object) -> Int32
        package let bits: @convention(c) (Object) -> Int32
        package let areEqual: @convention(c) (Object, Object) -> Int32
        package let newContext: @convention(c) (Object, CString, CString) -> Object
        package let freeContext: @convention(c) (Object) -> Void
        package let generateInitialise: @convention(c) (Object) -> Int32
        package let setBits: @convention(c) (Object, Int32) -> Int32
        package let setGroup: @convention(c) (Object, CString) -> Int32
        package let generate: @convention(c) (Object, ObjectPlace) -> Int32
        package let numberParameter: @convention(c) (Object, CString, ObjectPlace) -> Int32
        package let textParameter: @convention(c) (Object, CString, Room, Int, LengthPlace) -> Int32
        package let newRawPublic: @convention(c) (Int32, Object, Bytes, Int) -> Object
        package let newRawPrivate: @convention(c) (Int32, Object, Bytes, Int) -> Object
        package let rawPublic: @convention(c) (Object, Room, LengthPlace) -> Int32

        init(_ library: LoadedLibrary) throws(SystemLibraryError) {
            retain = try library.function("EVP_PKEY_up_ref")
            free = try library.function("EVP_PKEY_free")
            identifier = try library.function("EVP_PKEY_get_base_id")
            bits = try library.function("EVP_PKEY_get_bits")
            areEqual = try library.function("EVP_PKEY_eq")
            newContext = try library.function("EVP_PKEY_CTX_new_from_name")
            freeContext = try library.function("EVP_PKEY_CTX_free")
            generateInitialise = try library.function("EVP_PKEY_keygen_init")
            setBits = try library.function("EVP_PKEY_CTX_set_rsa_keygen_bits")
            setGroup = try library.function("EVP_PKEY_CTX_set_group_name")
            generate = try library.function("EVP_PKEY_generate")
            numberParameter = try library.function("EVP_PKEY_get_bn_param")
            textParameter = try library.function("EVP_PKEY_get_utf8_string_param")
            newRawPublic = try library.function("EVP_PKEY_new_raw_public_key")
            newRawPrivate = try library.function("EVP_PKEY_new_raw_private_key")
            rawPublic = try library.function("EVP_PKEY_get_raw_public_key")
        }
    }
}

extension OpenSSL {
    /// Signing, verifying, and the two numbers inside of an ECDSA signature.
    package struct Signatures: @unchecked Sendable {
        package let signInitialise: @convention(c) (Object, ObjectPlace, Object, Object, Object) -> Int32
        package let sign: @convention(c) (Object, Room, LengthPlace, Bytes, Int) -> Int32
        package let verifyInitialise: @convention(c) (Object, ObjectPlace, Object, Object, Object) -> Int32
        package let verify: @convention(c) (Object, Bytes, Int, Bytes, Int) -> Int32
        package let setPadding: @convention(c) (Object, Int32) -> Int32
        package let setSaltLength: @convention(c) (Object, Int32) -> Int32
        package let freePair: @convention(c) (Object) -> Void
        package let pairNumbers: @convention(c) (Object, ObjectPlace, ObjectPlace) -> Void
        package let readPair: @convention(c) (ObjectPlace, BytesPlace, Int) -> Object

        init(_ library: LoadedLibrary) throws(SystemLibraryError) {
            signInitialise = try library.function("EVP_DigestSignInit")
            sign = try library.function("EVP_DigestSign")
            verifyInitialise = try library.function("EVP_DigestVerifyInit")
            verify = try library.function("EVP_DigestVerify")
            setPadding = try library.function("EVP_PKEY_CTX_set_rsa_padding")
            setSaltLength = try library.function("EVP_PKEY_CTX_set_rsa_pss_saltlen")
            freePair = try library.function("ECDSA_SIG_free")
            pairNumbers = try library.function("ECDSA_SIG_get0")
            readPair = try library.function("d2i_ECDSA_SIG")
        }
    }
}

extension OpenSSL {
    /// PEM and DER.
    package struct Encodings: @unchecked Sendable {
        package let readPrivatePEM: @convention(c) (Object, ObjectPlace, PassphraseCallback, Raw) -> Object
        package let readPublicPEM: @convention(c) (Object, ObjectPlace, PassphraseCallback, Raw) -> Object
        package let readCertificatePEM: @convention(c) (Object, ObjectPlace, PassphraseCallback, Raw) -> Object
        package let writePrivatePEM:
            @convention(c) (Object, Object, Object, Bytes, Int32, PassphraseCallback, Raw) -> Int32
        package let writePublicPEM: @convention(c) (Object, Object) -> Int32
        package let writeCertificatePEM: @convention(c) (Object, Object) -> Int32
        package let readPrivateDER: @convention(c) (ObjectPlace, BytesPlace, Int) -> Object
        package let readPublicDER: @convention(c) (ObjectPlace, BytesPlace, Int) -> Object
        package let readCertificateDER: @convention(c) (ObjectPlace, BytesPlace, Int) -> Object
        package let writePrivateDER:
            @convention(c) (Object, Object, Object, Bytes, Int32, PassphraseCallback, Raw) -> Int32
        package let writePublicDER: @convention(c) (Object, RoomPlace) -> Int32
        package let writeCertificateDER: @convention(c) (Object, RoomPlace) -> Int32

        init(_ library: LoadedLibrary) throws(SystemLibraryError) {
            readPrivatePEM = try library.function("PEM_read_bio_PrivateKey")
            readPublicPEM = try library.function("PEM_read_bio_PUBKEY")
            readCertificatePEM = try library.function("PEM_read_bio_X509")
            writePrivatePEM = try library.function("PEM_write_bio_PKCS8PrivateKey")
            writePublicPEM = try library.function("PEM_write_bio_PUBKEY")
            writeCertificatePEM = try library.function("PEM_write_bio_X509")
            readPrivateDER = try library.function("d2i_AutoPrivateKey")
            readPublicDER = try library.function("d2i_PUBKEY")
            readCertificateDER = try library.function("d2i_X509")
            writePrivateDER = try library.function("i2d_PKCS8PrivateKey_bio")
            writePublicDER = try library.function("i2d_PUBKEY")
            writeCertificateDER = try library.function("i2d_X509")
        }
    }
}

extension OpenSSL {
    /// OpenSSL's own streams: over memory, and over functions of ours.
    package struct Streams: @unchecked Sendable {
        package let overBytes: @convention(c) (Bytes, Int32) -> Object
        package let memoryMethod: @convention(c) () -> Object
        package let make: @convention(c) (Object) -> Object
        package let free: @convention(c) (Object) -> Int32
        package let read: @convention(c) (Object, Room, Int32) -> Int32
        package let control: @convention(c) (Object, Int32, Int, Raw) -> Int
        package let newMethod: @convention(c) (Int32, CString) -> Object
        package let setWrite: @convention(c) (Object, WriteCallback) -> Int32
        package let setRead: @convention(c) (Object, ReadCallback) -> Int32
        package let setControl: @convention(c) (Object, ControlCallback) -> Int32
        package let setData: @convention(c) (Object, Raw) -> Void
        package let data: @convention(c) (Object) -> Raw
        package let setReady: @convention(c) (Object, Int32) -> Void
        package let setFlags: @convention(c) (Object, Int32) -> Void
        package let clearFlags: @convention(c) (Object, Int32) -> Void

        init(_ library: LoadedLibrary) throws(SystemLibraryError) {
            overBytes = try library.function("BIO_new_mem_buf")
            memoryMethod = try library.function("BIO_s_mem")
            make = try library.function("BIO_new")
            free = try library.function("BIO_free")
            read = try library.function("BIO_read")
            control = try library.function("BIO_ctrl")
            newMethod = try library.function("BIO_meth_new")
            setWrite = try library.function("BIO_meth_set_write")
            setRead = try library.function("BIO_meth_set_read")
            setControl = try library.function("BIO_meth_set_ctrl")
            setData = try library.function("BIO_set_data")
            data = try library.function("BIO_get_data")
            setReady = try library.function("BIO_set_init")
            setFlags = try library.function("BIO_set_flags")
            clearFlags = try library.function("BIO_clear_flags")
        }
    }
}
