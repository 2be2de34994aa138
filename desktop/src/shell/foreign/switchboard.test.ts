import { describe, expect, it } from "vitest";
import type { Request } from "../../core/foreign/requests";
import type { App } from "../../wire/generated";
import { answerConnection, pass } from "./answers/launching";
import { connect, Instances, type Instance } from "./instances";
import { Switchboard } from "./switchboard";

const APP: App = { id: "app_1", name: "notes", title: "Notes", index_url: "https://apps.example/", visibility: "private", created_at: "", updated_at: "" };
const ORIGIN = "https://apps.example";

/** A frame that remembers what it was sent, and to whom that was addressed. */
class Frame {
  readonly sent: [unknown, string][] = [];
  postMessage(message: unknown, to: string): void {
    this.sent.push([message, to]);
  }
}

function running(instances: Instances, window: number, origin = ORIGIN): { instance: Instance; frame: Frame } {
  const instance = instances.start({ app: APP, window });
  if (!instance) throw new Error("no room");
  const frame = new Frame();
  instance.frame = frame as unknown as Window;
  instance.origin = origin;
  return { instance, frame };
}

function board(instances: Instances, answer: (request: Request) => Record<string, unknown> | null = () => ({ msg: "done" })) {
  const heard: string[] = [];
  const failures: unknown[] = [];
  const switchboard = new Switchboard(
    instances,
    (_instance, request) => {
      heard.push(request.kind);
      return answer(request);
    },
    (_instance, reason) => failures.push(reason),
  );
  return { heard, failures, switchboard };
}

describe("who is heard", () => {
  const instances = new Instances();
  const { instance, frame } = running(instances, 1);
  const { instance: other, frame: otherFrame } = running(instances, 2);
  const ready = (id: string) => ({ msg: "READY", appInstanceID: id });

  it.each([
    ["its own frame and origin", frame, ORIGIN, ready(instance.id), true],
    ["another window", new Frame(), ORIGIN, ready(instance.id), false],
    ["no window", null, ORIGIN, ready(instance.id), false],
    ["another origin in its frame", frame, "https://evil.example", ready(instance.id), false],
    ["another instance's id", frame, ORIGIN, ready(other.id), false],
    ["its id from another instance's frame", otherFrame, ORIGIN, ready(instance.id), false],
    ["what cannot be read", frame, ORIGIN, { ...ready(instance.id), msg: "format" }, false],
  ])("%s", async (_who, source, origin, data, isHeard) => {
    const { heard, switchboard } = board(instances);
    await switchboard.hear({ source, origin, data });
    expect([heard.length, switchboard.refused]).toEqual(isHeard ? [1, 0] : [0, 1]);
  });

  it("is nobody any more when its window is closed", async () => {
    const gone = running(instances, 3);
    instances.stop(gone.instance);
    const { heard, switchboard } = board(instances);
    await switchboard.hear({ source: gone.frame, origin: ORIGIN, data: ready(gone.instance.id) });
    expect(heard).toEqual([]);
  });
});

describe("answers", () => {
  it("go to the page that asked, and to no other that may be in its frame by now", async () => {
    const instances = new Instances();
    const { instance, frame } = running(instances, 1);
    await board(instances).switchboard.hear({ source: frame, origin: ORIGIN, data: { msg: "getLanguage", env: "app", uuid: 5, appInstanceID: instance.id } });
    expect(frame.sent).toEqual([[{ msg: "done", original_msg_id: 5 }, ORIGIN]]);
  });

  it("are a no where the desktop failed", async () => {
    const instances = new Instances();
    const { instance, frame } = running(instances, 1);
    const { failures, switchboard } = board(instances, () => {
      throw new Error("no");
    });
    await switchboard.hear({ source: frame, origin: ORIGIN, data: { msg: "requestPermission", env: "app", uuid: 5, appInstanceID: instance.id, options: { permission: "a" } } });
    expect(frame.sent).toEqual([[{ msg: "permissionGranted", granted: false, original_msg_id: 5 }, ORIGIN]]);
    expect(failures).toHaveLength(1);
  });
});

describe("apps among themselves", () => {
  it("talk only when they are connected", () => {
    const instances = new Instances();
    const [one, other] = [running(instances, 1), running(instances, 2)];
    pass(one.instance, other.instance.id, "hello");
    expect(other.frame.sent).toEqual([]);
    connect(one.instance, other.instance);
    pass(one.instance, other.instance.id, "hello");
    expect(other.frame.sent[0]?.[0]).toEqual({ msg: "messageToApp", appInstanceID: one.instance.id, targetAppInstanceID: other.instance.id, contents: "hello" });
  });

  it("hear that a peer is gone, and those that wait for it are told no", async () => {
    const instances = new Instances();
    const [one, other] = [running(instances, 1), running(instances, 2)];
    connect(one.instance, other.instance);
    const answered = new Promise((tell) => other.instance.asking.set(one.instance.id, tell));
    instances.stop(other.instance, 3);
    expect(one.frame.sent[0]?.[0]).toEqual({ msg: "appClosed", appInstanceID: other.instance.id, statusCode: 3 });
    expect(await answered).toEqual({ accept: false, value: null });
  });

  it("do not accept for each other", () => {
    const instances = new Instances();
    const [one, other] = [running(instances, 1), running(instances, 2)];
    let told: unknown = null;
    one.instance.asking.set("someone", (answer) => (told = answer));
    answerConnection(other.instance, "someone", true, 1);
    expect(told).toBeNull();
  });

  it("are so many and no more", () => {
    const instances = new Instances();
    const started = Array.from({ length: 40 }, (_, window) => instances.start({ app: APP, window }));
    expect(started.filter(Boolean)).toHaveLength(32);
  });
});
