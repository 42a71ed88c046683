extension ProgramCompiler {
    /// The passes of one repetition: the body is compiled once and copied for each further pass.
    private struct Passes {
        let body: PatternSyntax
        let offset: Int
        let isLazy: Bool
        /// The slot that remembers where an optional pass began, if passes may consume nothing.
        let progressSlot: Int32?
        var block: Range<Int>?

        func split(to pass: Int, orTo exit: Int) -> Instruction {
            isLazy ? .split(Int32(exit), Int32(pass)) : .split(Int32(pass), Int32(exit))
        }
    }

    mutating func emitRepetition(
        of body: PatternSyntax,
        _ quantifier: PatternQuantifier,
        into program: inout Program,
        offset: Int
    ) throws(PatternError) {
        if quantifier.maximum == 0 { return }
        let isNullable = body.isNullable
        var passes = Passes(
            body: body,
            offset: offset,
            isLazy: quantifier.isLazy,
            progressSlot: isNullable ? takeSlot() : nil
        )
        var required = quantifier.minimum
        // A body that consumes can be left after each pass, so that the last required pass is the loop itself.
        let loopsBack = quantifier.maximum == nil && required > 0 && !isNullable
        if loopsBack { required -= 1 }
        for _ in 0..<required {
            try emitPass(&passes, into: &program)
            // Passes of a body without instructions all do nothing.
            if passes.block?.isEmpty == true { return }
        }
        if loopsBack {
            let start = program.instructions.count
            try emitPass(&passes, into: &program)
            let next = program.instructions.count + 1
            try append(passes.split(to: start, orTo: next), to: &program, offset: offset)
        } else if let maximum = quantifier.maximum {
            try emitOptionalPasses(maximum - quantifier.minimum, &passes, into: &program)
        } else {
            let start = try append(.match, to: &program, offset: offset)
            try emitWatchedPass(&passes, into: &program)
            try append(.jump(Int32(start)), to: &program, offset: offset)
            program.instructions[start] = passes.split(to: start + 1, orTo: program.instructions.count)
        }
    }

    private mutating func emitOptionalPasses(
        _ count: Int,
        _ passes: inout Passes,
        into program: inout Program
    ) throws(PatternError) {
        var splits: [Int] = []
        for _ in 0..<count {
            splits.append(try append(.match, to: &program, offset: passes.offset))
            try emitWatchedPass(&passes, into: &program)
            if passes.block?.isEmpty == true { break }
        }
        for position in splits {
            program.instructions[position] = passes.split(to: position + 1, orTo: program.instructions.count)
        }
    }

    private mutating func takeSlot() -> Int32 {
        slotCount += 1
        return Int32(slotCount - 1)
    }

    /// Emits an optional pass, which ECMA-262 takes back when it consumed nothing.
    private mutating func emitWatchedPass(
        _ passes: inout Passes,
        into program: inout Program
    ) throws(PatternError) {
        if let slot = passes.progressSlot { try append(.beginPass(slot), to: &program, offset: passes.offset) }
        try emitPass(&passes, into: &program)
        if let slot = passes.progressSlot { try append(.requireProgress(slot), to: &program, offset: passes.offset) }
    }

    private mutating func emitPass(_ passes: inout Passes, into program: inout Program) throws(PatternError) {
        let start = program.instructions.count
        if let block = passes.block {
            let distance = Int32(start - block.lowerBound)
            for index in block {
                try append(program.instructions[index].shifted(by: distance), to: &program, offset: passes.offset)
            }
            return
        }
        if let captures = passes.body.captureIndices {
            let slots = (2 * captures.lowerBound, 2 * captures.upperBound)
            try append(.clear(from: Int32(slots.0), to: Int32(slots.1)), to: &program, offset: passes.offset)
        }
        try emit(passes.body, into: &program, offset: passes.offset)
        passes.block = start..<program.instructions.count
    }
}
