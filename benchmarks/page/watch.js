// Put into the page by browser.py: what each animation frame shows of the map's polygons.
(() => {
  const frames = () => [...document.querySelectorAll("iframe")]
    .filter((f) => f.src.includes("st_folium"))
    .map((f) => f.contentWindow)
    .filter((w) => w && w.document);
  const polygons = (w) => [...w.document.querySelectorAll("path.leaflet-interactive")];
  const paths = () => frames().flatMap(polygons);
  const look = () => {
    const all = paths();
    const fill = (path) => path.getAttribute("fill") + path.getAttribute("fill-opacity");
    return { count: all.length, fills: all.map(fill).join() };
  };
  const map = () => frames().map((w) => w.map).filter(Boolean).pop();

  window.bench = {
    ready: () => Boolean(map()) && paths().length > 0,
    setView: (lat, lon, zoom) => { map().setView([lat, lon], zoom, { animate: false }); },
    view: () => {
      if (!map()) return null;
      const centre = map().getCenter();
      return [centre.lat, centre.lng, map().getZoom()];
    },
    // From the next click on: when the fills first differ, and for how long there are none.
    arm: () => {
      const run = { old: look().fills, click: null, changed: null, fills: null, blank: 0 };
      window.bench.run = run;
      const clicked = (event) => { run.click = event.timeStamp; };
      document.addEventListener("click", clicked, { capture: true, once: true });
      let before = null;
      const step = (now) => {
        if (window.bench.run !== run) return;
        if (run.click !== null) {
          const { count, fills } = look();
          if (count === 0 && before !== null) run.blank += now - before;
          if (count > 0 && run.changed === null && fills !== run.old) {
            run.changed = performance.now() - run.click;
            run.fills = fills;
          }
        }
        before = now;
        requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    },
    changed: () => window.bench.run.changed !== null,
    result: () => {
      const { changed, blank, fills } = window.bench.run;
      window.bench.run = null;
      return { changed, blank, lasting: fills === look().fills };
    },
  };
})();
