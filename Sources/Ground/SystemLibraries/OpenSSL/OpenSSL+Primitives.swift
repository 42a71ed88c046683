extension OpenSSL {
    /// What the calling thread's last operations complained about.
    package struct Errors: @unchecked Sendable {
        package let next: @convention(c) () -> UInt64
        package let clear: @convention(c) () -> Void
        package let reason: @convention(c) (UInt64) -> CString

        init(_ library: LoadedLibrary) throws(SystemLibraryError) {
            next = try library.function("ERR_get_error")
            clear = try library.function("ERR_clear_error")
            reason = try library.function("ERR_reason_error_string")
        }
    }
}

extension OpenSSL {
    /// Message digests.
    package struct Digests: @unchecked Sendable {
        package let newContext: @convention(c) () -> Object
        package let freeContext: @convention(c) (Object) -> Void
        package let copyContext: @convention(c) (Object, Object) -> Int32
        package let fetch: @convention(c) (Object, CString, CString) -> Object
        package let initialise: @convention(c) (Object, Object, Object) -> Int32
        package let update: @convention(c) (Object, Bytes, Int) -> Int32
        package let finish: @convention(c) (Object, Room, UInt32Place) -> Int32

        init(_ library: LoadedLibrary) throws(SystemLibraryError) {
            newContext = try library.function("EVP_MD_CTX_new")
            freeContext = try library.function("EVP_MD_CTX_free")
            copyContext = try library.function("EVP_MD_CTX_copy_ex")
            fetch = try library.function("EVP_MD_fetch")
            initialise = try library.function("EVP_DigestInit_ex")
            update = try library.function("EVP_DigestUpdate")
            finish = try library.function("EVP_DigestFinal_ex")
        }
    }
}

extension OpenSSL {
    /// Authenticated ciphers.
    package struct Ciphers: @unchecked Sendable {
        package let newContext: @convention(c) () -> Object
        package let freeContext: @convention(c) (Object) -> Void
        package let fetch: @convention(c) (Object, CString, CString) -> Object
        package let control: @convention(c) (Object, Int32, Int32, Raw) -> Int32
        package let encryptInitialise: @convention(c) (Object, Object, Object, Bytes, Bytes) -> Int32
        package let encryptUpdate: @convention(c) (Object, Room, Int32Place, Bytes, Int32) -> Int32
        package let encryptFinish: @convention(c) (Object, Room, Int32Place) -> Int32
        package let decryptInitialise: @convention(c) (Object, Object, Object, Bytes, Bytes) -> Int32
        package let decryptUpdate: @convention(c) (Object, Room, Int32Place, Bytes, Int32) -> Int32
        package let decryptFinish: @convention(c) (Object, Room, Int32Place) -> Int32

        init(_ library: LoadedLibrary) throws(SystemLibraryError) {
            newContext = try library.function("EVP_CIPHER_CTX_new")
            freeContext = try library.function("EVP_CIPHER_CTX_free")
            fetch = try library.function("EVP_CIPHER_fetch")
            control = try library.function("EVP_CIPHER_CTX_ctrl")
            encryptInitialise = try library.function("EVP_EncryptInit_ex")
            encryptUpdate = try library.function("EVP_EncryptUpdate")
            encryptFinish = try library.function("EVP_EncryptFinal_ex")
            decryptInitialise = try library.function("EVP_DecryptInit_ex")
            decryptUpdate = try library.function("EVP_DecryptUpdate")
            decryptFinish = try library.function("EVP_DecryptFinal_ex")
        }
    }
}

extension OpenSSL {
    /// Big numbers.
    package struct Numbers: @unchecked Sendable {
        package let free: @convention(c) (Object) -> Void
        package let bits: @convention(c) (Object) -> Int32
        package let writePadded: @convention(c) (Object, Room, Int32) -> Int32

        init(_ library: LoadedLibrary) throws(SystemLibraryError) {
            free = try library.function("BN_free")
            bits = try library.function("BN_num_bits")
            writePadded = try library.function("BN_bn2binpad")
        }
    }
}
