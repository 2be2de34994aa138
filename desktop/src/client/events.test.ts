import { beforeEach, describe, expect, it } from "vitest";
import { EventFeed, type FeedListener } from "./events";

// A network and a clock that a test holds in its hands.
let socket: FeedListener;
let connections: number;
let waiting: (() => void)[];
let heard: string[];
let feed: EventFeed;

const fact = (id: number): string => JSON.stringify({ id, at: "", type: "machine.changed", subject: "m", data: {} });

beforeEach(() => {
  connections = 0;
  waiting = [];
  heard = [];
  const ports = {
    connect: (listener: FeedListener) => {
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

  it("reads everything again when facts were missed", () => {
    socket.opened();
    socket.message(fact(1));
    socket.message(fact(4));
    expect(heard).toEqual(["connected", "resync", "fact 1", "fact 4", "resync"]);
  });

  it("comes back by itself, and numbers may begin anew then", () => {
    socket.opened();
    socket.message(fact(90));
    socket.closed(1006);
    expect(waiting).toHaveLength(1);
    waiting.pop()?.();
    socket.opened();
    socket.message(fact(1));
    expect(heard).toEqual(["connected", "resync", "fact 90", "lost", "connected", "resync", "fact 1"]);
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
