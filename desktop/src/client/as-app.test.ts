import { expect, it } from "vitest";
import { notifyAs } from "./as-app";

it("asks as the app, and never as its person", async () => {
  const asked: Request[] = [];
  const fetch = ((path: string, init: RequestInit) => {
    asked.push(new Request(`http://house${path}`, init));
    return Promise.resolve(new Response("{}"));
  }) as typeof globalThis.fetch;
  await notifyAs(fetch, "t-1", { title: "Tea" });
  const [request] = asked;
  expect([request?.url, request?.credentials, request?.headers.get("authorization")]).toEqual(["http://house/api/v1/notifications", "omit", "Bearer t-1"]);
  expect(await request?.json()).toEqual({ title: "Tea" });
});
