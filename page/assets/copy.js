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
    const done = await copied(data.query ? data.text.replaceAll("{here}", () => here(data)) : data.text);
    said.textContent = done ? data.done : data.failed;
    setTimeout(() => { said.textContent = ""; }, 4000);
  };
}

// Where the page is, with a query and the view of the map; fit to be put into an attribute, if quoted.
function here({ query, quoted }) {
  const address = new URL(query, window.location.href.split(/[?#]/)[0]);
  address.hash = window.location.hash;
  return quoted ? address.href.replaceAll("&", "&amp;").replaceAll('"', "%22") : address.href;
}
