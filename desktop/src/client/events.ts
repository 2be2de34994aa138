// The daemon's events over one WebSocket that comes back by itself. Facts may be missed while it is away, or dropped (a gap in
// the numbers): then `onResync` is called, and everything is to be read again.

import { retryDelay } from "../core/backoff";
import type { Event as Fact } from "../wire/generated";

export interface FeedListener {
  opened(): void;
  message(text: string): void;
  closed(code: number): void;
}

export interface FeedHandlers {
  onFact(fact: Fact): void;
  onResync(): void;
  onConnected(connected: boolean): void;
  onUnauthenticated(): void;
}

export interface FeedSocket {
  close(): void;
}

/** Time and the network, so that tests can stand in for both. */
export interface FeedPorts {
  connect(listener: FeedListener): FeedSocket;
  later(milliseconds: number, run: () => void): () => void;
  chance(): number;
}

const UNAUTHENTICATED = 4401;

export class EventFeed {
  private socket: FeedSocket | null = null;
  private cancelRetry: (() => void) | null = null;
  private attempt = 0;
  private lastId: number | null = null;

  constructor(
    private readonly ports: FeedPorts,
    private readonly handlers: FeedHandlers,
  ) {}

  start(): void {
    this.stop();
    this.open();
  }

  stop(): void {
    this.cancelRetry?.();
    this.cancelRetry = null;
    const { socket } = this;
    this.socket = null;
    socket?.close();
  }

  /** Do not wait any longer: the network is said to be back. */
  hurry(): void {
    if (!this.cancelRetry) return;
    this.attempt = 0;
    this.start();
  }

  private open(): void {
    const mine = (): boolean => this.socket === socket;
    const socket: FeedSocket = this.ports.connect({
      opened: () => mine() && this.greet(),
      message: (text) => mine() && this.take(JSON.parse(text) as Fact | { type: "failed" }),
      closed: (code) => mine() && this.lose(code),
    });
    this.socket = socket;
  }

  private greet(): void {
    this.attempt = 0;
    this.lastId = null;
    this.handlers.onConnected(true);
    this.handlers.onResync();
  }

  private take(message: Fact | { type: "failed" }): void {
    if (!("id" in message)) return; // a refusal; the close that follows says its kind
    const missed = this.lastId !== null && message.id > this.lastId + 1;
    this.lastId = message.id;
    this.handlers.onFact(message);
    if (missed) this.handlers.onResync();
  }

  private lose(code: number): void {
    this.socket = null;
    this.handlers.onConnected(false);
    if (code === UNAUTHENTICATED) {
      this.handlers.onUnauthenticated();
      return;
    }
    this.cancelRetry = this.ports.later(retryDelay(this.attempt, this.ports.chance()), () => {
      this.cancelRetry = null;
      this.open();
    });
    this.attempt += 1;
  }
}

/** A feed's socket on this page's daemon. */
export function listenOn(socket: WebSocket, listener: FeedListener): FeedSocket {
  socket.addEventListener("open", () => listener.opened());
  socket.addEventListener("message", ({ data }) => typeof data === "string" && listener.message(data));
  socket.addEventListener("close", ({ code }) => listener.closed(code));
  return socket;
}
