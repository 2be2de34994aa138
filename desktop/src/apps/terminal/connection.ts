// One terminal's connection to a shell: starts it or comes back to it, and goes on trying while the daemon is away. While the
// machine sleeps an open connection stays, silent; one that is gone is left alone until somebody types, because dialling wakes.

import { signal, type ReadonlySignal } from "@preact/signals";
import { attach, execute, type Connect, type Process } from "../../client/process";
import { retryDelay } from "../../core/backoff";
import { isFocusReport } from "../../core/reports";
import { opening, resting, step, type Link, type LinkEvent } from "../../core/sessions";
import type { EndCause, ExitStatus, Terminal as TerminalSize } from "../../wire/generated";

// The shell that the account in the machine has, else bash, else whatever sh is; as a login shell, at home.
const SHELL = 'cd "${HOME:-/}" 2>/dev/null; exec "${SHELL:-$(command -v bash || echo /bin/sh)}" -l';

const MOST_AHEAD = 4096; // characters; someone who types longer than that into nothing has noticed

export interface ConnectionPorts {
  readonly connect: Connect;
  readonly machine: string;
  size(): Required<Pick<TerminalSize, "rows" | "cols">>;
  /** The output begins anew: what is on the screen will come again. */
  onStarted(resumed: boolean): void;
  onOutput(bytes: Uint8Array): void;
  /** The session to come back to after a reload; null: none. */
  onSession(session: string | null): void;
}

export class Connection {
  private readonly current = signal<Link>(opening(null));
  private process: Process | null = null;
  private idle: "fresh" | "off" | null = "fresh"; // why nothing was dialled yet, or is not any more
  private asleep = false; // the machine
  private ahead = "";
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly link: ReadonlySignal<Link> = this.current;

  constructor(private readonly ports: ConnectionPorts) {}

  /** The machine runs: come back to this session, or begin anew if the machine was seen off, because no session outlives that. */
  ready(session: string | null): void {
    const slept = this.asleep;
    this.asleep = false;
    if (this.idle === "fresh") this.open(session);
    else if (this.idle === "off") this.open(null);
    else if (this.current.peek().at !== "live") this.take({ type: "retry" });
    else if (slept) this.tellSize();
  }

  /** The machine sleeps. A new shell is asked for all the same, which wakes it; an old one waits in it until somebody types. */
  rest(session: string | null): void {
    this.asleep = true;
    if (this.idle !== "fresh") this.settle();
    else if (session === null) this.open(null);
    else {
      this.idle = null;
      this.current.value = resting(session);
    }
  }

  /** Come back to this session, or (null) start a new shell. */
  open(session: string | null): void {
    this.hangUp();
    this.idle = null;
    this.ahead = "";
    this.current.value = opening(session);
    this.dial();
  }

  /** What is typed while there is no connection is sent when there is one again. */
  write(text: string): void {
    if (this.asleep && isFocusReport(text)) return;
    const { at } = this.current.peek();
    if (at === "live") this.process?.write(text);
    else if (at !== "ended") this.ahead = (this.ahead + text).slice(0, MOST_AHEAD);
    if (at === "resting") this.wake();
  }

  /** Somebody wants the shell of a machine that sleeps. */
  wake(): void {
    if (this.current.peek().at === "resting") this.take({ type: "retry" });
  }

  /** A size is told only to a machine that is awake; one that sleeps hears the newest when it wakes. */
  resize(rows: number, cols: number): void {
    if (!this.asleep) this.process?.resize(rows, cols);
  }

  /** Do not wait any longer: the daemon is said to be back. */
  hurry(): void {
    if (this.current.peek().at === "lost") this.take({ type: "retry" });
  }

  /** Let go without ending the shell. */
  leave(): void {
    this.idle = "off";
    this.hangUp();
  }

  private hangUp(): void {
    clearTimeout(this.timer);
    this.process?.leave();
    this.process = null;
  }

  private dial(): void {
    const { connect, machine } = this.ports;
    const link = this.current.peek();
    const session = link.at === "ended" ? null : link.session;
    const resumed = session !== null;
    const handlers = {
      onStarted: (session: string) => {
        this.ports.onStarted(resumed);
        this.take({ type: "started", session });
        if (resumed) this.tellSize();
      },
      onOutput: (bytes: Uint8Array) => this.ports.onOutput(bytes),
      onLost: () => undefined,
      onExited: (exit: ExitStatus, cause?: EndCause) => this.take({ type: "exited", exit, ...(cause && { cause }) }),
      onRefused: (problem: Extract<LinkEvent, { type: "refused" }>["problem"]) => this.take({ type: "refused", problem }),
      onClosed: () => this.take({ type: "closed" }),
    };
    this.process = session === null ? execute(connect, machine, this.request(), handlers) : attach(connect, machine, session, handlers);
  }

  private request() {
    return {
      argv: ["/bin/sh", "-c", SHELL],
      env: { TERM: "xterm-256color", COLORTERM: "truecolor", LANG: "C.UTF-8" },
      tty: { ...this.ports.size(), term: "xterm-256color" },
      stdin: true,
    };
  }

  private take(event: LinkEvent): void {
    const before = this.current.peek();
    const link = step(before, event);
    if (link === before) return;
    // Hung up before a word that is known to come (a refusal, then the close): only the first one counts.
    if (link.at === "lost" && before.at === "lost") return;
    this.current.value = link;
    if (link.at === "live") {
      this.ports.onSession(link.session);
      this.process?.write(this.ahead);
      this.ahead = "";
    }
    if (link.at === "ended") this.ports.onSession(null);
    if (link.at === "opening") this.redial();
    if (link.at === "lost") {
      this.timer = setTimeout(() => this.take({ type: "retry" }), retryDelay(link.attempt, Math.random()));
      if (this.asleep) this.settle();
    }
  }

  /** What is lost and can wait, waits. */
  private settle(): void {
    this.take({ type: "asleep" });
    if (this.current.peek().at === "resting") clearTimeout(this.timer);
  }

  private tellSize(): void {
    const { rows, cols } = this.ports.size();
    this.process?.resize(rows, cols);
  }

  private redial(): void {
    this.hangUp();
    this.dial();
  }
}
