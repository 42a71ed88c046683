enum HeadersMutants {
    static let all: [ServerMutant] = []
}
