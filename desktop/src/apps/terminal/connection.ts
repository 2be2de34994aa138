// One terminal's connection to a shell: starts it or comes back to it, and goes on trying while the daemon is away.

import { signal, type ReadonlySignal } from "@preact/signals";
import { attach, execute, type Connect, type Process } from "../../client/process";
import { retryDelay } from "../../core/backoff";
import { opening, step, type Link, type LinkEvent } from "../../core/sessions";
import type { Terminal as TerminalSize } from "../../wire/generated";

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
  private ahead = "";
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly link: ReadonlySignal<Link> = this.current;

  constructor(private readonly ports: ConnectionPorts) {}

  /** The machine runs: come back to this session, or begin anew if the machine was seen off, because no session outlives that. */
  ready(session: string | null): void {
    if (this.idle === "fresh") this.open(session);
    else if (this.idle === "off") this.open(null);
    else this.hurry();
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
    const { at } = this.current.peek();
    if (at === "live") this.process?.write(text);
    else if (at !== "ended") this.ahead = (this.ahead + text).slice(0, MOST_AHEAD);
  }

  resize(rows: number, cols: number): void {
    this.process?.resize(rows, cols);
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
    const resumed = link.at !== "ended" && link.session !== null;
    const handlers = {
      onStarted: (session: string) => {
        this.ports.onStarted(resumed);
        this.take({ type: "started", session });
        const { rows, cols } = this.ports.size();
        if (resumed) this.process?.resize(rows, cols);
      },
      onOutput: (bytes: Uint8Array) => this.ports.onOutput(bytes),
      onLost: () => undefined,
      onExited: (exit: Extract<LinkEvent, { type: "exited" }>["exit"]) => this.take({ type: "exited", exit }),
      onRefused: (problem: Extract<LinkEvent, { type: "refused" }>["problem"]) => this.take({ type: "refused", problem }),
      onClosed: () => this.take({ type: "closed" }),
    };
    this.process =
      link.at !== "ended" && link.session !== null
        ? attach(connect, machine, link.session, handlers)
        : execute(connect, machine, this.request(), handlers);
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
    if (link.at === "lost") this.timer = setTimeout(() => this.take({ type: "retry" }), retryDelay(link.attempt, Math.random()));
  }

  private redial(): void {
    this.hangUp();
    this.dial();
  }
}
