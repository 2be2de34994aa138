import { describe, expect, it } from "vitest";
import { ApiError } from "../client/http";
import type { User } from "../wire/generated";
import { Asking, questionIn, type Heard, type World } from "./asking";
import type { Errand } from "./errands";

const ANN = { id: "usr_1", name: "ann" } as User;
const PAGE = "https://chess.example";
const nobody = new ApiError({ title: "", status: 401, detail: "", code: "unauthenticated", kind: "unauthenticated" });

function asked(more: Partial<World> = {}, query = "?msg_id=7", errand: Errand = { kind: "sign-in" }) {
  const posted: (readonly [unknown, string])[] = [];
  const done: string[] = [];
  const left: unknown[] = [];
  const asker = { postMessage: (message: unknown, origin: string) => void posted.push([message, origin]) };
  const world: World = {
    asker,
    referrer: "",
    handOver: (session, token) => (left.push([session, token]), Promise.resolve({})),
    me: () => Promise.resolve(ANN),
    letIn: (origin) => (done.push(`let in ${origin}`), Promise.resolve({ token: "t", app_uid: "app_1" })),
    knows: () => Promise.resolve(null),
    close: () => void done.push("closed"),
    ...more,
  };
  const asking = new Asking(world, questionIn(query, errand));
  const answer = (heard: Partial<Heard> = {}): Promise<void> => asking.hear({ source: asker, origin: PAGE, data: { msg: "originResponse" }, ...heard });
  asking.begin();
  return { asking, posted, done, answer, left };
}

const QUESTION = [{ msg: "requestOrigin" }, "*"];

it("gives the page that asked a token when the person allows it, and nobody else", async () => {
  const { asking, posted, done, answer } = asked();
  await answer();
  expect(asking.stage.value).toMatchObject({ at: "consent", origin: PAGE, user: ANN });
  expect([posted, done]).toEqual([[QUESTION], []]);
  await Promise.all([asking.allow(), asking.allow()]);
  const told = { msg: "puter.token", msg_id: "7", success: true, token: "t", app_uid: "app_1", username: "ann" };
  expect(posted).toEqual([QUESTION, [told, PAGE]]);
  expect([done, asking.stage.value]).toEqual([[`let in ${PAGE}`, "closed"], { at: "done" }]);
});

it.each([
  ["another window", { source: {} }],
  ["no window", { source: null }],
  ["another message", { data: { msg: "puter.token" } }],
  ["no message", { data: "originResponse" }],
])("does not hear %s", async (_, heard) => {
  const { asking, answer } = asked();
  await answer(heard);
  expect(asking.stage.value).toEqual({ at: "waiting" });
});

it("hears the first answer only", async () => {
  const { asking, posted, answer } = asked();
  await answer();
  await answer({ origin: "https://evil.example" });
  await asking.allow();
  expect(posted.at(-1)?.[1]).toBe(PAGE);
});

it.each(["null", "file://", "chrome-extension://abc"])("refuses a page at %s", async (origin) => {
  const { asking, answer } = asked();
  await answer({ origin });
  expect(asking.stage.value).toMatchObject({ at: "failed" });
});

it("says no in the person's name", async () => {
  const { asking, posted, done, answer } = asked();
  await answer();
  asking.refuse();
  expect(posted.at(-1)).toEqual([{ msg: "puter.token", msg_id: "7", success: false, error: "auth_denied" }, PAGE]);
  expect(done).toEqual(["closed"]);
});

it("asks nobody twice, unless the page wants them to be asked", async () => {
  const knows = (): Promise<{ token: string; app_uid: string }> => Promise.resolve({ token: "again", app_uid: "app_1" });
  const known = asked({ knows });
  await known.answer();
  expect(known.posted.at(-1)).toEqual([expect.objectContaining({ token: "again" }), PAGE]);
  const anew = asked({ knows }, "?msg_id=7&request_auth=true");
  await anew.answer();
  expect(anew.asking.stage.value.at).toBe("consent");
});

it("lets somebody come in first, or somebody else", async () => {
  let me = (): Promise<User> => Promise.reject(nobody);
  const { asking, answer } = asked({ me: () => me() });
  await answer();
  expect(asking.stage.value).toEqual({ at: "login", origin: PAGE });
  me = () => Promise.resolve(ANN);
  await asking.lookAgain();
  expect(asking.stage.value.at).toBe("consent");
  asking.changePerson();
  await asking.lookAgain(); // still Ann
  expect(asking.stage.value).toEqual({ at: "login", origin: PAGE });
  me = () => Promise.resolve({ ...ANN, name: "bob" });
  await asking.look();
  expect(asking.stage.value).toMatchObject({ at: "consent", user: { name: "bob" } });
});

const DEAF = "?msg_id=7&cross_origin_isolated=true&signin_session=s1";

it("leaves the token with the house for a page that hears nothing, and always asks", async () => {
  const knows = (): Promise<{ token: string; app_uid: string }> => Promise.resolve({ token: "again", app_uid: "app_1" });
  const { asking, posted, done, left } = asked({ asker: null, referrer: `${PAGE}/game?x=1`, knows }, DEAF);
  await expect.poll(() => asking.stage.value).toMatchObject({ at: "consent", origin: PAGE });
  expect(left).toEqual([]);
  await asking.allow();
  expect([left, posted, done]).toEqual([[["s1", "t"]], [], [`let in ${PAGE}`, "closed"]]);
});

