// puter.hosting, and what the SDK tells of the directories that sites show.
import assert from "node:assert/strict";
import { load, run, same } from "./sdk.mjs";
import { actingApp, fails } from "./acting.mjs";

const [origin, token, name, otherToken] = process.argv.slice(2);
const puter = load(origin, token);
const { hosting, fs } = puter;
const blog = `/${name}/Documents/blog`;
const shown = async (site) => (await fetch(`${origin}/sites/${site}/`)).text();

await run({
  async create() {
    await fs.mkdir(blog);
    await fs.write(`${blog}/index.html`, "<h1>hello</h1>");
    const site = await hosting.create("blog", blog);
    same([site.subdomain, site.root_dir.path, site.owner.username, site.domain], ["blog", blog, name, null]);
    assert.equal(await shown("blog"), "<h1>hello</h1>");
    assert.equal((await hosting.create({ subdomain: "second", root_dir: blog })).root_dir.uid, site.root_dir.uid);
    await fails(hosting.create("blog", blog), "already_in_use");
    await fails(hosting.create("www", blog), "subdomain_reserved");
    await fails(hosting.create("a_b", blog), "bad_request");
    await fails(hosting.create("nothing"), "bad_request");
    await fails(hosting.create("nothing", `/${name}/nothing`), "subject_does_not_exist");
  },
  async get() {
    const site = await hosting.get("blog");
    same([site.subdomain, site.root_dir.is_dir], ["blog", true]);
    assert.equal((await hosting.get("blog.puter.site")).uid, site.uid);
    await fails(hosting.get("nothing"), "not_found");
    await fails(load(origin, otherToken).hosting.get("blog"), "not_found");
  },
  async list() {
    same((await hosting.list()).map((each) => each.subdomain), ["blog", "second"]);
    const part = await hosting.list({ limit: 1, cursor: null, includeTotal: true });
    same([part.items.length, part.total], [1, 2]);
    assert.equal((await hosting.list({ limit: 1, cursor: part.cursor })).items[0].subdomain, "second");
    const found = [];
    for await (const each of hosting.list({ stream: true, limit: 1 })) found.push(...each.items);
    assert.equal(found.length, 2);
    same(await load(origin, otherToken).hosting.list(), []);
  },
  async update() {
    const other = `/${name}/Documents/other`;
    await fs.mkdir(other);
    await fs.write(`${other}/index.html`, "other");
    assert.equal((await hosting.update("second", other)).root_dir.path, other);
    assert.equal(await shown("second"), "other");
    await fails(hosting.update("second"), "bad_request");
    await fails(hosting.update("nothing", other), "not_found");
  },
  async directories() {
    const entry = await fs.stat(blog, { returnSubdomains: true });
    same([entry.has_website, entry.subdomains[0].subdomain], [true, "blog"]);
    assert.equal(await (await fetch(entry.subdomains[0].address)).text(), "<h1>hello</h1>");
    const documents = await fs.stat(`/${name}/Documents`, { returnSubdomains: true });
    assert.equal(documents.has_website, false);
    const rows = await fs.readdirSubdomains({ directory_ids: [entry.id, documents.id] });
    same(rows.map((row) => [row.directory_id, row.has_website]), [[entry.id, true], [documents.id, false]]);
    same(rows[0].subdomains, entry.subdomains);
  },
  async delete() {
    assert.equal((await hosting.delete("second")).success, true);
    await fails(hosting.delete("second"), "not_found");
    assert.equal((await fs.stat(blog)).name, "blog");
  },
  async app() {
    const { app, uid } = await actingApp(puter, "http://hosting.example");
    same(await app.hosting.list(), []);
    await fails(app.hosting.get("blog"), "not_found");
    await fails(app.hosting.create("taken-over", blog), "subject_does_not_exist");
    const own = await app.fs.mkdir(`/${name}/AppData/${uid}/pages`, { createMissingParents: true });
    const site = await app.hosting.create("of-an-app", own.path);
    same([site.associated_app, site.root_dir.path], [uid, own.path]);
    assert.equal((await app.hosting.delete("of-an-app")).success, true);
  },
});
