// Lines on a white sheet. Its menus are the desktop's, described by the app.

const canvas = document.querySelector("canvas");
const pen = canvas.getContext("2d");
let colour = "#2b211b";
let width = 4;

/** The sheet grows with the window, and never loses what is drawn. */
function fit() {
  const [wide, high] = [Math.max(canvas.width, innerWidth), Math.max(canvas.height, innerHeight)];
  if (wide === canvas.width && high === canvas.height) return;
  const drawn = canvas.width && canvas.height ? pen.getImageData(0, 0, canvas.width, canvas.height) : null;
  canvas.width = wide;
  canvas.height = high;
  canvas.style.cssText = `width: ${wide}px; height: ${high}px`;
  clear();
  if (drawn) pen.putImageData(drawn, 0, 0);
}

function clear() {
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
}

function draw(event) {
  if (event.buttons !== 1) return;
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.lineCap = "round";
  pen.beginPath();
  pen.moveTo(event.offsetX - event.movementX, event.offsetY - event.movementY);
  pen.lineTo(event.offsetX, event.offsetY);
  pen.stroke();
}

const picture = () => new Promise((resolve) => canvas.toBlob(resolve, "image/png"));

async function show(item) {
  const image = await createImageBitmap(await item.read());
  clear();
  pen.drawImage(image, 0, 0);
  puter.ui.setWindowTitle(item.name);
}

async function save() {
  const item = await puter.ui.showSaveFilePicker(await picture(), "drawing.png").undefinedOnCancel;
  if (item) puter.ui.notify({ title: "Saved", text: item.name });
}

async function open() {
  const item = await puter.ui.showOpenFilePicker({ accept: "image/*" }).undefinedOnCancel;
  if (item) await show(item);
}

async function start() {
  if ((await puter.ui.alert("Begin a new sheet? What is not saved is lost.", ["New sheet", "Keep drawing"])) === "New sheet") clear();
}

const thick = (pixels, label) => ({
  id: `pen-${pixels}`,
  label,
  checked: width === pixels,
  action: () => {
    width = pixels;
    describe();
  },
});

function describe() {
  puter.ui.setMenubar({
    items: [
      { label: "File", items: [{ label: "New sheet", action: start }, { label: "Open…", action: open }, "-", { label: "Save as…", action: save }] },
      { label: "Pen", items: [thick(2, "Fine"), thick(4, "Middle"), thick(12, "Broad"), "-", { label: "Colour…", action: async () => (colour = await puter.ui.showColorPicker(colour)) }] },
    ],
  });
}

addEventListener("resize", fit);
canvas.addEventListener("pointermove", draw);
fit();
describe();
puter.ui.onLaunchedWithItems(([item]) => show(item));
