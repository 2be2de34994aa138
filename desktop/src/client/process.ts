// A process in a machine over a WebSocket: exec starts one, attach comes back to one. Binary messages are bytes with the channel
// in front, text messages are JSON; see the daemon's wire/streams.

import {
  MAX_CHUNK,
  STDIN,
  type ClientMessage,
  type EndCause,
  type ExecRequest,
  type ExitStatus,
  type Problem,
  type ServerMessage,
} from "../wire/generated";

export interface ProcessHandlers {
  onStarted(session: string, lost: number): void;
  onOutput(bytes: Uint8Array): void;
  onLost(bytes: number): void;
  onExited(exit: ExitStatus, cause: EndCause | undefined): void;
  onRefused(problem: Problem): void;
  /** The connection is gone; comes last, and always. */
  onClosed(): void;
}

export interface Process {
  write(text: string): void;
  resize(rows: number, cols: number): void;
  /** Hang up without a word; the handlers hear nothing more. */
  leave(): void;
}

export type Connect = (path: string) => WebSocket;

const TAIL_BYTES = 1024 * 1024; // how much old output to ask for when coming back

export function execute(connect: Connect, machine: string, request: ExecRequest, handlers: ProcessHandlers): Process {
  const socket = connect(`/machines/${encodeURIComponent(machine)}/exec`);
  socket.addEventListener("open", () => socket.send(JSON.stringify(request)));
  return follow(socket, handlers);
}

export function attach(connect: Connect, machine: string, session: string, handlers: ProcessHandlers): Process {
  const path = `/machines/${encodeURIComponent(machine)}/sessions/${encodeURIComponent(session)}/attach?tail=${TAIL_BYTES}`;
  return follow(connect(path), handlers);
}

/** Where WebSockets of this page go. */
export function pageConnect(path: string): WebSocket {
  const url = new URL(`/api/v1${path}`, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return new WebSocket(url);
}

function follow(socket: WebSocket, handlers: ProcessHandlers): Process {
  const quiet = new AbortController();
  const listening = { signal: quiet.signal };
  socket.binaryType = "arraybuffer";
  socket.addEventListener("message", ({ data }) => dispatch(data, handlers), listening);
  socket.addEventListener("close", () => handlers.onClosed(), listening);
  const tell = (message: ClientMessage): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  return {
    write: (text) => {
      if (socket.readyState === WebSocket.OPEN) frames(text).forEach((frame) => socket.send(frame));
    },
    resize: (rows, cols) => tell({ type: "resize", rows, cols }),
    leave: () => {
      quiet.abort();
      socket.close();
    },
  };
}

function dispatch(data: unknown, handlers: ProcessHandlers): void {
  if (data instanceof ArrayBuffer) {
    handlers.onOutput(new Uint8Array(data, 1));
    return;
  }
  const message = JSON.parse(String(data)) as ServerMessage;
  if (message.type === "started") handlers.onStarted(message.session, message.lost);
  else if (message.type === "lost") handlers.onLost(message.bytes);
  else if (message.type === "exited") handlers.onExited(message.exit, message.cause);
  else if (message.type === "failed") handlers.onRefused(message.problem);
}

/** Text as stdin messages, none larger than the daemon takes. */
export function frames(text: string): readonly Uint8Array<ArrayBuffer>[] {
  const bytes = new TextEncoder().encode(text);
  const made: Uint8Array<ArrayBuffer>[] = [];
  for (let start = 0; start < bytes.length; start += MAX_CHUNK) {
    const chunk = bytes.subarray(start, start + MAX_CHUNK);
    const frame = new Uint8Array(chunk.length + 1);
    frame[0] = STDIN;
    frame.set(chunk, 1);
    made.push(frame);
  }
  return made;
}
