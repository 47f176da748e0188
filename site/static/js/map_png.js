// The map as it is on the screen, with its title, what it says and its legend, as a PNG file.
import { lit, outline, paintLabels, paintPoint, paintTies } from "./map_paint.js";

const SCALE = 2;
const MARGIN = 24;

export function savePng(canvas, { title, text, name }) {
  const { scene, colours } = canvas;
  const { width, height } = canvas.size;
  const columns = Math.max(1, Math.floor((width - MARGIN) / 280));
  const foot = Math.ceil(scene.legend.length / columns) * 24 + MARGIN;
  const head = 76;
  const sheet = document.createElement("canvas");
  sheet.width = width * SCALE;
  sheet.height = (head + height + foot) * SCALE;
  const ctx = sheet.getContext("2d");
  ctx.scale(SCALE, SCALE);
  ctx.fillStyle = colours.surface;
  ctx.fillRect(0, 0, width, head + height + foot);
  ctx.fillStyle = colours.ink;
  ctx.font = `650 20px ${colours.font}`;
  ctx.fillText(title, MARGIN, 34, width - 2 * MARGIN);
  ctx.font = `14px ${colours.font}`;
  ctx.fillText(text, MARGIN, 58, width - 2 * MARGIN);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, head, width, height);
  ctx.clip();
  ctx.translate(0, head);
  const { x, y, k } = canvas.transform;
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(k, k);
  const shown = lit(scene);
  paintTies(ctx, k, scene, colours);
  for (const point of [...scene.points].reverse()) paintPoint(ctx, point, k, scene, colours, shown);
  ctx.restore();
  paintLabels(ctx, scene, colours, { x, y, k, width, height, shown });
  ctx.restore();
  scene.legend.forEach(([slot, label, count], place) => {
    const left = MARGIN + (place % columns) * 280;
    const top = head + height + MARGIN / 2 + Math.floor(place / columns) * 24;
    ctx.beginPath();
    outline(ctx, slot, left + 8, top + 8, slot === "context" ? 10 : 7);
    ctx.fillStyle = colours.fills[slot];
    ctx.fill();
    ctx.strokeStyle = colours.soft;
    ctx.stroke();
    ctx.fillStyle = colours.ink;
    ctx.fillText(`${label} (${count})`, left + 24, top + 13, 250);
  });
  sheet.toBlob((blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }, "image/png");
}
