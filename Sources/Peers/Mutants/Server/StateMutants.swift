enum StateMutants {
    static let all: [ServerMutant] = []
}
