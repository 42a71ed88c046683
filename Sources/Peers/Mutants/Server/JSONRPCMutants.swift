enum JSONRPCMutants {
    static let all: [ServerMutant] = []
}
