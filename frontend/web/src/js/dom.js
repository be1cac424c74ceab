// The only place where the page makes elements. Text always becomes a text node, so what people
// write can never become markup; and nothing sets a style attribute, which the CSP forbids.

/**
 * Makes an element. A property that starts with `on` is an event listener, `true` is an empty attribute,
 * `false`, `null` and `undefined` leave the attribute out, everything else is an attribute's text.
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A copy of the `<template>` with this id; its single root element. */
export function fromTemplate(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** The elements marked `data-part="name"` below a root, by name. */
export function parts(root) {
  const found = {};
  for (const node of root.querySelectorAll('[data-part]')) {
    found[node.dataset.part] = node;
  }
  return found;
}

/** Changes a text only where it differs, so that screen readers and selections are left alone. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
