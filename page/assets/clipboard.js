// Putting text on the clipboard; nothing is sent anywhere.

// Pages without https have no clipboard of their own; the old way still works there.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = document.createElement("textarea");
    box.value = text;
    box.style.cssText = "position:fixed;opacity:0";
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  }
}

const QUOTED = "button.copy";

// Buttons beside a sentence to quote: each copies it, says so beside itself, and has it said aloud by `tell`.
function watchCopies(tell) {
  const press = async (event) => {
    const button = event.target instanceof Element && event.target.closest(QUOTED);
    if (!button) return;
    const done = await copied(button.parentElement.querySelector(".cite").textContent.trim());
    const said = button.parentElement.querySelector(".copied");
    said.textContent = tell(done);
    setTimeout(() => { said.textContent = ""; }, 4000);
  };
  document.addEventListener("click", press);
  return () => document.removeEventListener("click", press);
}
