/// The version of this program: the one place that states it.
public enum Version {
    /// Semantic version; a development version until the first release.
    public static let current = "0.1.0-dev"
}
