// Painting a scene of points and ties on a canvas. Knows nothing of the page, of zooming or of the mouse.
// World: 1000 by 720. The shapes are those of network/insights/drawing.py.
export const WORLD = { width: 1000, height: 720 };

const CORNERS = {
  2: [4, 0, 1.25],
  3: [4, 45, 1.2],
  4: [3, -90, 1.35],
  5: [5, -90, 1.15],
  6: [10, -90, 1.5, 0.65],
  block: [8, 22.5, 1.1],
  rest: [3, 90, 1.35],
};
const STROKES = { 1: [0.8, 0.35], 2: [1.5, 0.6], 3: [2.75, 0.9] };
const LONGEST = 26;

// What the server sent, as points and ties that know each other.
export function sceneOf(data) {
  const points = data.points.map(([id, short, name, slot, x, y, r, ties, group], index) => ({
    id, name, slot, r, ties, group, index,
    short: short || name,
    x: x * WORLD.width,
    y: y * WORLD.height,
    near: [],
  }));
  const ties = [];
  for (let at = 0; at < data.ties.length; at += 4) {
    const [a, b, weight, stated] = data.ties.slice(at, at + 4);
    const tie = { a: points[a], b: points[b], weight, stated: stated === 1 };
    ties.push(tie);
    tie.a.near.push(tie);
    tie.b.near.push(tie);
  }
  for (const point of points) {
    point.near.sort((one, other) => other.weight - one.weight || otherEnd(one, point).index - otherEnd(other, point).index);
    point.label = point.short.length > LONGEST ? `${point.short.slice(0, LONGEST - 1).trimEnd()}…` : point.short;
  }
  const byId = new Map(points.map((point) => [point.id, point]));
  const way = (data.way ?? []).map((id) => byId.get(id)).filter(Boolean);
  return { points, ties, byId, way, legend: data.legend ?? [], bundles: bundled(ties), active: null, k0: 1 };
}

export function otherEnd(tie, point) {
  return tie.a === point ? tie.b : tie.a;
}

// Ties of one strength and basis as one path: it is stroked at once, however many they are.
function bundled(ties) {
  const bundles = new Map();
  for (const tie of ties) {
    const strength = tie.weight === 1 ? 1 : tie.weight < 4 ? 2 : 3;
    const key = `${strength}${tie.stated}`;
    if (!bundles.has(key)) bundles.set(key, { strength, stated: tie.stated, path: new Path2D() });
    const { path } = bundles.get(key);
    path.moveTo(tie.a.x, tie.a.y);
    path.lineTo(tie.b.x, tie.b.y);
  }
  return [...bundles.values()].sort((one, other) => one.strength - other.strength);
}

// The colours of the page as they are now, light or dark.
export function palette(element) {
  const style = getComputedStyle(element);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  const fills = { rest: token("data-rest"), context: token("data-rest"), none: token("surface"), block: token("violet-wash") };
  for (const slot of [1, 2, 3, 4, 5, 6]) fills[slot] = token(`data-${slot}`);
  return {
    fills,
    ink: token("ink"),
    soft: token("ink-soft"),
    surface: token("surface"),
    strong: token("link-strong"),
    focus: token("focus"),
    font: token("sans") || "sans-serif",
  };
}

// A mark grows more slowly than the distances do when one comes nearer.
export function radius(point, k, scene) {
  return (point.r * Math.max(scene.k0, 0.55) * Math.pow(k / scene.k0, 0.4)) / k;
}

// Who stands out while a point is active or a way is shown; nobody does otherwise.
export function lit(scene) {
  if (scene.active) return new Set([scene.active, ...scene.active.near.map((tie) => otherEnd(tie, scene.active))]);
  return scene.way.length ? new Set(scene.way) : null;
}

export function paintTies(ctx, k, scene, colours) {
  const dim = scene.active || scene.way.length ? 0.3 : 1;
  ctx.save();
  ctx.lineCap = "butt";
  ctx.strokeStyle = colours.soft;
  for (const { strength, stated, path } of scene.bundles) {
    const [width, opacity] = STROKES[strength];
    ctx.lineWidth = width / k;
    ctx.globalAlpha = opacity * dim;
    ctx.setLineDash(stated ? [] : [5 / k, 4 / k]);
    ctx.stroke(path);
  }
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colours.strong;
  for (const tie of scene.active ? scene.active.near : stepsOf(scene.way)) {
    ctx.lineWidth = (scene.active ? 0.8 + Math.min(tie.weight, 4) * 0.35 : 4) / k;
    ctx.setLineDash(tie.stated ? [] : [5 / k, 4 / k]);
    ctx.beginPath();
    ctx.moveTo(tie.a.x, tie.a.y);
    ctx.lineTo(tie.b.x, tie.b.y);
    ctx.stroke();
  }
  ctx.restore();
}

