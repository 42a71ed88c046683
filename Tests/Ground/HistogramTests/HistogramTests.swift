import Testing
@testable import Histogram