it.each([
  ["nobody has led here", "", DEAF],
  ["the page could be heard", PAGE, "?msg_id=7&signin_session=s1"],
  ["no name was said", PAGE, "?msg_id=7&cross_origin_isolated=true"],
])("gives nothing away where %s", (_, referrer, query) => {
  expect(asked({ asker: null, referrer }, query).asking.stage.value).toEqual({ at: "stray" });
});

it("leaves nothing when the person says no, and says when it cannot be left", async () => {
  const no = asked({ asker: null, referrer: PAGE }, DEAF);
  await expect.poll(() => no.asking.stage.value.at).toBe("consent");
  no.asking.refuse();
  expect([no.left, no.done]).toEqual([[], ["closed"]]);
  const lost = asked({ asker: null, referrer: PAGE, handOver: () => Promise.reject(new Error("gone")) }, DEAF);
  await expect.poll(() => lost.asking.stage.value.at).toBe("consent");
  await lost.asking.allow();
  expect(lost.asking.stage.value).toEqual({ at: "failed", why: "gone" });
});

it("says when no page asks, and what went wrong", async () => {
  expect(asked({ asker: null }).asking.stage.value).toEqual({ at: "stray" });
  const { asking, answer } = asked({ letIn: () => Promise.reject(new Error("no room")) });
  await answer();
  await asking.allow();
  expect(asking.stage.value).toEqual({ at: "failed", why: "no room" });
});

describe("something beside who they are", () => {
  const PERMISSION: Errand = { kind: "permission", permissions: ["a"], create: "" };
  const knows = (): Promise<{ token: string; app_uid: string }> => Promise.resolve({ token: "again", app_uid: "app_1" });
  const ready = [{ msg: "permissionPromptReady", original_msg_id: "7" }, PAGE];

  it("is asked when its page acts for the person, who keep the token to themselves", async () => {
    const fresh = asked({}, "?msg_id=7", PERMISSION);
    await fresh.answer();
    expect(fresh.asking.stage.value.at).toBe("consent");
    await fresh.asking.allow();
    expect(fresh.asking.stage.value).toMatchObject({ at: "errand", origin: PAGE, app: "app_1" });
    expect(fresh.posted).toEqual([QUESTION, ready]);
    fresh.asking.finish({ msg: "permissionGranted", granted: true });
    expect(fresh.posted.at(-1)).toEqual([{ msg: "permissionGranted", granted: true, original_msg_id: "7" }, PAGE]);
    expect(fresh.done).toEqual([`let in ${PAGE}`, "closed"]);
    const known = asked({ knows }, "?msg_id=7", PERMISSION);
    await known.answer();
    expect(known.asking.stage.value.at).toBe("errand");
  });

  it("is refused with the sign-in, and when it goes wrong", async () => {
    const refused = asked({}, "?msg_id=7", PERMISSION);
    await refused.answer();
    refused.asking.refuse();
    const failed = asked({ knows }, "?msg_id=7", PERMISSION);
    await failed.answer();
    failed.asking.fail("gone");
    for (const { posted } of [refused, failed]) expect(posted.at(-1)).toEqual([{ msg: "permissionGranted", granted: false, original_msg_id: "7" }, PAGE]);
    expect([refused.asking.stage.value, failed.asking.stage.value]).toEqual([{ at: "done" }, { at: "failed", why: "gone" }]);
  });

  it("is handed over by the page that asked, and by nobody else", async () => {
    const { asking, posted, answer } = asked({ knows }, "?msg_id=7", { kind: "save-file" });
    await answer();
    const handed: unknown[] = [];
    void asking.handed().then((fields) => handed.push(fields));
    expect(posted.at(-1)).toEqual([{ msg: "sendMeFileData" }, PAGE]);
    const content = { msg: "showSaveFilePickerPopup", content: "mine" };
    await answer({ origin: "https://evil.example", data: content });
    await answer({ source: {}, data: content });
    await answer({ data: "showSaveFilePickerPopup" });
    await Promise.resolve();
    expect(handed).toEqual([]);
    await answer({ data: content });
    await Promise.resolve();
    expect(handed).toEqual([content]);
  });

  it("is not asked of anybody where it cannot be read, or is not taken here", async () => {
    const unreadable = asked({ knows }, "?msg_id=7", { kind: "unreadable" });
    await unreadable.answer();
    expect([unreadable.asking.stage.value.at, unreadable.posted]).toEqual(["failed", []]);
    const feedback = asked({ me: () => Promise.reject(nobody) }, "?msg_id=7", { kind: "feedback" });
    await feedback.answer();
    expect(feedback.posted.at(-1)).toEqual([{ msg: "feedbackDialogClosed", sent: false, original_msg_id: "7" }, PAGE]);
    expect(feedback.asking.stage.value.at).toBe("failed");
  });

  it("waits for no answer of a page that hears nothing, but for a permission, which that page asks the house about", async () => {
    const deaf = { asker: null, referrer: PAGE, knows };
    expect(asked(deaf, "?msg_id=7", { kind: "save-file" }).asking.stage.value).toEqual({ at: "stray" });
    const permission = asked(deaf, "?msg_id=7", PERMISSION);
    await expect.poll(() => permission.asking.stage.value.at).toBe("consent");
    await permission.asking.allow();
    expect([permission.asking.stage.value.at, permission.left]).toEqual(["errand", []]);
  });
});
