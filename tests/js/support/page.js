// As much of a document as our modules need to build one.

class FakeNode {
  childNodes = [];
  attributes = [];
  constructor(name, namespace = "http://www.w3.org/1999/xhtml") {
    this.localName = name;
    this.nodeName = name.toUpperCase();
    this.nodeType = 1;
    this.namespaceURI = namespace;
  }

  setAttribute(name, value) {
    this.attributes = this.attributes.filter((attribute) => attribute.name !== name);
    this.attributes.push({ name, value: String(value) });
  }

  getAttribute(name) {
    return this.attributes.find((attribute) => attribute.name === name)?.value ?? null;
  }

  append(...nodes) {
    for (const node of nodes) this.childNodes.push(typeof node === "string" ? textNode(node) : node);
  }

  get textContent() {
    return this.childNodes.map((node) => node.textContent ?? node.data).join("");
  }
}

const textNode = (data) => ({ nodeType: 3, data, textContent: data });

export const element = (name, attributes = {}, ...children) => {
  const made = new FakeNode(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

export const fakeDocument = {
  createElement: (name) => new FakeNode(name),
  createElementNS: (namespace, name) => new FakeNode(name, namespace),
  createTextNode: textNode,
};

/** An element as compact text, for comparing. */
export function written(node) {
  if (node.nodeType === 3) return node.data;
  const attributes = node.attributes.map(({ name, value }) => ` ${name}="${value}"`).join("");
  return `<${node.localName}${attributes}>${node.childNodes.map(written).join("")}</${node.localName}>`;
}
