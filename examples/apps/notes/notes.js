// A note in a file: opened and saved where its person chooses, and nowhere else.

const text = document.querySelector("#text");
const status = document.querySelector("#status");
let file = null; // what is open; null: a new note
let saved = ""; // its text as it is in the file

const tell = (words) => (status.textContent = words);
const isChanged = () => text.value !== saved;

async function show(item) {
  file = item;
  text.value = saved = await (await item.read()).text();
  puter.ui.setWindowTitle(item.name);
  tell("");
}

async function open() {
  const item = await puter.ui.showOpenFilePicker({ accept: [".txt", ".md"] }).undefinedOnCancel;
  if (item) await show(item);
}

async function save() {
  if (!file) return saveAs();
  await file.write(text.value);
  saved = text.value;
  tell("Saved");
}

async function saveAs() {
  const written = text.value;
  const item = await puter.ui.showSaveFilePicker(written, file?.name ?? "note.txt").undefinedOnCancel;
  if (!item) return;
  file = item;
  saved = written;
  puter.ui.setWindowTitle(item.name);
  tell("Saved");
}

/** What goes wrong is said where it is looked for. */
const trying = (act) => () => act().catch((error) => tell(error?.message ?? "That did not work"));

document.querySelector("#open").addEventListener("click", trying(open));
document.querySelector("#save").addEventListener("click", trying(save));
document.querySelector("#save-as").addEventListener("click", trying(saveAs));
text.addEventListener("input", () => tell(isChanged() ? "Not saved" : ""));

puter.ui.onLaunchedWithItems((items) => trying(() => show(items[0]))());
puter.ui.on("themeChanged", ({ dark }) => document.documentElement.classList.toggle("dark", dark));
puter.ui.onWindowClose(async () => {
  if (!isChanged()) return puter.exit();
  const choice = await puter.ui.alert("There are changes that are not saved.", [
    { label: "Save", value: "save", type: "primary" },
    { label: "Throw them away", value: "drop", type: "danger" },
    { label: "Keep writing", value: "stay" },
  ]);
  if (choice === "save") await save();
  if (choice === "drop" || (choice === "save" && !isChanged())) puter.exit();
});
