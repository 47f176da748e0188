// The scene on a force-graph canvas: places come from the server, nothing is simulated here.
import { WORLD, lit, paintLabels, paintPoint, paintTies, palette, radius } from "./map_paint.js";

const FARTHEST = 0.5;
const NEAREST = 14;

export function loadEngine(address) {
  return new Promise((done, failed) => {
    if (!address) return failed(new Error("not installed"));
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => done(window.ForceGraph));
    script.addEventListener("error", () => failed(new Error("not loaded")));
    document.head.append(script);
  });
}

// The wheel and a single finger belong to the page, unless whoever reads has turned to the map.
function takesOver(event, element) {
  if (event.touches) return event.touches.length > 1 || document.fullscreenElement !== null;
  return event.ctrlKey || event.type !== "wheel" || element.contains(document.activeElement);
}

export class Canvas {
  constructor(ForceGraph, element, { onPick, onMoved }) {
    this.element = element;
    this.colours = palette(element);
    this.scene = null;
    this.shown = null;
    this.graph = new ForceGraph(element)
      .enableNodeDrag(false)
      .enablePointerInteraction(false)
      .enableZoomInteraction((event) => this.#takes(event))
      .enablePanInteraction((event) => this.#takes(event))
      .cooldownTicks(0)
      .d3Force("link", null)
      .d3Force("charge", null)
      .d3Force("center", null)
      .nodeCanvasObjectMode(() => "replace")
      .onRenderFramePre((ctx, k) => this.scene && paintTies(ctx, k, this.scene, this.colours))
      .onRenderFramePost((ctx, k) => this.#after(ctx, k))
      .onZoomEnd(() => onMoved());
    this.paint = (node, ctx, k) => paintPoint(ctx, node.point, k, this.scene, this.colours, this.shown);
    this.graph.nodeCanvasObject(this.paint);
    // The library takes every finger for itself; the stylesheet says which are the page's.
    for (const sheet of element.querySelectorAll("canvas")) sheet.style.touchAction = "";
    this.#listen(onPick);
    new ResizeObserver(() => this.#resize()).observe(element);
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.colours = palette(element);
      this.redraw();
    });
  }

  show(scene, { refit }) {
    const before = this.scene;
    scene.k0 = before?.k0 ?? 1;
    if (before?.active) scene.active = scene.byId.get(before.active.id) ?? null;
    this.scene = scene;
    this.shown = lit(scene);
    const nodes = scene.points.map((point) => ({ id: point.id, point, x: point.x, y: point.y, fx: point.x, fy: point.y }));
    this.graph.graphData({ nodes, links: [] });
    this.#resize();
    if (refit) this.fit();
  }

  activate(point) {
    this.scene.active = point;
    this.shown = lit(this.scene);
    this.redraw();
  }

  redraw() {
    this.graph.nodeCanvasObject(this.paint);
  }

  // Everything in sight.
  fit(time = 0) {
    const { points } = this.scene;
    if (!points.length) return;
    const xs = points.map((point) => point.x);
    const ys = points.map((point) => point.y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    this.graph.centerAt((left + right) / 2, (top + bottom) / 2, time).zoom(this.#fitting(right - left, bottom - top), time);
  }

  zoomBy(factor, time = 150) {
    this.graph.zoom(this.#within(this.graph.zoom() * factor), time);
  }

  // Bring a point into sight without moving more than is needed.
  reveal(point, { centre = false } = {}) {
    const at = this.graph.graph2ScreenCoords(point.x, point.y);
    const margin = 60;
    const inside = at.x > margin && at.y > margin && at.x < this.width - margin && at.y < this.height - margin;
    if (!inside || centre) this.graph.centerAt(point.x, point.y, 0);
  }

  // Out from under a card that covers so many pixels at the right.
  uncover(point, covered) {
    const at = this.graph.graph2ScreenCoords(point.x, point.y);
    if (at.x > this.width - covered - 120) this.graph.centerAt(point.x + covered / 2 / this.graph.zoom(), point.y, 0);
  }

  // Where one looks, in numbers that mean the same on every screen.
  get view() {
    const { x, y } = this.graph.centerAt();
    return [x / WORLD.width, y / WORLD.height, this.graph.zoom() / this.scene.k0].map((n) => Number(n.toFixed(3)));
  }

  set view([x, y, k]) {
    this.graph.centerAt(x * WORLD.width, y * WORLD.height, 0).zoom(this.#within(k * this.scene.k0), 0);
  }

  get size() {
    return { width: this.width, height: this.height };
  }

  get transform() {
    const origin = this.graph.graph2ScreenCoords(0, 0);
    return { x: origin.x, y: origin.y, k: this.graph.zoom() };
  }

  at(event, reach) {
    const box = this.element.getBoundingClientRect();
    const [left, top] = [event.clientX - box.left, event.clientY - box.top];
    const k = this.graph.zoom();
    let [best, nearest] = [null, Infinity];
    for (const point of this.scene?.points ?? []) {
      const at = this.graph.graph2ScreenCoords(point.x, point.y);
      const away = Math.hypot(at.x - left, at.y - top) - radius(point, k, this.scene) * k;
      if (away < reach && away < nearest) [best, nearest] = [point, away];
    }
    return best;
  }

  #listen(onPick) {
    let pressed = null;
    this.element.addEventListener("pointerdown", (event) => {
      pressed = [event.clientX, event.clientY];
      this.element.focus({ preventScroll: true });
    });
    this.element.addEventListener("pointerup", (event) => {
      const still = pressed && Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) < 8;
      pressed = null;
      if (still && event.button === 0) onPick(this.at(event, event.pointerType === "mouse" ? 6 : 22));
    });
    this.element.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "mouse" || event.buttons) return;
      const point = this.at(event, 4);
      this.element.classList.toggle("map-canvas--point", point !== null);
      this.element.title = point ? `${point.name} · ${point.ties}` : "";
    });
  }

  // From then on the view is hers: it stands in the address and is not fitted anew.
  #takes(event) {
    const taken = takesOver(event, this.element);
    if (taken) this.touched = true;
    return taken;
  }

  #after(ctx, k) {
    if (!this.scene) return;
    const ratio = window.devicePixelRatio;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintLabels(ctx, this.scene, this.colours, { ...this.transform, ...this.size, k, shown: this.shown });
    ctx.restore();
    if (!this.painted) {
      this.painted = true;
      performance.mark("map-painted");
    }
  }

  #fitting(wide, high) {
    return Math.min((this.width - 70) / Math.max(wide, 40), (this.height - 70) / Math.max(high, 40), 2);
  }

  #within(k) {
    return Math.min(Math.max(k, this.scene.k0 * FARTHEST), this.scene.k0 * NEAREST);
  }

  #resize() {
    const { clientWidth, clientHeight } = this.element;
    if (!clientWidth || !clientHeight) return;
    [this.width, this.height] = [clientWidth, clientHeight];
    this.graph.width(clientWidth).height(clientHeight);
    if (!this.scene) return;
    this.scene.k0 = Math.min(clientWidth / WORLD.width, clientHeight / WORLD.height);
    if (!this.touched) this.fit();
  }
}
