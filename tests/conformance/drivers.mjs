// puter.drivers, puter.ai with the fake model, what is told of usage, and what is only on the hosted service.
import assert from "node:assert/strict";
import { load, run, same } from "./sdk.mjs";
import { actingApp, fails } from "./acting.mjs";

const [origin, token] = process.argv.slice(2);
const puter = load(origin, token);
const { ai, drivers } = puter;
const fake = { model: "fake" };
const sound = "data:audio/wav;base64,UklGRg==";

await run({
  async drivers() {
    const listed = await drivers.list();
    assert.ok(listed["puter-kvstore"] && listed["puter-apps"] && !listed.workers);
    const store = await drivers.get("puter-kvstore");
    same(await store.call("set", { key: "a", value: 1 }), { success: true, result: true, service: { name: "puter-kvstore" } });
    assert.equal((await drivers.call("puter-kvstore", "get", { key: "a" })).result, 1);
    assert.equal((await puter.call("puter-kvstore", "any", "get", { key: "a" })).result, 1);
    assert.equal((await drivers.call("nothing", {})).code, "not_found");
  },
  async notifications() {
    const { result } = await drivers.call("puter-notifications", "create", { object: { title: "hello" } });
    const unseen = await drivers.call("puter-notifications", "select", { predicate: ["unseen"] });
    same(unseen.result.map((each) => each.uid), [result.uid]);
    await drivers.call("puter-notifications", "mark_acknowledged", { uid: result.uid });
    same((await drivers.call("puter-notifications", "select", { predicate: ["unseen"] })).result, []);
  },
  async entities() {
    const say = async (method, args) => (await drivers.call("box.tasks", method, args)).result;
    const made = await say("create", { object: { title: "tea", slug: "tea" } });
    same(await say("read", { id: { slug: "tea" } }), made);
    assert.equal((await say("upsert", { id: { slug: "tea" }, object: { stars: 3 } })).uid, made.uid);
    same((await say("select", { predicate: ["gte", "stars", 3] })).map((each) => each.title), ["tea"]);
    assert.equal((await drivers.call("box.tasks", "create", { object: { stars: 9 } })).code, "entity_invalid");
    same(await say("delete", { uid: made.uid }), { success: true, uid: made.uid });
    assert.equal((await drivers.call("box.tasks", "read", { uid: made.uid })).code, "entity_not_found");
  },
  async chat() {
    const said = await ai.chat("hello", fake);
    assert.equal(said.message.content, "You said: hello");
    assert.equal(`${said}`, "You said: hello");
    assert.equal(`${await ai.chat("hello", true)}`, "You said: hello");
    assert.equal(`${await ai.chat([{ role: "user", content: "a" }], fake)}`, "You said: a");
    const seen = await ai.chat("what is this?", "data:image/png;base64,AA==", fake);
    assert.equal(seen.message.content, "You said: what is this?");
    const tools = [{ type: "function", function: { name: "add", parameters: {} } }];
    assert.equal((await ai.chat("1+1", { ...fake, tools })).message.tool_calls[0].function.name, "add");
    let text = "";
    for await (const part of await ai.chat("hello", { ...fake, stream: true })) text += part.text ?? "";
    assert.equal(text, "You said: hello");
    await fails(ai.chat("hello", { model: "nothing" }), "not_found");
  },
  async models() {
    same((await ai.listModels()).map((each) => each.id), ["fake"]);
    same(await ai.listModels("nobody"), []);
    same(await ai.listModelProviders(), ["fake"]);
    same(await ai.txt2speech.listVoices(), []);
    same((await ai.txt2speech.listEngines()).map((each) => each.id), ["fake"]);
  },
  async media() {
    assert.match((await ai.txt2img("a cat", true)).src, /^data:image\/png/);
    assert.match((await ai.txt2speech("hello", fake)).src, /^data:audio\/wav/);
    assert.equal((await ai.speech2txt(sound, true)).text, "You played 4 bytes.");
    assert.equal(await ai.speech2txt(sound, { ...fake, response_format: "text", translate: true }), "You played 4 bytes.");
    assert.match(await ai.img2txt("data:image/png;base64,AA==", true), /^You said/);
  },
  async elsewhere() {
    await fails(ai.txt2vid("a cat"), "not_found");
    await fails(ai.speech2speech(sound), "not_found");
    await fails(puter.email.send({ to: "a@example.org", subject: "a", text: "a" }), "not_found");
    await fails(puter.email.sendTransactional({ to: "a@example.org", subject: "a", text: "a" }), "not_found");
    for (const call of [
      () => puter.workers.list(),
      () => puter.workers.get("a"),
      () => puter.workers.create("a", "a.js"),
      () => puter.workers.delete("a"),
    ]) {
      await fails(call(), "not_found");
    }
    const heard = () => {};
    for (const call of [
      () => puter.teams.list(),
      () => puter.teams.create({ name: "a" }),
      () => puter.events.list(),
      () => puter.events.onLocal("fs:~/Documents", heard),
      () => puter.events.onPersistent({ subject: "fs:~/Documents", handlerName: "a" }, heard),
    ]) {
      await fails(call(), "not_found");
    }
    const socket = new puter.net.Socket("example.org", 80);
    const [error] = await Promise.all(["error", "close"].map((event) => new Promise((tell) => socket.on(event, tell))));
    assert.ok(error instanceof Error || error?.message, String(error));
    await puter.net.fetch("http://example.org/").then(() => assert.fail("no connection is opened"), () => {});
  },
  async usage() {
    const { usage } = await puter.auth.getMonthlyUsage();
    assert.equal(usage["kv:stored:bytes"].count, 1);
    const { uid } = await actingApp(puter, "http://usage.example");
    same(await puter.auth.getDetailedAppUsage(uid), { total: 0 });
    assert.equal((await puter.auth.getGlobalUsage()).code, "forbidden");
  },
});
