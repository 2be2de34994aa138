// What is to be done, in a file: opened and saved where its person chooses. It speaks with the desktop by the house's own host interface.

import { connect } from "/ingle/app.js";

const list = document.querySelector("#list");
const line = document.querySelector("#line");
const status = document.querySelector("#status");

const host = await connect();
let file = null; // what is open; null: a new list
let saved = ""; // as it is in the file

const items = () => [...list.querySelectorAll("label")];
const isDone = (item) => item.querySelector("input").checked;
const written = () => items().map((item) => `[${isDone(item) ? "x" : " "}] ${item.textContent}\n`).join("");
const isChanged = () => written() !== saved;

function add(text, done) {
  const item = document.createElement("li");
  const label = document.createElement("label");
  const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: done });
  const words = Object.assign(document.createElement("span"), { textContent: text });
  box.addEventListener("change", tell);
  label.append(box, words);
  item.append(label);
  list.append(item);
}

/** What the window and the taskbar say. */
function tell() {
  status.textContent = isChanged() ? "Not saved" : "";
  void host.title(file?.name ?? "New list");
  void host.badge(items().filter((item) => !isDone(item)).length);
}

async function show(opened) {
  const text = await (await host.read(opened)).text();
  list.replaceChildren();
  for (const [, mark, words] of text.matchAll(/^\[(.)\] (.*)$/gm)) add(words, mark === "x");
  file = opened;
  saved = written();
  tell();
}

async function open() {
  const [opened] = await host.open({ accept: [".todo"] });
  if (opened) await show(opened);
}

async function save() {
  const text = written();
  const now = file ? await host.write(file, text) : await host.save(text, "list.todo");
  if (!now) return;
  file = now;
  saved = text;
  tell();
}

/** What goes wrong is said where it is looked for. */
const trying = (act) => () => act().catch((error) => (status.textContent = error.message));

document.querySelector("#open").addEventListener("click", trying(open));
document.querySelector("#save").addEventListener("click", trying(save));
document.querySelector("#add").addEventListener("submit", (event) => {
  event.preventDefault();
  if (line.value.trim()) add(line.value.trim(), false);
  line.value = "";
  tell();
});

const wear = ({ dark }) => document.documentElement.classList.toggle("dark", dark);
const read = ({ id, direction }) => Object.assign(document.documentElement, { lang: id, dir: direction });
host.on("theme", wear);
host.on("language", read);
host.on("opened", ({ files }) => void trying(() => show(files[0]))());
wear(host.theme);
read(host.language);

host.beforeClosing(() => {
  if (isChanged()) void trying(askBeforeClosing)();
  return !isChanged();
});

async function askBeforeClosing() {
  const choice = await host.question("There are changes that are not saved.", [
    { label: "Save", value: "save", look: "primary" },
    { label: "Throw them away", value: "drop", look: "danger" },
    { label: "Keep writing", value: "stay" },
  ]);
  if (choice === "save") await save();
  if (choice === "drop" || (choice === "save" && !isChanged())) host.close();
}

if (host.file) await trying(() => show(host.file))();
else tell();
