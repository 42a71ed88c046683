enum SemanticsMutants {
    static let all: [ServerMutant] = []
}
