import { describe, expect, it } from "vitest";
import { ApiError, createHttp, OfflineError } from "./http";
import { readLines } from "./lines";
import { frames } from "./process";

const problem = { title: "Conflict", status: 409, detail: "it runs already", code: "machine_state", kind: "conflict" };

function httpAnswering(answer: () => Response | Promise<Response>) {
  const asked: { url: string; init: RequestInit }[] = [];
  let unauthenticated = 0;
  const fetch = (url: unknown, init: RequestInit = {}): Promise<Response> => {
    asked.push({ url: String(url), init });
    return Promise.resolve().then(answer);
  };
  const http = createHttp(fetch as typeof globalThis.fetch, () => (unauthenticated += 1));
  return { http, asked, refusals: () => unauthenticated };
}

describe("requests", () => {
  it("send and read JSON, with a query", async () => {
    const { http, asked } = httpAnswering(() => Response.json({ id: "m" }));
    expect(await http.json("POST", "/machines", { body: { name: "a" }, query: { force: true } })).toEqual({ id: "m" });
    expect(asked[0]).toMatchObject({ url: "/api/v1/machines?force=true", init: { method: "POST", body: '{"name":"a"}' } });
  });

  it("answer nothing for 204", async () => {
    const { http } = httpAnswering(() => new Response(null, { status: 204 }));
    expect(await http.json("DELETE", "/machines/m")).toBeUndefined();
  });

  it("fail with what the daemon says", async () => {
    const { http, refusals } = httpAnswering(() => Response.json(problem, { status: 409 }));
    const failure: unknown = await http.json("POST", "/x").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({ message: "it runs already", problem });
    expect(refusals()).toBe(0);
  });

  it.each([
    ["credential_refused", 1],
    ["passkey_refused", 0],
  ])("tell of a session that is over, which %s does %i times", async (code, times) => {
    const { http, refusals } = httpAnswering(() => Response.json({ ...problem, code }, { status: 401 }));
    await expect(http.json("GET", "/x")).rejects.toBeInstanceOf(ApiError);
    expect(refusals()).toBe(times);
  });

  it("fail in words when something else answers", async () => {
    const { http } = httpAnswering(() => new Response("<h1>bad gateway</h1>", { status: 502, statusText: "Bad Gateway" }));
    await expect(http.json("GET", "/x")).rejects.toMatchObject({ problem: { kind: "unavailable", status: 502 } });
  });

  it("tell that nobody is signed in", async () => {
    const { http, refusals } = httpAnswering(() => Response.json({ ...problem, status: 401 }, { status: 401 }));
    await expect(http.json("GET", "/me")).rejects.toBeInstanceOf(ApiError);
    expect(refusals()).toBe(1);
  });

  it("tell an unreachable daemon from one that refuses", async () => {
    const { http } = httpAnswering(() => Promise.reject(new TypeError("fetch failed")));
    await expect(http.json("GET", "/me")).rejects.toBeInstanceOf(OfflineError);
  });
});

it("cuts a stream into lines wherever its pieces end", async () => {
  const bytes = new TextEncoder().encode('{"a":"ü"}\n{"b":1}\n\nrest');
  const pieces = new ReadableStream<Uint8Array>({
    start(controller) {
      bytes.forEach((_, at) => controller.enqueue(bytes.slice(at, at + 1)));
      controller.close();
    },
  });
  const lines: string[] = [];
  for await (const line of readLines(pieces)) lines.push(line);
  expect(lines).toEqual(['{"a":"ü"}', '{"b":1}', "rest"]);
});

it("frames input as channel 0, in pieces that the daemon takes", () => {
  expect([...(frames("hé")[0] ?? [])]).toEqual([0, 0x68, 0xc3, 0xa9]);
  expect(frames("")).toEqual([]);
  expect(frames("x".repeat(65536 * 2 + 1)).map((frame) => frame.length)).toEqual([65537, 65537, 2]);
});
