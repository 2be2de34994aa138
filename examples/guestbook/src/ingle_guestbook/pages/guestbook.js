const LINES = "/api/v1/x/guestbook/lines";
const [form] = document.forms;
const list = document.querySelector("ol");
const status = document.querySelector("[role=status]");

async function ask(options) {
  const answer = await fetch(LINES, options);
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.detail);
  return told;
}

async function show() {
  const { items } = await ask();
  status.textContent = items.length ? "" : "Nobody has signed yet. Be the first.";
  list.replaceChildren(
    ...items.map((line) => {
      const item = document.createElement("li");
      const who = document.createElement("small");
      who.textContent = ` ${line.name}, ${new Date(line.at).toLocaleString()}`;
      item.append(line.text, who);
      return item;
    }),
  );
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const body = JSON.stringify({ text: form.text.value });
    await ask({ method: "POST", body, headers: { "Content-Type": "application/json" } });
    form.reset();
    await show();
  } catch (error) {
    status.textContent = error.message;
  }
});

show().catch((error) => (status.textContent = error.message));
