import { beforeEach, describe, expect, it } from "vitest";
import { EventFeed, type FeedListener } from "./events";

// A network and a clock that a test holds in its hands.
let socket: FeedListener;
let connections: number;
let waiting: (() => void)[];
let heard: string[];
let asked: (number | null)[];
let feed: EventFeed;

const fact = (id: number, type = "machine.changed"): string => JSON.stringify({ id, at: "", type, subject: "m", data: {} });
const failed = (code: string): string => JSON.stringify({ type: "failed", problem: { code } });

beforeEach(() => {
  connections = 0;
  waiting = [];
  heard = [];
  asked = [];
  const ports = {
    connect: (listener: FeedListener, after: number | null) => {
      asked.push(after);
      socket = listener;
      connections += 1;
      return { close: () => undefined };
    },
    later: (_milliseconds: number, run: () => void) => {
      waiting.push(run);
      return () => (waiting = waiting.filter((one) => one !== run));
    },
    chance: () => 0.5,
  };
  feed = new EventFeed(ports, {
    onFact: ({ id }) => heard.push(`fact ${id}`),
    onResync: () => heard.push("resync"),
    onConnected: (connected) => heard.push(connected ? "connected" : "lost"),
    onUnauthenticated: () => heard.push("unauthenticated"),
    onSomebodyElse: () => heard.push("somebody else"),
  });
  feed.start();
});

describe("the event feed", () => {
  it("reads everything once it is connected, then tells facts", () => {
    socket.opened();
    socket.message(fact(7));
    socket.message(fact(8));
    expect(heard).toEqual(["connected", "resync", "fact 7", "fact 8"]);
  });

  it("comes back by itself, and asks for what it has missed", () => {
    socket.opened();
    socket.message(fact(90));
    socket.message(fact(0)); // one that is not kept
    socket.closed(1006);
    expect(waiting).toHaveLength(1);
    waiting.pop()?.();
    socket.opened();
    socket.message(fact(91));
    expect(heard).toEqual(["connected", "resync", "fact 90", "fact 0", "lost", "connected", "resync", "fact 91"]);
    expect(asked).toEqual([null, 90]);
  });

  it("knows where it stands before anything happens, which is no fact", () => {
    socket.message(fact(7, "events.opened"));
    socket.closed(1006);
    waiting.pop()?.();
    expect(asked).toEqual([null, 7]);
    expect(heard).toEqual(["lost"]);
  });

  it("begins anew when it was away for too long, and goes on when it was only too slow", () => {
    socket.message(fact(7));
    socket.message(failed("events_missed"));
    socket.closed(4507);
    waiting.pop()?.();
    socket.message(failed("events_forgotten"));
    socket.closed(4507);
    waiting.pop()?.();
    expect(asked).toEqual([null, 7, null]);
  });

  it("asks for nothing of whom it listened for before", () => {
    socket.message(fact(7));
    feed.start();
    expect(asked).toEqual([null, null]);
  });

  it("does not try again where nobody is signed in", () => {
    socket.message(JSON.stringify({ type: "failed", problem: {} }));
    socket.closed(4401);
    expect(heard).toEqual(["lost", "unauthenticated"]);
    expect(waiting).toEqual([]);
  });

  it("hears nothing of a socket that it let go", () => {
    const old = socket;
    feed.stop();
    old.opened();
    old.message(fact(1));
    old.closed(1006);
    expect(heard).toEqual([]);
    expect(waiting).toEqual([]);
  });

  it("does not wait when the network is said to be back", () => {
    socket.closed(1006);
    feed.hurry();
    expect(connections).toBe(2);
    expect(waiting).toEqual([]);
    feed.hurry();
    expect(connections).toBe(2);
  });
});
