// puter.kv, method by method, as the person and as an app that acts for them.
import assert from "node:assert/strict";
import { load, run, same } from "./sdk.mjs";
import { actingApp, fails } from "./acting.mjs";

const [origin, token] = process.argv.slice(2);
const puter = load(origin, token);
const { kv } = puter;

await run({
  async set() {
    assert.equal(kv.MAX_KEY_SIZE, 1024);
    assert.equal(await kv.set("a", { deep: [1, null, "two"] }), true);
    assert.equal(await kv.set({ key: "b", value: 2 }), true);
    assert.equal(await kv.set([{ key: "c", value: 3 }, { key: "d", value: false }]), true);
    assert.equal(await kv.set({ items: [{ key: "e", value: "five" }] }), true);
    await fails(kv.set("k".repeat(1025), 1), "key_too_large");
  },
  async get() {
    same(await kv.get("a"), { deep: [1, null, "two"] });
    assert.equal(await kv.get("d"), false);
    assert.equal(await kv.get("nothing"), null);
    same(await kv.get({ key: ["b", "nothing", "e"] }), [2, null, "five"]);
  },
  async list() {
    same(await kv.list(), ["a", "b", "c", "d", "e"]);
    same(await kv.list("b*", true), [{ key: "b", value: 2 }]);
    same(await kv.list({ reverse: true, pattern: "*" }), ["e", "d", "c", "b", "a"]);
    const first = await kv.list({ limit: 2, includeTotal: true, returnValues: true });
    same([first.items.map((each) => each.key), first.total], [["a", "b"], 5]);
    same((await kv.list({ cursor: first.cursor })).items, ["c", "d", "e"]);
    same((await kv.list({ offset: 3, limit: 1 })).items, ["d"]);
    const parts = [];
    for await (const part of kv.list({ stream: true, limit: 2, reverse: true })) parts.push(...part.items);
    same(parts, ["e", "d", "c", "b", "a"]);
  },
  async incr() {
    assert.equal(await kv.incr("n"), 1);
    assert.equal(await kv.incr("n", 4), 5);
    assert.equal(await kv.decr("n", 2), 3);
    assert.equal(await kv.decr("n"), 2);
    same(await kv.incr("o", { "user.score": 2 }), { user: { score: 2 } });
    await kv.incr("a").then(() => assert.fail(), (error) => assert.equal(error.code, "bad_request"));
  },
  async update() {
    same(await kv.update("o", { "user.name": "ann" }), { user: { score: 2, name: "ann" } });
    same(await kv.update({ key: "o", pathAndValueMap: { at: 1 }, ttl: 3600 }), { user: { score: 2, name: "ann" }, at: 1 });
  },
  async add() {
    same(await kv.add("l", "one"), ["one"]);
    same(await kv.add("l", { "": ["two", "three"] }), ["one", "two", "three"]);
  },
  async remove() {
    same(await kv.remove("o", "user.name", "at"), { user: { score: 2 } });
  },
  async expire() {
    assert.equal(await kv.expire("b", 3600), true);
    assert.equal(await kv.get("b"), 2);
    assert.equal(await kv.expireAt("b", 1), true);
    assert.equal(await kv.get("b"), null);
    await kv.set("gone", 1, 1);
    assert.equal(await kv.get("gone"), null);
  },
  async del() {
    assert.equal(await kv.del("a"), true);
    assert.equal(await kv.del("a"), true);
    assert.equal(await kv.get("a"), null);
  },
  async app() {
    const { app, uid } = await actingApp(puter, "http://keys.example");
    await app.kv.set("own", 1);
    await app.kv.set("hidden", 1, { disableSharing: true });
    same(await app.kv.list(), ["hidden", "own"]);
    assert.equal(await kv.get("own"), null);
    assert.equal(await kv.get("own", { appUuid: uid }), 1);
    const other = await actingApp(puter, "http://other.example");
    await fails(other.app.kv.get("own", { appUuid: uid }), "forbidden");
    await puter.perms.grantApp(other.uid, `app-data:${uid}:kv:read`);
    assert.equal(await other.app.kv.get("own", { appUuid: uid }), 1);
    assert.equal(await other.app.kv.get("hidden", { appUuid: uid }), null);
    await fails(other.app.kv.set("own", 2, { appUuid: uid }), "forbidden");
  },
  async flush() {
    assert.equal(await kv.flush(), true);
    same(await kv.list(), []);
  },
});
