// Boxes over a photo, drawn with a pointer or moved with the keyboard; the rows of numbers below are what is sent.
const form = document.querySelector("form.cover");
const drawing = form.querySelector(".cover__boxes");
const body = form.querySelector(".cover__rows tbody");
const total = form.querySelector('[name="box-TOTAL_FORMS"]');
const most = Number(form.querySelector('[name="box-MAX_NUM_FORMS"]').value);
const SIDES = ["x", "y", "width", "height"];
const rects = new Map(); // row → rect

const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

function boxOf(row) {
  const numbers = SIDES.map((name) => field(row, name).value.trim());
  if (numbers.some((said) => said === "") || field(row, "DELETE").checked) return null;
  const [x, y, width, height] = numbers.map(Number);
  return [x, y, width, height].every(Number.isFinite) ? { x, y, width, height } : null;
}

function write(row, box) {
  for (const name of SIDES) field(row, name).value = box ? String(Math.round(box[name] * 10) / 10) : "";
  draw(row);
}

function draw(row) {
  const box = boxOf(row);
  let rect = rects.get(row);
  if (!box) { rect?.remove(); rects.delete(row); return null; }
  if (!rect) {
    rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    rect.setAttribute("tabindex", "0");
    rect.setAttribute("role", "img");
    rect.addEventListener("keydown", (event) => press(event, row));
    rects.set(row, rect);
    drawing.append(rect);
  }
  for (const name of SIDES) rect.setAttribute(name, String(box[name] * 10));
  const shows = field(row, "shows");
  rect.setAttribute("aria-label", `${form.dataset.box} ${[...body.rows].indexOf(row) + 1}: ${shows.selectedOptions[0]?.text ?? ""}`);
  return rect;
}

function emptyRow() {
  const free = [...body.rows].find((row) => SIDES.every((name) => field(row, name).value.trim() === ""));
  if (free) { field(free, "DELETE").checked = false; return free; }
  const count = Number(total.value);
  if (count >= most) return null;
  const row = body.rows[body.rows.length - 1].cloneNode(true);
  row.classList.remove("is-wrong");
  row.cells[0].textContent = String(count + 1);
  for (const part of row.querySelectorAll("[name], [for], [id]")) {
    for (const name of ["name", "for", "id"]) if (part.hasAttribute(name)) part.setAttribute(name, part.getAttribute(name).replace(/box-\d+-/, `box-${count}-`));
  }
  for (const name of SIDES) field(row, name).value = "";
  field(row, "DELETE").checked = false;
  total.value = String(count + 1);
  body.append(row);
  return row;
}

function press(event, row) {
  const box = boxOf(row);
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!box) return;
  if (step && event.shiftKey) {
    box.width = clamp(box.width + step[0], 1, 100 - box.x);
    box.height = clamp(box.height + step[1], 1, 100 - box.y);
  } else if (step) {
    box.x = clamp(box.x + step[0], 0, 100 - box.width);
    box.y = clamp(box.y + step[1], 0, 100 - box.height);
  } else if (event.key === "Delete" || event.key === "Backspace") {
    event.preventDefault();
    write(row, null);
    form.querySelector("[data-add]").focus();
    return;
  } else return;
  event.preventDefault();
  write(row, box);
}

function place(event) {
  const frame = drawing.getBoundingClientRect();
  return { x: clamp(((event.clientX - frame.left) / frame.width) * 100, 0, 100), y: clamp(((event.clientY - frame.top) / frame.height) * 100, 0, 100) };
}

let drag = null;
drawing.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  const from = place(event);
  const held = [...rects].find(([, rect]) => rect === event.target)?.[0];
  const row = held ?? emptyRow();
  if (!row) return;
  drag = { row, from, box: held ? boxOf(held) : null };
  drawing.setPointerCapture(event.pointerId);
  event.preventDefault();
  held && rects.get(held).focus();
});
drawing.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const { row, from, box } = drag, to = place(event);
  if (box) write(row, { ...box, x: clamp(box.x + to.x - from.x, 0, 100 - box.width), y: clamp(box.y + to.y - from.y, 0, 100 - box.height) });
  else write(row, { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) });
});
function drop() {
  if (!drag) return;
  const { row, box } = drag, drawn = boxOf(row);
  drag = null;
  if (!box && drawn && (drawn.width < 1 || drawn.height < 1)) write(row, null); // a click, no box
  rects.get(row)?.focus();
}
drawing.addEventListener("pointerup", drop);
drawing.addEventListener("pointercancel", drop);

body.addEventListener("input", (event) => draw(event.target.closest("tr")));
form.querySelector("[data-add]").addEventListener("click", () => {
  const row = emptyRow();
  if (!row) return;
  write(row, { x: 40, y: 40, width: 20, height: 20 });
  rects.get(row).focus();
});

drawing.replaceChildren();
for (const row of body.rows) draw(row);
for (const hidden of form.querySelectorAll(".cover__how, .cover__tools")) hidden.hidden = false;
