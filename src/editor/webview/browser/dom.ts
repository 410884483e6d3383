/** A wanted element: its children are other ones, or texts. Markup is never parsed, so no text can become an element. */
export interface Wanted {
    readonly tag: string;
    /** Names a child among its siblings, so that it stays the same element where others come and go. */
    readonly key: string | undefined;
    readonly attributes: Attributes;
    readonly children: readonly (Wanted | string)[];
}

type Value = string | number | boolean | undefined;
type Listener = (event: Event) => void;

/** `onclick` and the like are listeners; `true` is an attribute without a value, `false` and `undefined` are none. */
export type Attributes = Readonly<Record<string, Value | Listener>>;

export function h(
    tag: string,
    { key, ...attributes }: Attributes & { readonly key?: string },
    ...children: readonly (Wanted | string | undefined | false | readonly (Wanted | string)[])[]
): Wanted {
    const there = children.flat().filter((child) => child !== undefined && child !== false);
    return { tag, key, attributes, children: there };
}

/** Shows what is wanted below `root`; called again, it changes only what differs. */
export function createRenderer(root: Element): (wanted: readonly Wanted[]) => void {
    let shown: readonly Shown[] = [];
    return (wanted) => {
        shown = changeChildren(root, shown, wanted);
    };
}

interface Shown {
    readonly wanted: Wanted | string;
    readonly node: Node;
    readonly children: readonly Shown[];
}

function create(wanted: Wanted | string): Shown {
    if (typeof wanted === 'string') return { wanted, node: document.createTextNode(wanted), children: [] };
    const element = document.createElement(wanted.tag);
    const children = changeChildren(element, [], wanted.children);
    // behind the children: the value of a `select` is one of them
    changeAttributes(element, {}, wanted.attributes);
    return { wanted, node: element, children };
}

function change(shown: Shown, wanted: Wanted | string): Shown {
    const { wanted: before, node } = shown;
    if (typeof wanted === 'string' || typeof before === 'string') {
        if (node.nodeValue !== wanted && typeof wanted === 'string') node.nodeValue = wanted;
        return { ...shown, wanted };
    }
    const element = node as Element;
    const children = changeChildren(element, shown.children, wanted.children);
    changeAttributes(element, before.attributes, wanted.attributes);
    return { wanted, node, children };
}

function changeChildren(
    parent: Element,
    before: readonly Shown[],
    wanted: readonly (Wanted | string)[],
): readonly Shown[] {
    const free = new Map<string, Shown[]>();
    for (const shown of before) {
        const kind = kindOf(shown.wanted);
        const others = free.get(kind);
        if (others === undefined) free.set(kind, [shown]);
        else others.push(shown);
    }
    const after = wanted.map((child) => {
        const same = free.get(kindOf(child))?.shift();
        return same === undefined ? create(child) : change(same, child);
    });
    for (const { node } of [...free.values()].flat()) parent.removeChild(node);
    // an element that is moved loses the focus, so what stands right stays
    let next: Node | null = null;
    for (const { node } of [...after].reverse()) {
        if (node.parentNode !== parent || node.nextSibling !== next) parent.insertBefore(node, next);
        next = node;
    }
    return after;
}

function kindOf(wanted: Wanted | string): string {
    return typeof wanted === 'string' ? '' : `${wanted.tag} ${wanted.key ?? ''}`;
}

/** What a person changes too: the attribute of this name is only its beginning. */
const live = new Set(['value', 'checked', 'open']);
const listeners = new WeakMap<EventTarget, Record<string, Listener>>();

function changeAttributes(element: Element, before: Attributes, after: Attributes): void {
    for (const [name, value] of Object.entries(before)) {
        if (name in after) continue;
        if (typeof value === 'function') listen(element, name.slice('on'.length), () => undefined);
        else setAttribute(element, name, undefined);
    }
    for (const [name, value] of Object.entries(after)) {
        if (typeof value === 'function') listen(element, name.slice('on'.length), value);
        else if (live.has(name)) setLive(element as unknown as Record<string, unknown>, name, value);
        else if (before[name] !== value) setAttribute(element, name, value);
    }
}

/** Only where it differs: setting the same value would move the caret. */
function setLive(element: Record<string, unknown>, name: string, value: Value): void {
    if (element[name] !== value) element[name] = value;
}

function setAttribute(element: Element, name: string, value: Value | Listener): void {
    if (value === undefined || value === false) element.removeAttribute(name);
    else if (typeof value !== 'function') element.setAttribute(name, value === true ? '' : String(value));
}

/** One listener of an element for each event; it calls the newest. */
function listen(element: Element, name: string, listener: Listener): void {
    let own = listeners.get(element);
    if (own === undefined) listeners.set(element, (own = {}));
    const isNew = !(name in own);
    own[name] = listener;
    if (isNew) element.addEventListener(name, (event) => listeners.get(element)?.[name]?.(event));
}
