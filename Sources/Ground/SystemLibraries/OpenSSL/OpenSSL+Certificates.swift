extension OpenSSL {
    /// X.509 certificates: reading them.
    package struct Certificates: @unchecked Sendable {
        package let retain: @convention(c) (Object) -> Int32
        package let free: @convention(c) (Object) -> Void
        package let subject: @convention(c) (Object) -> Object
        package let issuer: @convention(c) (Object) -> Object
        package let printName: @convention(c) (Object, Object, Int32, Int) -> Int32
        package let notBefore: @convention(c) (Object) -> Object
        package let notAfter: @convention(c) (Object) -> Object
        package let makeTime: @convention(c) (Object, Int) -> Object
        package let freeTime: @convention(c) (Object) -> Void
        package let timeDifference: @convention(c) (Int32Place, Int32Place, Object, Object) -> Int32
        package let publicKey: @convention(c) (Object) -> Object
        package let matchesKey: @convention(c) (Object, Object) -> Int32
        package let extensionValue: @convention(c) (Object, Int32, Int32Place, Int32Place) -> Object
        package let stackCount: @convention(c) (Object) -> Int32
        package let stackValue: @convention(c) (Object, Int32) -> Object
        package let generalNameValue: @convention(c) (Object, Int32Place) -> Object
        package let freeGeneralNames: @convention(c) (Object) -> Void
        package let stringBytes: @convention(c) (Object) -> Bytes
        package let stringLength: @convention(c) (Object) -> Int32

        init(_ library: LoadedLibrary) throws(SystemLibraryError) {
            retain = try library.function("X509_up_ref")
            free = try library.function("X509_free")
            subject = try library.function("X509_get_subject_name")
            issuer = try library.function("X509_get_issuer_name")
            printName = try library.function("X509_NAME_print_ex")
            notBefore = try library.function("X509_get0_notBefore")
            notAfter = try library.function("X509_get0_notAfter")
            makeTime = try library.function("ASN1_TIME_set")
            freeTime = try library.function("ASN1_TIME_free")
            timeDifference = try library.function("ASN1_TIME_diff")
            publicKey = try library.function("X509_get_pubkey")
            matchesKey = try library.function("X509_check_private_key")
            extensionValue = try library.function("X509_get_ext_d2i")
            stackCount = try library.function("OPENSSL_sk_num")
            stackValue = try library.function("OPENSSL_sk_value")
            generalNameValue = try library.function("GENERAL_NAME_get0_value")
            freeGeneralNames = try library.function("GENERAL_NAMES_free")
            stringBytes = try library.function("ASN1_STRING_get0_data")
            stringLength = try library.function("ASN1_STRING_length")
        }
    }
}

extension OpenSSL {
    /// X.509 certificates: making them.
    package struct Issuing: @unchecked Sendable {
        package let make: @convention(c) () -> Object
        package let setVersion: @convention(c) (Object, Int) -> Int32
        package let serialNumber: @convention(c) (Object) -> Object
        package let setInteger: @convention(c) (Object, UInt64) -> Int32
        package let notBefore: @convention(c) (Object) -> Object
        package let notAfter: @convention(c) (Object) -> Object
        package let setTime: @convention(c) (Object, Int) -> Object
        package let setPublicKey: @convention(c) (Object, Object) -> Int32
        package let setIssuer: @convention(c) (Object, Object) -> Int32
        package let addNameEntry: @convention(c) (Object, CString, Int32, Bytes, Int32, Int32, Int32) -> Int32
        package let setExtensionContext: @convention(c) (Raw, Object, Object, Object, Object, Int32) -> Void
        package let makeExtension: @convention(c) (Object, Raw, Int32, CString) -> Object
        package let addExtension: @convention(c) (Object, Object, Int32) -> Int32
        package let freeExtension: @convention(c) (Object) -> Void
        package let sign: @convention(c) (Object, Object, Object) -> Int32

        init(_ library: LoadedLibrary) throws(SystemLibraryError) {
            make = try library.function("X509_new")
            setVersion = try library.function("X509_set_version")
            serialNumber = try library.function("X509_get_serialNumber")
            setInteger = try library.function("ASN1_INTEGER_set_uint64")
            notBefore = try library.function("X509_getm_notBefore")
            notAfter = try library.function("X509_getm_notAfter")
            setTime = try library.function("ASN1_TIME_set")
            setPublicKey = try library.function("X509_set_pubkey")
            setIssuer = try library.function("X509_set_issuer_name")
            addNameEntry = try library.function("X509_NAME_add_entry_by_txt")
            setExtensionContext = try library.function("X509V3_set_ctx")
            makeExtension = try library.function("X509V3_EXT_conf_nid")
            addExtension = try library.function("X509_add_ext")
            freeExtension = try library.function("X509_EXTENSION_free")
            sign = try library.function("X509_sign")
        }
    }
}

extension OpenSSL {
    /// What a chain of certificates is measured by, and why it fell short.
    package struct Verification: @unchecked Sendable {
        package let errorSentence: @convention(c) (Int) -> CString
        package let error: @convention(c) (Object) -> Int32
        package let errorDepth: @convention(c) (Object) -> Int32
        package let currentCertificate: @convention(c) (Object) -> Object
        package let extraData: @convention(c) (Object, Int32) -> Raw
        package let addAuthority: @convention(c) (Object, Object) -> Int32
        package let setAddress: @convention(c) (Object, CString) -> Int32
        package let setHostFlags: @convention(c) (Object, UInt32) -> Void

        init(_ library: LoadedLibrary) throws(SystemLibraryError) {
            errorSentence = try library.function("X509_verify_cert_error_string")
            error = try library.function("X509_STORE_CTX_get_error")
            errorDepth = try library.function("X509_STORE_CTX_get_error_depth")
            currentCertificate = try library.function("X509_STORE_CTX_get_current_cert")
            extraData = try library.function("X509_STORE_CTX_get_ex_data")
            addAuthority = try library.function("X509_STORE_add_cert")
            setAddress = try library.function("X509_VERIFY_PARAM_set1_ip_asc")
            setHostFlags = try library.function("X509_VERIFY_PARAM_set_hostflags")
        }
    }
}
