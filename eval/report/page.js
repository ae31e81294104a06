"use strict";
const cases = [...document.querySelectorAll("details.case")].map((element) => ({
  element,
  tags: JSON.parse(element.dataset.tags),
  states: element.dataset.state.split(" "),
  text: element.textContent.toLowerCase(),
}));
const [tag, state, words, shown] = ["tag", "state", "words", "shown"].map((id) => document.getElementById(id));
function filter() {
  const sought = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const each of cases) {
    const fits =
      (!tag.value || each.tags.includes(tag.value)) &&
      (!state.value || each.states.includes(state.value)) &&
      sought.every((word) => each.text.includes(word));
    each.element.hidden = !fits;
    count += fits;
  }
  shown.value = `${count} of ${cases.length}`;
}
for (const control of [tag, state, words]) control.addEventListener("input", filter);
filter();
