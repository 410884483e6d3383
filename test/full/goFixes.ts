/** The fixes of the Go rules, applied and built: each example of a rule with a small project around it. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { Engine } from '../../src/engine/engine';
import { defaultConfig } from '../../src/rules/config';
import { applyEdits } from '../../src/rules/fix';
import { rules } from '../../src/rules/index';
import { folderOf } from '../engine/engineContainer';
import { buildImage } from '../engine/stackEngine';
import { applyElsewhere, judgeIn } from '../pure/rules/judging';

type Tree = Readonly<Record<string, string>>;

/** What one fix of an example leaves. */
export interface Rewrite {
    readonly rule: string;
    /** The title of the fix. */
    readonly title: string;
    readonly tree: Tree;
}

const program = 'package main\n\nfunc main() {\n\tprintln("ok")\n}\n';

/** What the Dockerfiles of the examples name, where an example does not bring it itself. */
const surroundings: Tree = {
    'go.mod': 'module example.com/app\n\ngo 1.26\n',
    'main.go': program,
    'cmd/api/main.go': program,
    'cmd/worker/main.go': program,
    // empty, so that Go may write there
    app: '',
    dlv: '',
};

/** Of the modules that the examples require; theirs are shortened. */
const checksums = `\
github.com/mattn/go-sqlite3 v1.14.33 h1:A5blZ5ulQo2AtayQ9/limgHEkFreKj1Dv226a1K73s0=
github.com/mattn/go-sqlite3 v1.14.33/go.mod h1:Uh1q+B4BYcTPb+yiD3kU8Ct7aC0hY9fxUwlHK0RXw+Y=
golang.org/x/text v0.31.0 h1:aC8ghyu4JhP8VojJ2lEHBnochRno1sgL6nEi9WGFGMM=
golang.org/x/text v0.31.0/go.mod h1:tKRAlv61yKIjGGHX/4tP1LTbc13YSec1pxVEWXzfoeM=
`;

/** Every fix of every example of the Go rules, by itself. */
export async function readRewrites(): Promise<Rewrite[]> {
    const family = new Set(readdirSync('src/rules/go').map((file) => file.replace('.ts', '')));
    const rewrites: Rewrite[] = [];
    for (const { id, examples } of rules.filter((rule) => family.has(rule.id)))
        for (const { bad, files = {}, settings } of examples) {
            const config = { ...defaultConfig, settings: { ...defaultConfig.settings, ...settings } };
            const findings = (await judgeIn(files, { config }))(bad).filter(({ rule }) => rule === id);
            for (const { title, edits } of findings.flatMap(({ fixes }) => fixes)) {
                const tree = { ...surroundings, ...applyElsewhere(files, edits), 'go.sum': checksums };
                rewrites.push({ rule: id, title, tree: { ...tree, Dockerfile: applyEdits(bad, edits) } });
            }
        }
    return rewrites;
}

/** Why it cannot be built where images stand in for the real ones; `undefined` where it can. */
export function obstacle({ tree }: Rewrite): string | undefined {
    const { Dockerfile = '', 'go.mod': module = '' } = tree;
    if (/\bapk add\b/.test(Dockerfile)) return 'the image that stands in for alpine has no packages';
    return module.includes('.internal/') ? 'its private host is nowhere' : undefined;
}

/** Builds what a fix left, by the Go release that the engine has an image of. */
export async function buildRewrite(context: TestContext, engine: Engine, { tree }: Rewrite): Promise<void> {
    const tags = (await engine.images()).flatMap((image) => image.tags);
    const [release] = tags.flatMap((tag) => /^golang:(1\.\d+)$/.exec(tag)?.[1] ?? []);
    const files = Object.entries(tree).map(([name, text]) => [name, withImages(text, release)] as const);
    const folder = await folderOf(context, Object.fromEntries(files));
    const dockerfile = path.join(folder, 'Dockerfile');
    await buildImage(context, engine, { context: folder, dockerfile, target: undefined, args: {} });
}

/** Names only images that are there: no made-up digests and registries, and that release of Go where one is given. */
function withImages(text: string, release: string | undefined): string {
    const real = text
        .replaceAll(/@sha256:0{64}/g, '')
        .replaceAll(/^FROM registry\.example\.com\S*/gm, 'FROM alpine:3.24');
    if (release === undefined) return real;
    return real
        .replaceAll(/^(FROM .*\bgolang:)1\.\d+(?:\.\d+)?/gm, `$1${release}`)
        .replaceAll(/^go 1\.\d+(?:\.\d+)?$/gm, `go ${release}`);
}
