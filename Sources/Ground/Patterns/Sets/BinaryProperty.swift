/// The binary Unicode properties of ECMA-262 table 67 that the standard library answers; raw values are the long names.
enum BinaryProperty: String, CaseIterable, Sendable {
    case alphabetic = "Alphabetic"
    case any = "Any"
    case ascii = "ASCII"
    case asciiHexDigit = "ASCII_Hex_Digit"
    case assigned = "Assigned"
    case bidiControl = "Bidi_Control"
    case bidiMirrored = "Bidi_Mirrored"
    case caseIgnorable = "Case_Ignorable"
    case cased = "Cased"
    case changesWhenCaseFolded = "Changes_When_Casefolded"
    case changesWhenCaseMapped = "Changes_When_Casemapped"
    case changesWhenLowercased = "Changes_When_Lowercased"
    case changesWhenNFKCCaseFolded = "Changes_When_NFKC_Casefolded"
    case changesWhenTitlecased = "Changes_When_Titlecased"
    case changesWhenUppercased = "Changes_When_Uppercased"
    case dash = "Dash"
    case defaultIgnorable = "Default_Ignorable_Code_Point"
    case deprecated = "Deprecated"
    case diacritic = "Diacritic"
    case emoji = "Emoji"
    case emojiModifier = "Emoji_Modifier"
    case emojiModifierBase = "Emoji_Modifier_Base"
    case emojiPresentation = "Emoji_Presentation"
    case extender = "Extender"
    case graphemeBase = "Grapheme_Base"
    case graphemeExtend = "Grapheme_Extend"
    case hexDigit = "Hex_Digit"
    case idContinue = "ID_Continue"
    case idStart = "ID_Start"
    case idsBinaryOperator = "IDS_Binary_Operator"
    case idsTrinaryOperator = "IDS_Trinary_Operator"
    case ideographic = "Ideographic"
    case joinControl = "Join_Control"
    case logicalOrderException = "Logical_Order_Exception"
    case lowercase = "Lowercase"
    case math = "Math"
    case noncharacter = "Noncharacter_Code_Point"
    case patternSyntax = "Pattern_Syntax"
    case patternWhiteSpace = "Pattern_White_Space"
    case quotationMark = "Quotation_Mark"
    case radical = "Radical"
    case regionalIndicator = "Regional_Indicator"
    case sentenceTerminal = "Sentence_Terminal"
    case softDotted = "Soft_Dotted"
    case terminalPunctuation = "Terminal_Punctuation"
    case unifiedIdeograph = "Unified_Ideograph"
    case uppercase = "Uppercase"
    case variationSelector = "Variation_Selector"
    case whiteSpace = "White_Space"
    case xidContinue = "XID_Continue"
    case xidStart = "XID_Start"

    /// The short names.
    static let aliases: [String: BinaryProperty] = [
        "Alpha": .alphabetic,
        "AHex": .asciiHexDigit,
        "Bidi_C": .bidiControl,
        "Bidi_M": .bidiMirrored,
        "CI": .caseIgnorable,
        "CWCF": .changesWhenCaseFolded,
        "CWCM": .changesWhenCaseMapped,
        "CWL": .changesWhenLowercased,
        "CWKCF": .changesWhenNFKCCaseFolded,
        "CWT": .changesWhenTitlecased,
        "CWU": .changesWhenUppercased,
        "DI": .defaultIgnorable,
        "Dep": .deprecated,
        "Dia": .diacritic,
        "EMod": .emojiModifier,
        "EBase": .emojiModifierBase,
        "EPres": .emojiPresentation,
        "Ext": .extender,
        "Gr_Base": .graphemeBase,
        "Gr_Ext": .graphemeExtend,
        "Hex": .hexDigit,
        "IDC": .idContinue,
        "IDS": .idStart,
        "IDSB": .idsBinaryOperator,
        "IDST": .idsTrinaryOperator,
        "Ideo": .ideographic,
        "Join_C": .joinControl,
        "LOE": .logicalOrderException,
        "Lower": .lowercase,
        "NChar": .noncharacter,
        "Pat_Syn": .patternSyntax,
        "Pat_WS": .patternWhiteSpace,
        "QMark": .quotationMark,
        "RI": .regionalIndicator,
        "STerm": .sentenceTerminal,
        "SD": .softDotted,
        "Term": .terminalPunctuation,
        "UIdeo": .unifiedIdeograph,
        "Upper": .uppercase,
        "VS": .variationSelector,
        "space": .whiteSpace,
        "XIDC": .xidContinue,
        "XIDS": .xidStart,
    ]

    /// Properties that ECMA-262 names and for which there is no data here.
    static let unsupported: Set<String> = [
        "Emoji_Component", "EComp", "Extended_Pictographic", "ExtPict",
    ]

    func holds(for scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return switch self {
        case .alphabetic: properties.isAlphabetic
        case .any: true
        case .ascii: scalar.isASCII
        case .asciiHexDigit: properties.isASCIIHexDigit
        case .assigned: properties.generalCategory != .unassigned
        case .bidiControl: properties.isBidiControl
        case .bidiMirrored: properties.isBidiMirrored
        case .caseIgnorable: properties.isCaseIgnorable
        case .cased: properties.isCased
        case .changesWhenCaseFolded: properties.changesWhenCaseFolded
        case .changesWhenCaseMapped: properties.changesWhenCaseMapped
        case .changesWhenLowercased: properties.changesWhenLowercased
        case .changesWhenNFKCCaseFolded: properties.changesWhenNFKCCaseFolded
        case .changesWhenTitlecased: properties.changesWhenTitlecased
        case .changesWhenUppercased: properties.changesWhenUppercased
        case .dash: properties.isDash
        case .defaultIgnorable: properties.isDefaultIgnorableCodePoint
        case .deprecated: properties.isDeprecated
        case .diacritic: properties.isDiacritic
        case .emoji: properties.isEmoji
        case .emojiModifier: properties.isEmojiModifier
        case .emojiModifierBase: properties.isEmojiModifierBase
        case .emojiPresentation: properties.isEmojiPresentation
        case .extender: properties.isExtender
        case .graphemeBase: properties.isGraphemeBase
        case .graphemeExtend: properties.isGraphemeExtend
        case .hexDigit: properties.isHexDigit
        case .idContinue: properties.isIDContinue
        case .idStart: properties.isIDStart
        case .idsBinaryOperator: properties.isIDSBinaryOperator
        case .idsTrinaryOperator: properties.isIDSTrinaryOperator
        case .ideographic: properties.isIdeographic
        case .joinControl: properties.isJoinControl
        case .logicalOrderException: properties.isLogicalOrderException
        case .lowercase: properties.isLowercase
        case .math: properties.isMath
        case .noncharacter: properties.isNoncharacterCodePoint
        case .patternSyntax: properties.isPatternSyntax
        case .patternWhiteSpace: properties.isPatternWhitespace
        case .quotationMark: properties.isQuotationMark
        case .radical: properties.isRadical
        case .regionalIndicator: (0x1F1E6...0x1F1FF).contains(scalar.value)
        case .sentenceTerminal: properties.isSentenceTerminal
        case .softDotted: properties.isSoftDotted
        case .terminalPunctuation: properties.isTerminalPunctuation
        case .unifiedIdeograph: properties.isUnifiedIdeograph
        case .uppercase: properties.isUppercase
        case .variationSelector: properties.isVariationSelector
        case .whiteSpace: properties.isWhitespace
        case .xidContinue: properties.isXIDContinue
        case .xidStart: properties.isXIDStart
        }
    }
}
