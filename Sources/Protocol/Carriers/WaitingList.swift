/// Elements that wait, first come first served, and how many bytes they hold together.
struct WaitingList<Element> {
    private var elements: [Element?] = []
    private var head = 0
    /// How many bytes wait.
    private(set) var byteCount = 0

    var isEmpty: Bool { head == elements.count }

    mutating func append(_ element: Element, bytes: Int) {
        elements.append(element)
        byteCount += bytes
    }

    /// Takes the oldest one.
    mutating func popFirst(bytes: (Element) -> Int) -> Element? {
        guard head < elements.count, let element = elements[head].take() else { return nil }
        head += 1
        byteCount -= bytes(element)
        // Moved only once half of the places are free, so that each element is moved a bounded number of times.
        if head == elements.count {
            elements.removeAll(keepingCapacity: elements.capacity <= 64)
            head = 0
        } else if head > 64, head * 2 > elements.count {
            elements.removeFirst(head)
            head = 0
        }
        return element
    }
}
