import Commands

@main
struct Main {
    static func main() async {
        _ = await Comport.run(CommandLine.arguments)
    }
}
