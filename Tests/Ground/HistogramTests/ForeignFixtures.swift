/// What the Python package `hdrhistogram` 0.10 wrote for the numbers of ``ForeignFixtures/values(_:seed:)``.
enum ForeignFixtures {
    /// 400 values, 1 to 3,600,000,000, three digits.
    static let encoded = """
        HISTFAAAAb14nC2Sv2oUYRTF9575JuOwzA7DsMxOZpZlWUREgkgQKwkWIilThJR5DGuJIlYWKcTCIkQQSeUTiIVVeiF1XiAvIPq7\
        N1l27v3un3PP+e7M+Pa0nUz0bXL7y+68uflz+nWyd3ObeD2b3dv6KVlSCqstw52VyjTlSbk87RavnieTMk+Y3myrwU2lGrPE5qlQ\
        qRU9phzbqOD0aVRLUGhO0mixaKuUWlyWioTLNejjqOR9BdbhWeQthjkCBg+cvkfPSucjWYN6qirVYqzDl9xhnVzYnOKH0Rk5dtjS\
        p6hOeoSkPrqd5N02WlJJbh8ZA74C4PGgh8C0xnUkPy/ob9Umzi2TStoG7SY9lzZ3l0alT30CvyErI75a+MacvIPZqznVLvZkkV0y\
        pvQVhe7HZGviiwW8LrIF0IieTQRLVzSPF1KnKq7S6rLW+zykU+9B39czwC+AHjPTccewH9BQxyY7f3U7uL+m65lOjGoD6iXVw9C4\
        B6qK3iOwG/iNmWvuZtTYy2XSL1+It+yyhEoP9FTXvohXwfLF/O8bbUDMdWEcC/2weCX+SdQw9fpuIIs0cNyPxfzLHLjS75wd/gf+\
        2DAD
        """

    /// 50 values times 1,000, 1,000 to 3,600,000,000,000, three digits.
    static let encodedNanoseconds = """
        HISTFAAAAJJ4nJNpmSzMwMBQxgABzFDqBRC7GexYwGD/ASLykZHlKwuTJBMjEzfTTCEmTSBDn8mW6bsMkzpTKNNiWSZ7JmsmeabX\
        MkzBQOFuOaZeGSZ3plwmXabZUkycTPVAbUx7QZpXSzL9Z2SSZVosxbSckalTiqkQqC0dqFmW6ago02MWpnYmpscyTKcFmA6yMQEA\
        A64cRg==
        """

    static let log = """
        #[Logged with a foreign tool]
        #[Histogram log format version 1.2]
        #[BaseTime: 1700000000.000000 (seconds since epoch)]
        "StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"
        0.500000,1.000000,3607101.000000,HISTFAAAAFx4nJNpmSzMwMDgyAABTFCaEURcm7yEwf4DRKCSiek4E9NjZiZupsvMTEy\
        MICbTSWam68xMrEz8LPuZgULcTECx12xAliITUz8z03k2JnYmf6apLEzzmZkAEEkPiQ==
        1.500000,1.000000,3607101.000000,HISTFAAAAGR4nJNpmSzMwMDgwQABTFCaEURcm7yEwf4DRKCciZnpMhPTXWYmpvPMTIx\
        MF5mZWJneMjOdZGZ6yMzEzrSWmWkiO5M000ZmJk6m00xMvEzCQB3KTM0gyfdMTPJAkXogCQCvPxEH

        """

    /// Numbers over several orders of magnitude.
    static func values(_ count: Int, seed: UInt64) -> [Int64] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64(((state >> 8) >> (20 + (state >> 60) * 2)))
        }
    }
}
