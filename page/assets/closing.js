// On a narrow screen the sidebar lies over the page, and goes away once a plan or a day is chosen in it.
const CHOICE = "[class*='st-key-plan-'] label, [class*='st-key-day-'] button, .st-key-own-leave button";

export default function () {
  const listener = (event) => {
    if (!window.matchMedia("(max-width: 768px)").matches || !(event.target instanceof Element)) return;
    if (!event.target.closest("[data-testid='stSidebar']") || !event.target.closest(CHOICE)) return;
    setTimeout(() => document.querySelector("[data-testid='stSidebarCollapseButton'] button")?.click());
  };
  // Radio buttons keep their clicks to themselves, so they are heard on their way in.
  document.addEventListener("click", listener, true);
  return () => document.removeEventListener("click", listener, true);
}