function stepsOf(way) {
  return way.slice(1).map((point, index) => point.near.find((tie) => otherEnd(tie, point) === way[index])).filter(Boolean);
}

export function paintPoint(ctx, point, k, scene, colours, shown) {
  const r = radius(point, k, scene);
  ctx.globalAlpha = shown && !shown.has(point) ? 0.25 : 1;
  ctx.beginPath();
  outline(ctx, point.slot, point.x, point.y, r);
  ctx.fillStyle = colours.fills[point.slot];
  ctx.fill();
  ctx.lineWidth = 1 / k;
  ctx.strokeStyle = point.slot === "none" || point.slot === "block" ? colours.soft : colours.surface;
  ctx.stroke();
  if (point === scene.active) {
    ctx.beginPath();
    ctx.arc(point.x, point.y, r + 5 / k, 0, 2 * Math.PI);
    ctx.lineWidth = 3 / k;
    ctx.strokeStyle = colours.focus;
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

export function outline(ctx, slot, x, y, r) {
  if (slot === "1" || slot === "none") {
    ctx.arc(x, y, r, 0, 2 * Math.PI);
  } else if (slot === "context") {
    ctx.rect(x - 0.55 * r, y - 0.55 * r, 1.1 * r, 1.1 * r);
  } else {
    const [corners, turn, ...sizes] = CORNERS[slot];
    for (let corner = 0; corner < corners; corner += 1) {
      const angle = ((turn + (corner * 360) / corners) * Math.PI) / 180;
      const size = sizes[corner % sizes.length] * r;
      ctx.lineTo(x + size * Math.cos(angle), y + size * Math.sin(angle));
    }
    ctx.closePath();
  }
}

// Names in screen pixels, the most important first, each where it covers no other name.
export function paintLabels(ctx, scene, colours, { x, y, k, width, height, shown }) {
  const most = Math.min(60, Math.round((width * height) / 14000) + Math.round(12 * Math.max(0, Math.log2(k / scene.k0))));
  const first = scene.active ? [scene.active, ...scene.active.near.map((tie) => otherEnd(tie, scene.active))] : scene.way;
  const taken = [];
  let tried = 0;
  let placed = 0;
  ctx.save();
  ctx.font = `600 14px ${colours.font}`;
  ctx.lineJoin = "round";
  ctx.lineWidth = 4;
  ctx.strokeStyle = colours.surface;
  const anchor = (point) => ({ left: point.x * k + x, top: point.y * k + y, r: radius(point, k, scene) * k });
  for (const point of order(scene.points, first, shown)) {
    if (placed >= most || tried >= 240) break;
    const at = anchor(point);
    if (at.left < -at.r || at.top < -at.r || at.left > width + at.r || at.top > height + at.r) continue;
    tried += 1;
    const text = point === scene.active ? point.short : point.label;
    if (point.measured !== text) [point.measured, point.wide] = [text, ctx.measureText(text).width];
    const gap = at.r + 4;
    const spots = [
      [at.left + gap, at.top - 9],
      [at.left - gap - point.wide, at.top - 9],
      [at.left - point.wide / 2, at.top - gap - 17],
      [at.left - point.wide / 2, at.top + gap - 1],
    ];
    const spot = spots.find(([l, t]) => free(taken, l, t, point.wide, 18, width, height)) ?? (point === scene.active ? spots[0] : null);
    if (!spot) continue;
    taken.push([spot[0], spot[1], spot[0] + point.wide, spot[1] + 18]);
    taken.push([at.left - at.r, at.top - at.r, at.left + at.r, at.top + at.r]);
    ctx.strokeText(text, spot[0], spot[1] + 14);
    ctx.fillStyle = colours.ink;
    ctx.fillText(text, spot[0], spot[1] + 14);
    placed += 1;
  }
  ctx.restore();
}

function* order(points, first, shown) {
  yield* first;
  const done = new Set(first);
  for (const point of points) if (!done.has(point) && (!shown || shown.has(point))) yield point;
}

function free(taken, left, top, wide, high, width, height) {
  if (left < 2 || top < 2 || left + wide > width - 2 || top + high > height - 2) return false;
  return !taken.some(([l, t, r, b]) => left < r && l < left + wide && top < b && t < top + high);
}
