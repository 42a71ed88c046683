/// All keywords, in the order in which those of one schema are evaluated.
enum KeywordRegistry {
    static let all: [KeywordDefinition] = {
        let families: [[KeywordDefinition]] = [
            // What looks at one value comes first, being quick.
            TypeRule.definitions, ConstRule.definitions, EnumRule.definitions, NumberLimitRule.definitions,
            MultipleOfRule.definitions, CountRule.definitions, PatternRule.definitions, FormatRule.definitions,
            RequiredRule.definitions, DependentRequiredRule.definitions, UniqueItemsRule.definitions,
            Remarks.definitions,
            // What looks at parts.
            PropertiesRule.definitions, PatternPropertiesRule.definitions, AdditionalPropertiesRule.definitions,
            PropertyNamesRule.definitions, PrefixItemsRule.definitions, ItemsRule.definitions, ContainsRule.definitions,
            // What looks at the same value with other schemas.
            ReferenceRule.definitions, DynamicReferenceRule.definitions, AllOfRule.definitions, AnyOfRule.definitions,
            OneOfRule.definitions, NotRule.definitions, ConditionRule.definitions, DependentSchemasRule.definitions,
            DependenciesRule.definitions,
            // What asks which parts the others have looked at.
            UnevaluatedItemsRule.definitions, UnevaluatedPropertiesRule.definitions,
        ]
        var all = families.flatMap(\.self)
        for order in all.indices { all[order].order = order }
        return all
    }()

    private static let byEdition: [SchemaOptions.Dialect: [String: KeywordDefinition]] = {
        var table: [SchemaOptions.Dialect: [String: KeywordDefinition]] = [:]
        for keyword in all {
            for edition in keyword.editions { table[edition, default: [:]][keyword.name] = keyword }
        }
        return table
    }()

    /// The keywords of an edition, by name.
    static func keywords(of edition: SchemaOptions.Dialect) -> [String: KeywordDefinition] { byEdition[edition] ?? [:] }
}
