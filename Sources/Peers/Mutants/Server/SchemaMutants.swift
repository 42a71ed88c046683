enum SchemaMutants {
    static let all: [ServerMutant] = []
}
