internal import Reactor
public import WebSocketWire

extension WebSocketConnection {
    /// Closes the connection: sends a close frame, waits for the peer's and for the end of the stream, each for as long
    /// as `closeTimeout` allows, then cuts.
    ///
    /// Messages that still come go to the task that waits for them, or nowhere when there is none.
    public func close(_ code: WebSocketCloseCode = .normal, reason: String = "") async {
        loop.preconditionOnLoop()
        precondition(code.mayBeSent, "\(code) may not stand in a close frame; see RFC 6455 section 7.4")
        let deadline = Deadline.after(options.closeTimeout)
        await sendClose(WebSocketClosePayload(code, reason: reason), until: deadline)
        if isReading {
            while closure == nil, await endings.wait(on: loop, until: deadline) == .ready {}
        } else {
            while closure == nil {
                do throws(WebSocketError) { _ = try await next(until: deadline) } catch { break }
            }
        }
        finish()
    }

    /// Ends the connection at once, without a close frame.
    public func cut() { finish() }

    /// Sends a close frame unless one was sent before; what goes wrong shows when the stream is used next.
    func sendClose(_ payload: WebSocketClosePayload, until deadline: Deadline) async {
        guard handshake.send() else { return }
        var frame: [UInt8] = []
        writer.appendClose(payload, to: &frame)
        do throws(WebSocketError) { try await write(frame, until: deadline) } catch { finish() }
    }

    /// Answers the peer's close frame, or takes it as the answer to ours.
    func receivedClose(_ payload: WebSocketClosePayload) async {
        if case .answer(let answer) = handshake.receive(payload) {
            await sendClose(answer, until: .after(options.closeTimeout))
        }
        await windDown()
    }

    /// Tells the peer which rule it broke and ends the connection.
    func fail(_ violation: WebSocketViolation) async -> WebSocketError {
        let payload = WebSocketClosePayload(violation.closeCode, reason: violation.rule.rawValue)
        await sendClose(payload, until: .after(options.closeTimeout))
        await windDown()
        return WebSocketError(violation)
    }

    /// After the close frames the server ends the stream first, and the client waits for that.
    ///
    /// What still comes is read and dropped: closing with unread bytes would reset the connection, and the peer might
    /// never see the close frame.
    private func windDown() async {
        let deadline = Deadline.after(options.closeTimeout)
        do throws(ReactorError) {
            if role == .server || !handshake.isComplete { try await stream.finishWriting(until: deadline) }
            input = InputBuffer()
            while try await stream.read(into: &input, until: deadline) > 0 { input.consume(input.count) }
        } catch {
            // It ends now in any case.
        }
        finish()
    }

    /// The peer ended the stream; why that is wrong.
    func ended() -> WebSocketError {
        var violation: WebSocketViolation?
        do throws(WebSocketViolation) { _ = try reader.finish() } catch { violation = error }
        finish()
        return violation.map { WebSocketError($0) }
            ?? WebSocketError(.closed, "expected more frames, saw the end of the connection")
    }

    /// Closes the stream and notes how the connection ended.
    func finish() {
        guard closure == nil else { return }
        closure = handshake.end()
        stream.close()
        input = InputBuffer()
        endings.wakeAll(.ready)
        pongs.wakeAll(.closed)
    }
}
