import { foldSpan } from '../dockerfile/parser/fold';
import { oncePer } from '../dockerfile/once';
import { rangeOf } from '../dockerfile/positions';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { textOf } from './edits';
import { isTrigger } from './onbuild';
import type { Alias, Fault } from './rule';

/**
 * What checkov's checks of single instructions report. They search the text of an instruction and know neither shell nor
 * JSON, so that where they report is a question of spelling.
 */
export const reportedByCheckov = oncePer((dockerfile, instruction: Instruction): ReadonlySet<Alias> => {
    const mayBe = hints.test(textOf(dockerfile, instruction));
    const found = mayBe ? judge(checkovText(dockerfile, instruction), instruction.keyword) : [];
    return found.length === 0 ? nothing : new Set(found);
});

const nothing: ReadonlySet<Alias> = new Set();

/** Without any of these nothing is reported; a line break may part them. */
const hints =
    /curl|wget|pip|apk|apt-get|yum|dnf|rpm|sudo|chpasswd|strict[-_]ssl|VERIFY|REJECT_UNAUTHORIZED|TRUSTED_HOST|[\r\n]/i;

function judge(text: string, keyword: string): Alias[] {
    return checks.filter(([, reports]) => reports(text, keyword)).map(([alias]) => alias);
}

/** The instruction behind its keyword as checkov reads it: continuations joined, up to the first empty line. */
export function checkovText(dockerfile: Dockerfile, instruction: Instruction): string {
    const { keyword, keywordSpan, body, heredocs, emptyContinuations } = instruction;
    const [only] = heredocs;
    if (keyword === 'RUN' && only !== undefined && only.marker.start === body.start && only.marker.end === body.end) {
        const lines = dockerfile.text.slice(only.body.start, only.body.end).split(/\r\n|\r|\n/);
        return lines.filter((line) => line.trim() !== '').join(' && ');
    }
    const end = Math.max(keywordSpan.end, Math.min(body.end, emptyContinuations[0]?.start ?? body.end));
    return foldSpan(dockerfile.text, { start: keywordSpan.end, end }, dockerfile.escape).text.trim();
}

type Reports = (text: string, keyword: string) => boolean;

/** A tool, and further on in the same command one of its options; the tool's name may be part of a longer word. */
function option(tool: RegExp, written: RegExp): Reports {
    return (text, keyword) =>
        keyword === 'RUN' &&
        tool.test(text) &&
        text.split(/[|&;]/).some((part) => {
            const at = part.search(tool);
            return at !== -1 && written.test(part.slice(at));
        });
}

/** A variable with a value that begins so, in ENV, ARG, or before a blank in RUN. */
function variable(names: string, value: string): Reports {
    const declared = new RegExp(`(?:^|\\s)(?:${names})(?:=|\\s+)(?:${value}|'${value}'|"${value}")`);
    const given = new RegExp(`(?:^|[\\s;&|])(?:${names})=(?:${value}|'${value}'|"${value}") `);
    const mentioned = new RegExp(names);
    return (text, keyword) =>
        mayHoldVariable(keyword) && mentioned.test(text) && (keyword === 'RUN' ? given : declared).test(text);
}

function anyVariable(name: string): Reports {
    const declared = new RegExp(`(?:^|\\s)${name}(?:=|\\s+)\\S`);
    const given = new RegExp(`(?:^|[\\s;&|])${name}=[^]`);
    return (text, keyword) =>
        mayHoldVariable(keyword) && text.includes(name) && (keyword === 'RUN' ? given : declared).test(text);
}

function mayHoldVariable(keyword: string): boolean {
    return keyword === 'ENV' || keyword === 'ARG' || keyword === 'RUN';
}

function run(written: RegExp): Reports {
    return (text, keyword) => keyword === 'RUN' && written.test(text);
}

const strictSsl = `(?:strict-ssl|'strict-ssl'|"strict-ssl")(?:\\s+|\\s*=\\s*)(?:false|'false'|"false")`;
const sslVerify = `(?:(?:[\\w-]+|\\\\?\\*)\\.)?sslverify["']?=["']?(?:0|false|no)`;

const checks: readonly (readonly [Alias, Reports])[] = [
    ['checkov:CKV2_DOCKER_1', run(/^sudo | sudo /)],
    ['checkov:CKV2_DOCKER_2', option(/curl/, /\s(?:--insecure|-[^-\sk]*k)/)],
    ['checkov:CKV2_DOCKER_3', option(/wget/, /\s--no-check-certificate/)],
    ['checkov:CKV2_DOCKER_4', option(/pip/, /\s--trusted-host/)],
    ['checkov:CKV2_DOCKER_5', variable('PYTHONHTTPSVERIFY', '0')],
    ['checkov:CKV2_DOCKER_6', variable('NODE_TLS_REJECT_UNAUTHORIZED', '0')],
    ['checkov:CKV2_DOCKER_7', option(/apk/, /\s--allow-untrusted/)],
    ['checkov:CKV2_DOCKER_8', option(/apt-get/, /\s--allow-unauthenticated/)],
    ['checkov:CKV2_DOCKER_9', option(/yum|dnf/, /\s--nogpgcheck/)],
    ['checkov:CKV2_DOCKER_10', option(/rpm/, /\s--(?:nodigest|nosignature|noverify|nofiledigest)/)],
    ['checkov:CKV2_DOCKER_11', option(/apt-get/, /\s--force-yes/)],
    ['checkov:CKV2_DOCKER_12', variable('NPM_CONFIG_STRICT_SSL|npm_config_strict_ssl', 'false')],
    ['checkov:CKV2_DOCKER_13', run(new RegExp(`(?:npm|yarn)\\s+(?:c(?:onfig)?\\s+)?set\\s+${strictSsl}`))],
    ['checkov:CKV2_DOCKER_14', anyVariable('GIT_SSL_NO_VERIFY')],
    [
        'checkov:CKV2_DOCKER_15',
        option(/(?:yum|dnf)[\s-]+config-manager/i, new RegExp(`\\s--setopt=["']?${sslVerify}`, 'i')),
    ],
    ['checkov:CKV2_DOCKER_16', anyVariable('PIP_TRUSTED_HOST')],
    ['checkov:CKV2_DOCKER_17', run(/^chpasswd | chpasswd | chpasswd$/)],
];

/** A fault, and the check that looks for the same where it reports the instruction. */
export interface CheckedFault extends Fault {
    readonly check?: Alias;
}

/**
 * The faults of an instruction with their aliases, and one more in profile `off` for the checks among `covers` that report
 * the instruction though nothing of theirs was found in it.
 */
export function* withCheckov(
    dockerfile: Dockerfile,
    instruction: Instruction,
    faults: readonly CheckedFault[],
    { covers, message }: { readonly covers: readonly Alias[]; readonly message: string },
): Iterable<Fault> {
    const reported = isTrigger(dockerfile, instruction) ? nothing : reportedByCheckov(dockerfile, instruction);
    if (faults.length === 0 && reported.size === 0) return;
    const left = new Set(covers.filter((alias) => reported.has(alias)));
    for (const { check, ...fault } of faults) {
        const isReported = check !== undefined && reported.has(check);
        if (isReported) left.delete(check);
        yield { ...fault, aliases: [...(fault.aliases ?? []), ...(isReported ? [check] : [])] };
    }
    const span = { start: instruction.start, end: Math.max(instruction.body.end, instruction.keywordSpan.end) };
    if (left.size > 0) yield { message, range: rangeOf(dockerfile, span), aliases: [...left], profile: 'off' };
}
