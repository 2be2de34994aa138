// puter.apps, and what the SDK tells of apps by itself.
import assert from "node:assert/strict";
import { load, run, same } from "./sdk.mjs";
import { actingApp, fails } from "./acting.mjs";

const [origin, token, name] = process.argv.slice(2);
const puter = load(origin, token);
const { apps } = puter;
const icon = "data:image/png;base64,iVBORw0KGgo=";

await run({
  async create() {
    const made = await apps.create("chess", "http://chess.example/", "Chess");
    same([made.name, made.title, made.owner.username], ["chess", "Chess", name]);
    const full = await apps.create({
      name: "chess", dedupeName: true, indexURL: "http://chess.example/two", description: "two", icon,
      maximizeOnStart: true, background: true, filetypeAssociations: [".pgn"], metadata: { window_size: { width: 9 } },
    });
    same([full.name, full.icon, full.filetype_associations], ["chess-1", icon, [".pgn"]]);
    await fails(apps.create("chess", "http://chess.example/"), "app_name_already_in_use");
    await fails(apps.create("no-page", "nothing"), "bad_request");
  },
  async get() {
    const app = await apps.get("chess-1", { icon_size: 64, stats_period: "7d" });
    same([app.maximize_on_start, app.background, app.metadata], [true, true, { window_size: { width: 9 } }]);
    await fails(apps.get("nothing"), "not_found");
  },
  async update() {
    const app = await apps.update("chess-1", { title: "Two", indexURL: "http://chess.example/2" });
    same([app.title, app.index_url, app.description], ["Two", "http://chess.example/2", "two"]);
  },
  async list() {
    same((await apps.list()).map((each) => each.name), ["chess", "chess-1"]);
    const part = await apps.list({ limit: 1, cursor: null, includeTotal: true });
    same([part.items.length, part.total], [1, 2]);
    assert.equal((await apps.list({ limit: 1, cursor: part.cursor })).items[0].name, "chess-1");
    const found = [];
    for await (const each of apps.list({ stream: true, limit: 1 })) found.push(...each.items);
    assert.equal(found.length, 2);
  },
  async users() {
    const app = await apps.get("chess");
    await fetch(`${origin}/rao`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ app_uid: app.uid }),
    });
    same((await app.getUsers()).map((each) => each.username), [name]);
    const users = [];
    for await (const user of app.users(1)) users.push(user.username);
    same(users, [name]);
    assert.equal((await apps.get("chess")).user_count, 1);
  },
  async checkName() {
    same(await apps.checkName("chess"), { name: "chess", available: false });
    same(await apps.checkName("go"), { name: "go", available: true });
  },
  async getDeveloperProfile() {
    assert.equal((await apps.getDeveloperProfile()).username, name);
  },
  async delete() {
    assert.equal((await apps.delete("chess")).success, true);
    await fails(apps.delete("chess"), "not_found");
  },
  async app() {
    const { app } = await actingApp(puter, "http://apps.example");
    assert.equal((await app.apps.get("chess-1")).title, "Two");
    await fails(app.apps.create("of-an-app", "http://a.example/"), "forbidden");
  },
});
