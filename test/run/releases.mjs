/** What the dated file of releases becomes with the answers of the source; throws where an answer is none. */
export function refresh(before, answers, today) {
    const go = answers.go.map((cycle) => ({
        version: nameOf(cycle),
        released: dayOf(cycle, 'releaseDate'),
        ended: endOf(cycle, 'eol', today),
    }));
    if (go.length < 3 || go.every(({ ended }) => ended !== null)) throw new Error('no release of Go is supported');
    const ended = {
        ...before.ended,
        alpine: endedOf(before.ended.alpine, answers['alpine-linux'], 'eol', nameOf, today),
        debian: endedOf(before.ended.debian, answers.debian, 'extendedSupport', codenameOf, today),
        ubuntu: endedOf(before.ended.ubuntu, answers.ubuntu, 'eol', nameOf, today),
    };
    const known = go.filter(
        ({ version }) => before.go.some((each) => each.version === version) || isNewer(version, before),
    );
    const releases = { ...before, asOf: today, go: known, ended };
    releases.next = { ...before.next, alpine: nameOf(answers['alpine-linux'][0]) };
    return { releases, changes: changesBetween(flatten(before), flatten(releases)) };
}

/** Older ones than the file has are all out of support, and nobody asks since when. */
function isNewer(version, { go }) {
    const minor = (text) => Number(text.split('.')[1]);
    return minor(version) > Math.max(...go.map((each) => minor(each.version)));
}

function endedOf(before, cycles, field, name, today) {
    const found = cycles.map((cycle) => [name(cycle), endOf(cycle, field, today)]).filter(([, day]) => day !== null);
    return {
        ...Object.fromEntries(found.filter(([release]) => /^[\w.]{1,20}$/.test(release))),
        ...keptOf(before, found),
    };
}

function keptOf(before, found) {
    const names = new Set(found.map(([name]) => name));
    return Object.fromEntries(Object.entries(before).filter(([name]) => !names.has(name)));
}

/** The day, where it has passed: an end may be a day, or only yes or no. */
function endOf(cycle, field, today) {
    const value = cycle[field] ?? cycle.eol;
    if (typeof value === 'boolean') return value ? today : null;
    if (!/^\d{4}-\d\d-\d\d$/.test(value)) throw new Error(`\`${String(value)}\` is no day`);
    return value <= today ? value : null;
}

function dayOf(cycle, field) {
    if (!/^\d{4}-\d\d-\d\d$/.test(cycle[field])) throw new Error(`\`${String(cycle[field])}\` is no day`);
    return cycle[field];
}

function nameOf({ cycle }) {
    if (!/^\d[\d.]{0,9}$/.test(cycle)) throw new Error(`\`${String(cycle)}\` is no release`);
    return cycle;
}

function codenameOf({ codename }) {
    return String(codename).toLowerCase();
}

function flatten({ go, ended, next }) {
    return new Map([
        ...go.map(({ version, released, ended: day }) => [`go ${version}`, `${released} to ${day ?? 'today'}`]),
        ...Object.entries(ended).flatMap(([name, days]) =>
            Object.entries(days).map(([key, day]) => [`${name} ${key}`, day]),
        ),
        ...Object.entries(next).map(([name, release]) => [`${name} next`, release]),
    ]);
}

function changesBetween(before, after) {
    const names = [...new Set([...before.keys(), ...after.keys()])];
    return names
        .filter((name) => before.get(name) !== after.get(name))
        .map((name) => `${name}: ${before.get(name) ?? 'none'} -> ${after.get(name) ?? 'none'}`);
}
