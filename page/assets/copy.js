// A button that puts a text on the clipboard and says so; it sends nothing anywhere.
export default function ({ data, parentElement }) {
  let button = parentElement.querySelector("button");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    parentElement.append(button, said);
  }
  const said = parentElement.querySelector("span");
  button.textContent = data.label;
  said.textContent = "";
  button.onclick = async () => {
    const done = await copied(data.here ? data.text.replaceAll("{here}", here(data.mode)) : data.text);
    said.textContent = done ? data.done : data.failed;
    setTimeout(() => { said.textContent = ""; }, 4000);
  };
}

// The page's own address as it stands, or in another mode, fit to be put into an attribute.
function here(mode) {
  const address = new URL(window.location.href);
  if (mode === undefined) return address.href;
  if (mode) address.searchParams.set("mode", mode);
  else address.searchParams.delete("mode");
  return address.href.replaceAll("&", "&amp;").replaceAll('"', "%22");
}

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
