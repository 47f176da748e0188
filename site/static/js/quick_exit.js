// Quick exit: the page is covered at once, before the network answers, and another page takes its place.
//
// Not a module: it runs before the page is drawn, so that the Back button shows nothing of it. What it does not
// do is erase the history of the browser.

(() => {
  const LEFT = "entramado:left"; // of this tab alone: where she went
  const WITHIN = 1500; // milliseconds for three presses
  const root = document.documentElement;

  const kept = () => {
    try {
      return JSON.parse(sessionStorage.getItem(LEFT));
    } catch {
      return null;
    }
  };

  const keep = (value) => {
    try {
      if (value) sessionStorage.setItem(LEFT, JSON.stringify(value));
      else sessionStorage.removeItem(LEFT);
    } catch {
      // A browser that keeps nothing covers and leaves all the same.
    }
  };

  const go = ({ to, title }) => {
    root.classList.add("is-covered");
    document.title = title;
    keep({ to, title });
    location.replace(to);
  };

  const leave = () => {
    const link = document.querySelector("[data-quick-exit]");
    if (link) go({ to: link.href, title: link.dataset.title });
  };

  // Back to any page of this tab after leaving: covered before it is drawn. An address that is typed opens.
  const left = kept();
  if (left) {
    const [entry] = performance.getEntriesByType("navigation");
    if (entry && entry.type === "back_forward") go(left);
    else keep(null);
  }
  addEventListener("pageshow", (event) => {
    const gone = kept();
    if (event.persisted && gone) go(gone);
  });

  addEventListener(
    "click",
    (event) => {
      if (event.button !== 0 || !event.target.closest?.("[data-quick-exit]")) return;
      event.preventDefault();
      leave();
    },
    true,
  );

  // Three presses of Shift alone: a capital letter, or any other key, begins the count anew.
  let presses = [];
  let alone = false;
  addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Shift") {
        presses = [];
        alone = false;
      } else if (!event.repeat) alone = true;
    },
    true,
  );
  addEventListener(
    "keyup",
    (event) => {
      if (event.key !== "Shift" || !alone) return;
      alone = false;
      presses = [...presses.filter((moment) => event.timeStamp - moment < WITHIN), event.timeStamp];
      if (presses.length === 3) leave();
    },
    true,
  );
})();
