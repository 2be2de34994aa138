import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { readWritten } from "../core/keeping";
import { readDesk } from "../core/places";
import type { AppManifest } from "./app";
import { DeskStore } from "./desk";
import { DeskKeeper } from "./desk-keeper";

const app = (id: string): AppManifest =>
  ({ id, name: id, about: "", icon: "svg", tint: "ember", size: { width: 400, height: 300 }, many: true, load: () => new Promise(() => undefined) }) as unknown as AppManifest;
const APPS = [app("files"), app("editor")];

/** The server: one value, and whether it can be reached. */
class Server {
  value: unknown = null;
  reachable = true;

  read = async (): Promise<unknown> => (this.reachable ? this.value : Promise.reject(new Error("away")));
  write = async (_key: string, value: unknown): Promise<void> => {
    if (!this.reachable) throw new Error("away");
    this.value = value;
  };

  get apps(): readonly string[] {
    return readDesk(readWritten(this.value)?.desk ?? null, new Set(APPS.map(({ id }) => id))).windows.map((window) => window.app);
  }
}

let marks = 0;

/** A browser: what it keeps stays while pages come and go. */
class Device {
  private kept: string | null = null;
  private timers = new Set<() => void>();

  constructor(private readonly server: Server) {}

  open(): { readonly desk: DeskStore; readonly keeper: DeskKeeper; readonly leave: () => void } {
    const desk = new DeskStore(APPS, signal(false));
    const storage = { read: () => this.kept, write: (_key: string, text: string) => void (this.kept = text) };
    const later = (_after: number, run: () => void): (() => void) => {
      this.timers.add(run);
      return () => this.timers.delete(run);
    };
    const keeper = new DeskKeeper({ desk, storage, key: "windows", kv: this.server, later, newMark: () => `mark${(marks += 1)}` });
    return { desk, keeper, leave: keeper.start() };
  }

  /** Until nothing is asked of the server, and everything that waits for its time has had it. */
  async pass(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await new Promise((done) => setTimeout(done));
      const due = [...this.timers];
      this.timers.clear();
      due.forEach((run) => run());
    }
    await new Promise((done) => setTimeout(done));
  }
}

const appsOf = (desk: DeskStore): readonly string[] => desk.desk.value.windows.map((window) => window.app);

describe("a desk", () => {
  it("comes back at once on its device and a little later on another", async () => {
    const server = new Server();
    const [laptop, tablet] = [new Device(server), new Device(server)];
    const first = laptop.open();
    first.desk.open("files");
    first.desk.open("editor");
    await laptop.pass();
    first.leave();
    expect(appsOf(laptop.open().desk)).toEqual(["files", "editor"]);
    const there = tablet.open();
    expect(appsOf(there.desk)).toEqual([]);
    await tablet.pass();
    expect(appsOf(there.desk)).toEqual(["files", "editor"]);
  });

  it("has its workspaces there too, and looks at the same one", async () => {
    const server = new Server();
    const [laptop, tablet] = [new Device(server), new Device(server)];
    const { desk } = laptop.open();
    desk.open("files");
    desk.workspaces.rename(1, "Letters");
    desk.workspaces.show(desk.workspaces.add());
    desk.open("editor");
    await laptop.pass();
    const there = tablet.open().desk;
    await tablet.pass();
    expect(there.workspaces.list.value).toEqual(desk.workspaces.list.value);
    expect(there.here.value.map((window) => window.app)).toEqual(["editor"]);
  });

  it("is the last writer's", async () => {
    const server = new Server();
    const [laptop, tablet] = [new Device(server), new Device(server)];
    const first = laptop.open();
    first.desk.open("files");
    await laptop.pass();
    const second = tablet.open();
    await tablet.pass();
    second.desk.open("editor");
    await tablet.pass();
    first.leave();
    const again = laptop.open();
    await laptop.pass();
    expect(appsOf(again.desk)).toEqual(["files", "editor"]);
  });

  it("keeps what was opened before the server answered", async () => {
    const server = new Server();
    const first = new Device(server);
    first.open().desk.open("files");
    await first.pass();
    const second = new Device(server);
    const { desk } = second.open();
    desk.open("editor");
    await second.pass();
    expect(appsOf(desk)).toEqual(["files", "editor"]);
    expect(server.apps).toEqual(["files", "editor"]);
  });

  it("is kept by the browser while the server is away, and sent when it is back", async () => {
    const server = new Server();
    const device = new Device(server);
    const { desk, leave } = device.open();
    await device.pass();
    server.reachable = false;
    desk.open("files");
    await device.pass();
    leave();
    const again = device.open();
    expect(appsOf(again.desk)).toEqual(["files"]);
    server.reachable = true;
    await device.pass();
    expect(server.apps).toEqual(["files"]);
  });

  it("is written before its page is left", async () => {
    const server = new Server();
    const device = new Device(server);
    const { desk, keeper } = device.open();
    await device.pass();
    desk.open("files");
    await keeper.flush(true);
    expect(server.apps).toEqual(["files"]);
  });

  it("asks for nothing after it was stopped", async () => {
    const server = new Server();
    const device = new Device(server);
    const { desk, leave } = device.open();
    desk.open("files");
    leave();
    await device.pass();
    expect(server.value).toBeNull();
    expect(appsOf(device.open().desk)).toEqual(["files"]);
  });
});
