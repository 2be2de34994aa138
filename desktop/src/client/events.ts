// The daemon's events over one WebSocket that comes back by itself, with the number of the last fact that it heard: those that are kept are then
// told without a gap. Others, which have no number, may be missed while it is away: so `onResync` is called whenever it is back, and what they tell is
// to be read again.

import { retryDelay } from "../core/backoff";
import type { Event as Fact } from "../wire/generated";
import { SOMEBODY_ELSE } from "./as-person";

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
  onSomebodyElse(): void;
}

export interface FeedSocket {
  close(): void;
}

/** Time and the network, so that tests can stand in for both. */
export interface FeedPorts {
  /** `after`: the number to go on from; null: from now on. */
  connect(listener: FeedListener, after: number | null): FeedSocket;
  later(milliseconds: number, run: () => void): () => void;
  chance(): number;
}

type Message = Fact | { type: "failed"; problem?: { code: string } };

const UNAUTHENTICATED = 4401;
const OPENED = "events.opened"; // the first message: from which number on facts will be told
const FORGOTTEN = "events_forgotten"; // it was away for longer than facts are kept

export class EventFeed {
  private socket: FeedSocket | null = null;
  private cancelRetry: (() => void) | null = null;
  private attempt = 0;
  private after: number | null = null;

  constructor(
    private readonly ports: FeedPorts,
    private readonly handlers: FeedHandlers,
  ) {}

  start(): void {
    this.stop();
    this.after = null; // maybe somebody else's
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
    this.cancelRetry();
    this.cancelRetry = null;
    this.open();
  }

  private open(): void {
    const mine = (): boolean => this.socket === socket;
    const listener: FeedListener = {
      opened: () => mine() && this.greet(),
      message: (text) => mine() && this.take(JSON.parse(text) as Message),
      closed: (code) => mine() && this.lose(code),
    };
    const socket: FeedSocket = this.ports.connect(listener, this.after);
    this.socket = socket;
  }

  private greet(): void {
    this.attempt = 0;
    this.handlers.onConnected(true);
    this.handlers.onResync();
  }

  private take(message: Message): void {
    if (!("id" in message)) {
      if (message.problem?.code === FORGOTTEN) this.after = null;
      if (message.problem?.code === SOMEBODY_ELSE) this.handlers.onSomebodyElse();
      return; // the close that follows says the kind
    }
    if (message.id > 0 || message.type === OPENED) this.after = message.id;
    if (message.type !== OPENED) this.handlers.onFact(message);
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
