// Walking the map by keyboard: from neighbour to neighbour, and saying aloud where one stands.
import { otherEnd } from "./map_paint.js";

const DIRECTIONS = { ArrowRight: 0, ArrowDown: 90, ArrowLeft: 180, ArrowUp: -90 };

// Of a point's neighbours, the one nearest to that direction and not too far round from it.
export function towards(point, degrees) {
  let [best, least] = [null, Infinity];
  for (const tie of point.near) {
    const other = otherEnd(tie, point);
    const angle = (Math.atan2(other.y - point.y, other.x - point.x) * 180) / Math.PI;
    const turn = Math.abs(((angle - degrees + 540) % 360) - 180);
    if (turn > 60) continue;
    const cost = Math.hypot(other.x - point.x, other.y - point.y) * (1 + turn / 45);
    if (cost < least) [best, least] = [other, cost];
  }
  return best;
}

export function keyboard(element, canvas, { go, open, close, say, words }) {
  let round = null; // the point whose neighbours are gone through one by one

  element.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.ctrlKey || !canvas.scene) return;
    const { scene } = canvas;
    const here = scene.active;
    if (event.key in DIRECTIONS) {
      const next = here ? towards(here, DIRECTIONS[event.key]) : scene.points[0];
      round = null;
      if (next) go(next);
      else say(words.none);
    } else if (event.key === "PageDown" || event.key === "PageUp") {
      const from = round?.from ?? here ?? scene.points[0];
      const all = from?.near.map((tie) => otherEnd(tie, from)) ?? [];
      if (!all.length) return;
      const place = ((round?.place ?? (event.key === "PageDown" ? -1 : 0)) + (event.key === "PageDown" ? 1 : -1) + all.length) % all.length;
      round = { from, place };
      go(all[place], words.of.replace("{n}", place + 1).replace("{all}", all.length).replace("{name}", from.short));
    } else if (event.key === "Home") {
      round = null;
      if (scene.points[0]) go(scene.points[0]);
    } else if (event.key === "Enter" && here) open(here, { focus: true });
    else if (event.key === "Escape") {
      round = null;
      close();
    } else if (event.key === "+" || event.key === "=") canvas.zoomBy(1.4);
    else if (event.key === "-") canvas.zoomBy(1 / 1.4);
    else if (event.key === "0") canvas.fit(150);
    else return;
    event.preventDefault();
  });
}
