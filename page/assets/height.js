// Tells the page around how high this one is, as the map in one file does (layers/assets/embedded.js). Nothing
// but the height leaves this page.
const NAME = "plan-atlas";

// Streamlit calls this again with every run; what watches is made once, and leaves with the page.
export default function ({ parentElement }) {
  const content = document.querySelector(".block-container");
  if (window.parent === window || !content) return undefined;
  if (!parentElement.watch) {
    let told = 0;
    parentElement.watch = new ResizeObserver(() => {
      const height = Math.ceil(content.getBoundingClientRect().height);
      if (height === told || height === 0) return;
      told = height;
      window.parent.postMessage({ "datawrapper-height": { [NAME]: height } }, "*");
    });
    parentElement.watch.observe(content);
  }
  return () => {
    setTimeout(() => { if (!parentElement.isConnected) parentElement.watch.disconnect(); });
  };
}
