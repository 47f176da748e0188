// Codes by the camera, where the browser knows how to read them; the ordinary camera application does it elsewhere.

const EVERY = 250; // milliseconds
const SAME = 4_000; // the same code is not read twice while it is held there

export async function canRead() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return false;
  try {
    return (await window.BarcodeDetector.getSupportedFormats()).includes("qr_code");
  } catch {
    return false;
  }
}

// The token of a place in the address of its code; nothing where it is another's.
export function tokenOf(text) {
  try {
    return decodeURIComponent(new URL(text, location.origin).pathname.match(/\/llegada\/([^/]+)\/?$/)?.[1] ?? "");
  } catch {
    return "";
  }
}

export function begin(section, found, failed) {
  const box = section.querySelector(".door-camera");
  const video = section.querySelector("video");
  const start = section.querySelector("[data-start]");
  let stream;
  let timer;
  let last = { text: "", at: 0 };

  function stop() {
    clearTimeout(timer);
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
    video.srcObject = null;
    box.hidden = true;
    start.hidden = false;
  }

  async function look(detector) {
    if (!stream) return;
    try {
      const [code] = await detector.detect(video);
      const now = Date.now();
      if (code && (code.rawValue !== last.text || now - last.at > SAME)) {
        last = { text: code.rawValue, at: now };
        await found(code.rawValue);
      }
    } catch {
      // A picture that is not there yet.
    }
    timer = setTimeout(() => look(detector), EVERY);
  }

  start.addEventListener("click", async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    } catch {
      return failed();
    }
    video.srcObject = stream;
    await video.play();
    box.hidden = false;
    start.hidden = true;
    section.querySelector("[data-stop]").focus();
    look(new window.BarcodeDetector({ formats: ["qr_code"] }));
  });
  section.querySelector("[data-stop]").addEventListener("click", () => {
    stop();
    start.focus();
  });
  addEventListener("pagehide", stop);
  section.hidden = false;
}
