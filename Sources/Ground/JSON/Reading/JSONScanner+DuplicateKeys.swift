extension JSONScanner {
    /// Notes every key of a closed object that occurred before in it.
    @inline(__always) @_lifetime(self: copy self)
    mutating func noteDuplicateKeys(of object: Int, members: Int, words: JSONTape.Words) throws(JSONError) {
        if members <= 16, haveDifferentKeys(object, members: members, words: words) { return }
        try noteDuplicateKeysByHash(of: object, members: members, words: words)
    }

    /// Whether the keys of an object certainly differ: each has another place among 64, by its length and first bytes.
    ///
    /// This settles most small objects and is wrong about none.
    @inline(__always)
    private func haveDifferentKeys(_ object: Int, members: Int, words: JSONTape.Words) -> Bool {
        var taken: UInt64 = 0
        var index = object &+ 2
        for _ in 0..<members {
            let entry = JSONTapeEntry(bits: words.word(index))
            guard entry.rawKind == JSONTapeEntry.Kind.plainString.rawValue else { return false }
            let place: UInt64 = 1 &<< ((fingerprint(entry) &* 0x9E37_79B9_7F4A_7C15) &>> 58)
            if taken & place != 0 { return haveDifferentFingerprints(object, members: members, words: words) }
            taken |= place
            index = words.indexAfter(index &+ 1)
        }
        return true
    }

    /// Whether the keys of a small object certainly differ: by length or in their first eight bytes.
    @inline(never)
    private func haveDifferentFingerprints(_ object: Int, members: Int, words: JSONTape.Words) -> Bool {
        var prints = InlineArray<16, UInt64>(repeating: 0)
        var index = object &+ 2
        for member in 0..<members {
            let entry = JSONTapeEntry(bits: words.word(index))
            guard entry.rawKind == JSONTapeEntry.Kind.plainString.rawValue else { return false }
            let print = fingerprint(entry)
            for earlier in 0..<member where prints[earlier] == print { return false }
            prints[member] = print
            index = words.indexAfter(index &+ 1)
        }
        return true
    }

    /// The first bytes of a key mixed with its length: equal keys have equal fingerprints.
    @inline(__always) private func fingerprint(_ entry: JSONTapeEntry) -> UInt64 {
        let length = entry.length &- 2
        let start = entry.start &+ 1
        var word: UInt64 = 0
        if start &+ 8 <= bytes.count {
            // In bounds: eight bytes follow.
            word = bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt64.self).littleEndian
            if length < 8 { word &= (1 &<< UInt64(truncatingIfNeeded: length &* 8)) &- 1 }
        } else {
            for offset in 0..<length {
                word |= UInt64(bytes[start &+ offset]) &<< UInt64(truncatingIfNeeded: offset &* 8)
            }
        }
        return word &+ UInt64(truncatingIfNeeded: length) &* 0x9E37_79B9_7F4A_7C15
    }

    @inline(never) @_lifetime(self: copy self)
    private mutating func noteDuplicateKeysByHash(
        of object: Int,
        members: Int,
        words: JSONTape.Words
    ) throws(JSONError) {
        var table = JSONKeyTable(capacity: members)
        let bytes = self.bytes
        var index = object + 2
        for _ in 0..<members {
            let key = JSONTapeEntry(bits: words.word(index))
            let earlier = table.insert(index, hash: JSONText.hash(of: key, in: bytes)) { other in
                JSONText.areEqual(JSONTapeEntry(bits: words.word(other)), in: bytes, key, in: bytes)
            }
            if let earlier {
                sawDuplicateKey = true
                let first = JSONTapeEntry(bits: words.word(earlier)).start
                try note(
                    options.duplicateKeys,
                    .duplicateKey,
                    key.start..<(key.start + key.length),
                    expected: "a key that the object does not have yet",
                    seen: "the key at byte \(first) again"
                )
            }
            index = words.indexAfter(index + 1)
        }
    }
}
