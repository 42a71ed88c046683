import Testing
@testable import SystemLibraries
