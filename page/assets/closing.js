// On a narrow screen the sidebar lies over the page, and goes away once a plan or a day is chosen in it.
const CHOICE = "[class*='st-key-plan-'] input, [class*='st-key-day-'] button, .st-key-own-leave button";

export default function ({ parentElement }) {
  if (parentElement.listening) document.removeEventListener("click", parentElement.listening);
  parentElement.listening = (event) => {
    if (!window.matchMedia("(max-width: 768px)").matches || !(event.target instanceof Element)) return;
    if (!event.target.closest("[data-testid='stSidebar']") || !event.target.closest(CHOICE)) return;
    document.querySelector("[data-testid='stSidebarCollapseButton'] button")?.click();
  };
  document.addEventListener("click", parentElement.listening);
  return () => document.removeEventListener("click", parentElement.listening);
}
