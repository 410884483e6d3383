/** How long a Dockerfile takes to be parsed and judged, warm; printed with the budget and the growth from size to size. */
import { performance } from 'node:perf_hooks';
import { parseDockerfile } from '../../src/dockerfile/parse';
import { defaultConfig } from '../../src/rules/config';
import { rules } from '../../src/rules/index';
import { judge } from '../../src/rules/lint';
import type { Rule } from '../../src/rules/rule';
import { shapes } from './shapes';

type Profile = 'recommended' | 'all';

function lintOnce(text: string, judges: readonly Rule[], profile: Profile): number {
    const dockerfile = parseDockerfile(text);
    return judge({ dockerfile, project: undefined, context: undefined, settings: defaultConfig.settings }, judges, {
        profile,
        config: defaultConfig,
    }).length;
}

/** Processor time, so that a busy machine gives the same numbers; what other threads (the garbage collector) do counts too. */
function milliseconds(text: string, judges: readonly Rule[], profile: Profile): number {
    const times: number[] = [];
    const deadline = performance.now() + 1000;
    while (times.length < 5 || (performance.now() < deadline && times.length < 100)) {
        const before = process.cpuUsage();
        lintOnce(text, judges, profile);
        const { user, system } = process.cpuUsage(before);
        times.push((user + system) / 1000);
    }
    return Math.min(...times);
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

const budgets = new Map([
    [200, 5],
    [10_000, 150],
]);

for (const profile of ['recommended', 'all'] as const)
    for (const [name, shape] of Object.entries(shapes)) {
        print(`${name}, profile ${profile}`);
        let previous: { lines: number; time: number } | undefined;
        for (const lines of [50, 200, 1000, 10_000]) {
            const text = shape(lines);
            const time = milliseconds(text, rules, profile);
            const budget = budgets.get(lines);
            const growth = previous && time / previous.time / (lines / previous.lines);
            print(
                `  ${String(lines).padStart(6)} lines ${time.toFixed(2).padStart(8)} ms, ${lintOnce(text, rules, profile)} findings` +
                    (budget === undefined ? '' : `, ${(time / budget).toFixed(2)} of the budget`) +
                    (growth === undefined ? '' : `, ${growth.toFixed(2)} times linear`),
            );
            previous = { lines, time };
        }
    }

if (process.argv.includes('--rules')) {
    const text = shapes['stages of twenty lines']?.(10_000) ?? '';
    const parse = milliseconds(text, [], 'all');
    print(`parse ${parse.toFixed(1)} ms; each rule beyond that, alone:`);
    for (const rule of rules)
        print(`  ${(milliseconds(text, [rule], 'all') - parse).toFixed(1).padStart(7)} ms ${rule.id}`);
}
