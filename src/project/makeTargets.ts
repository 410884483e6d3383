/** Deep enough for targets that call each other through the whole file. */
const mostTargets = 100;
const longestFile = 200_000;

/**
 * The recipes of these targets and of all that they stand on, behind the variables of the makefile; of the first target
 * where none is named. `''` where the file has none of them.
 */
export function readRecipes(makefile: string, targets: readonly string[]): string {
    const rules = new Map<string, { needs: string[]; recipe: string[] }>();
    const variables: string[] = [];
    let current: { needs: string[]; recipe: string[] }[] = [];
    for (const line of makefile.slice(0, longestFile).split(/\r?\n/)) {
        if (line.startsWith('\t')) {
            for (const rule of current) rule.recipe.push(line);
            continue;
        }
        if (/^\s*(?:export\s+|override\s+)?\w+\s*[:+?]{0,3}=/.test(line)) variables.push(line);
        const [, names, needs = ''] = /^([^\s#:=][^#:=]*):(?![:=])([^#=]*)/.exec(line) ?? [];
        if (names === undefined) {
            if (/^[^\s#]/.test(line)) current = [];
            continue;
        }
        current = names
            .trim()
            .split(/\s+/)
            .map((name) => {
                const rule = rules.get(name) ?? { needs: [], recipe: [] };
                rules.set(name, rule);
                rule.needs.push(...needs.split(/[\s;|]+/));
                return rule;
            });
    }
    const first = [...rules.keys()].find((name) => !name.startsWith('.') && !name.includes('%'));
    const wanted = new Set(targets.length > 0 ? targets : first === undefined ? [] : [first]);
    const recipes: string[] = [];
    for (const name of wanted) {
        const rule = rules.get(name);
        if (rule === undefined || wanted.size > mostTargets) continue;
        recipes.push(...rule.recipe);
        for (const need of rule.needs) if (need !== '') wanted.add(need);
        for (const line of rule.recipe)
            for (const [, called = ''] of line.matchAll(/\$[({]MAKE[)}]\s+([\w.-]+)/g)) wanted.add(called);
    }
    return recipes.length === 0 ? '' : [...variables, ...recipes].join('\n');
}

/** What a text runs with `make`: the folder of `-C`, `''` without, and the targets. */
export function findMakeCalls(text: string): { folder: string; targets: string[] }[] {
    return [...text.matchAll(/(?:^|[\s;&|(])make[ \t]+([^\n;&|]*)|(?:^|[\s;&|(])make[ \t]*(?=$|[;&|])/gm)].map(
        ([, rest = '']) => {
            const words = rest
                .slice(0, 2000)
                .split(/\s+/)
                .filter((word) => word !== '');
            const at = words.indexOf('-C');
            const folder = at < 0 ? undefined : words[at + 1];
            return {
                folder: folder ?? '',
                targets: words.filter((word) => /^\w[\w./-]*$/.test(word) && word !== folder),
            };
        },
    );
}
