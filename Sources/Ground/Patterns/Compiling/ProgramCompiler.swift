/// Turns a syntax tree into programs.
struct ProgramCompiler {
    let options: PatternOptions
    private var sets: [ScalarSet] = []
    private var setIndices: [ScalarSet: Int32] = [:]
    private var lookarounds: [LookaroundProgram] = []
    private var lookaroundIndices: [Int: Int32] = [:]
    var slotCount: Int
    private var total = 0

    static func compile(
        _ syntax: PatternSyntax,
        captureCount: Int,
        options: PatternOptions
    ) throws(PatternError) -> CompiledPattern {
        var compiler = ProgramCompiler(options: options, captureCount: captureCount)
        let main = try compiler.program(for: syntax, isBackward: false)
        return CompiledPattern(
            main: main,
            sets: compiler.sets,
            lookarounds: compiler.lookarounds,
            captureCount: captureCount,
            slotCount: compiler.slotCount,
            isAnchoredAtStart: syntax.isAnchoredAtStart,
            hasBackreferences: captureCount > 0
                && syntax.contains { if case .backreference = $0 { true } else { false } },
            hasCapturesInLookarounds: !compiler.lookarounds.isEmpty && captureCount > 0
                && syntax.contains {
                    if case .lookaround(_, let body) = $0 { body.captureIndices != nil } else { false }
                },
            hasWordBoundaries: syntax.contains { $0 == .assertion(.wordBoundary) || $0 == .assertion(.noWordBoundary) },
            maximumSteps: options.maximumSteps
        )
    }

    private init(options: PatternOptions, captureCount: Int) {
        self.options = options
        slotCount = 2 * (captureCount + 1)
    }

    private mutating func program(for syntax: PatternSyntax, isBackward: Bool) throws(PatternError) -> Program {
        var program = Program(isBackward: isBackward)
        try emit(syntax, into: &program)
        try append(.match, to: &program, offset: 0)
        return program
    }

    @discardableResult
    mutating func append(
        _ instruction: Instruction,
        to program: inout Program,
        offset: Int
    ) throws(PatternError) -> Int {
        total += 1
        guard total <= options.maximumProgramLength else {
            throw PatternError(
                .programLimit,
                offset: offset,
                expected: "repetitions that expand to at most \(options.maximumProgramLength) instructions",
                seen: "more"
            )
        }
        program.instructions.append(instruction)
        return program.instructions.count - 1
    }

    mutating func emit(_ syntax: PatternSyntax, into program: inout Program, offset: Int = 0) throws(PatternError) {
        switch syntax {
        case .empty: break
        case .character(let value): try append(.character(value), to: &program, offset: offset)
        case .set(let set): try append(.set(index(of: set)), to: &program, offset: offset)
        case .sequence(let parts):
            if program.isBackward {
                for part in parts.reversed() { try emit(part, into: &program, offset: offset) }
            } else {
                for part in parts { try emit(part, into: &program, offset: offset) }
            }
        case .alternatives(let parts): try emitAlternatives(parts, into: &program, offset: offset)
        case .capture(let index, _, let body):
            let slots = program.isBackward ? (2 * index + 1, 2 * index) : (2 * index, 2 * index + 1)
            try append(.save(Int32(slots.0)), to: &program, offset: offset)
            try emit(body, into: &program, offset: offset)
            try append(.save(Int32(slots.1)), to: &program, offset: offset)
        case .repetition(let body, let quantifier, let offset):
            try emitRepetition(of: body, quantifier, into: &program, offset: offset)
        case .assertion(let assertion): try append(.assertion(assertion), to: &program, offset: offset)
        case .lookaround(let kind, _):
            let index = try lookaroundIndex(of: syntax)
            try append(.lookaround(index, isNegative: kind.isNegative), to: &program, offset: offset)
        case .backreference(let index, _): try append(.backreference(Int32(index)), to: &program, offset: offset)
        }
    }

    private mutating func index(of set: ScalarSet) -> Int32 {
        if let index = setIndices[set] { return index }
        let index = Int32(sets.count)
        sets.append(set)
        setIndices[set] = index
        return index
    }

    private mutating func lookaroundIndex(of syntax: PatternSyntax) throws(PatternError) -> Int32 {
        guard case .lookaround(let kind, let body) = syntax else { return 0 }
        if let index = lookaroundIndices[kind.offset] { return index }
        guard lookarounds.count < options.maximumLookarounds else {
            throw PatternError(
                .programLimit,
                offset: kind.offset,
                expected: "at most \(options.maximumLookarounds) lookarounds",
                seen: "one more"
            )
        }
        let outward = try program(for: body, isBackward: kind.isBehind)
        let inward = try program(for: body, isBackward: !kind.isBehind)
        lookarounds.append(LookaroundProgram(outward: outward, inward: inward))
        let index = Int32(lookarounds.count - 1)
        lookaroundIndices[kind.offset] = index
        return index
    }

    private mutating func emitAlternatives(
        _ parts: [PatternSyntax],
        into program: inout Program,
        offset: Int
    ) throws(PatternError) {
        var jumps: [Int] = []
        for (number, part) in parts.enumerated() {
            guard number < parts.count - 1 else {
                try emit(part, into: &program, offset: offset)
                break
            }
            let split = try append(.match, to: &program, offset: offset)
            try emit(part, into: &program, offset: offset)
            jumps.append(try append(.match, to: &program, offset: offset))
            program.instructions[split] = .split(Int32(split + 1), Int32(program.instructions.count))
        }
        for jump in jumps { program.instructions[jump] = .jump(Int32(program.instructions.count)) }
    }
}
