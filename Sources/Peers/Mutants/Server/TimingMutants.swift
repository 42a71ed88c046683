enum TimingMutants {
    static let all: [ServerMutant] = []
}
