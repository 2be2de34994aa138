import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ServerMessage } from "../../wire/generated";
import { Connection } from "./connection";

const OPEN = 1;

/** The daemon's end of one dialled WebSocket. */
class Socket extends EventTarget {
  readonly readyState = OPEN;
  binaryType = "";
  readonly sent: (string | Uint8Array)[] = [];

  constructor(readonly path: string) {
    super();
  }

  send(data: string | Uint8Array): void {
    this.sent.push(data);
  }

  close(): void {}

  say(message: ServerMessage): void {
    this.dispatchEvent(Object.assign(new Event("message"), { data: JSON.stringify(message) }));
  }

  hangUp(): void {
    this.dispatchEvent(new Event("close"));
  }

  get typed(): string {
    return this.sent.map((data) => (typeof data === "string" ? "" : new TextDecoder().decode(data.subarray(1)))).join("");
  }

  get sizes(): string[] {
    return this.sent.filter((data): data is string => typeof data === "string" && data.includes("resize"));
  }
}

let dialled: Socket[];
let connection: Connection;
const newest = (): Socket => dialled.at(-1) as Socket;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", { OPEN });
  dialled = [];
  connection = new Connection({
    connect: (path) => {
      dialled.push(new Socket(path));
      return newest() as unknown as WebSocket;
    },
    machine: "m",
    size: () => ({ rows: 24, cols: 80 }),
    onStarted: () => undefined,
    onOutput: () => undefined,
    onSession: () => undefined,
  });
});

afterEach(() => {
  connection.leave();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function live(): Socket {
  connection.ready(null);
  newest().say({ type: "started", session: "s1", pid: 1, lost: 0 } as ServerMessage);
  return newest();
}

it("asks a sleeping machine for a new shell, which wakes it", () => {
  connection.rest(null);
  expect(dialled.map((socket) => socket.path)).toEqual(["/machines/m/exec"]);
});

it("lets a machine sleep on whose shell is only shown again, until somebody types", () => {
  connection.rest("s1");
  vi.advanceTimersByTime(600_000);
  connection.hurry();
  expect(dialled).toEqual([]);
  expect(connection.link.value).toEqual({ at: "resting", session: "s1" });

  connection.write("ls\r");
  expect(newest().path).toContain("/sessions/s1/attach");
  newest().say({ type: "started", session: "s1", pid: 1, lost: 0 } as ServerMessage);
  expect(newest().typed).toBe("ls\r");
  expect(dialled).toHaveLength(1);
});

it("keeps an open connection through the sleep, and types into it", () => {
  const socket = live();
  connection.rest("s1");
  connection.write("x");
  connection.ready("s1");
  expect(dialled).toEqual([socket]);
  expect(socket.typed).toBe("x");
});

it.each<[string, () => void]>([
  ["is open", () => live()],
  ["waits", () => undefined],
])("does not wake a machine because a window comes to the front while its connection %s", (_, begin) => {
  begin();
  connection.rest("s1");
  const before = dialled.length;
  connection.write("\x1b[I");
  expect(dialled).toHaveLength(before);
  expect(dialled.map((socket) => socket.typed).join("")).toBe("");
});

it("tells a size to a machine that is awake, and the newest when it wakes", () => {
  const socket = live();
  connection.rest("s1");
  connection.resize(40, 120);
  expect(socket.sizes).toEqual([]);
  connection.ready("s1");
  expect(socket.sizes).toEqual([JSON.stringify({ type: "resize", rows: 24, cols: 80 })]);
});

it("does not dial again while the machine sleeps, and does once somebody else has woken it", () => {
  live();
  connection.rest("s1");
  newest().hangUp();
  vi.advanceTimersByTime(600_000);
  expect(dialled).toHaveLength(1);
  connection.ready("s1");
  expect(dialled).toHaveLength(2);
});

it("stops trying when the machine falls asleep meanwhile", () => {
  live().hangUp();
  connection.rest("s1");
  vi.advanceTimersByTime(600_000);
  expect(dialled).toHaveLength(1);
});

it("goes on trying while the machine is awake", () => {
  live().hangUp();
  vi.advanceTimersByTime(1000);
  expect(dialled).toHaveLength(2);
});
