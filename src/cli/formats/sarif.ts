import { version } from '../../../package.json';
import { rules } from '../../rules/index';
import type { FileEdit, Finding, Severity } from '../../rules/rule';
import { allFindings, oneBased, type Format } from './format';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

/** SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. */
export const sarif: Format = (report) => {
    const findings = allFindings(report);
    const named = rules.filter(({ id }) => findings.some(({ rule }) => rule === id));
    const indexes = new Map(named.map(({ id }, index) => [id, index]));
    const run = {
        tool: { driver: { name: 'gopherdock', semanticVersion: version, rules: named.map(describeRule) } },
        columnKind: 'utf16CodeUnits',
        artifacts: report.files.map(({ file }) => ({ location: locate(file) })),
        results: findings.map((finding) => ({
            ruleId: finding.rule,
            ...(indexes.has(finding.rule) && { ruleIndex: indexes.get(finding.rule) }),
            level: levels[finding.severity],
            message: { text: finding.message },
            locations: [{ physicalLocation: { artifactLocation: locate(finding.file), region: region(finding) } }],
            ...(finding.related.length > 0 && { relatedLocations: finding.related.map(relate) }),
            ...describeFixes(finding),
            properties: { aliases: finding.aliases, profile: finding.profile },
        })),
    };
    const $schema = 'https://json.schemastore.org/sarif-2.1.0.json';
    return `${JSON.stringify({ $schema, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
};

function describeRule({ id, summary, why, severity, profile, covers = [] }: (typeof rules)[number]) {
    return {
        id,
        shortDescription: { text: summary },
        fullDescription: { text: why },
        help: { text: why },
        defaultConfiguration: { level: levels[severity], enabled: profile === 'recommended' },
        properties: { tags: ['docker', 'go'], covers },
    };
}

function region(place: Pick<Finding, 'range'>) {
    const { line, column, endLine, endColumn } = oneBased(place);
    return { startLine: line, startColumn: column, endLine, endColumn };
}

function relate({ file, line, message }: Finding['related'][number]) {
    const place = { artifactLocation: locate(file), region: { startLine: line + 1 } };
    return { physicalLocation: place, message: { text: message } };
}

/** Those that change only the judged file: where another one is, is known relative to the build context alone. */
function describeFixes({ file, fixes }: ReturnType<typeof allFindings>[number]) {
    const own = fixes.filter(({ edits }) => edits.length > 0 && edits.every((edit) => edit.file === undefined));
    const described = own.map(({ title, edits }) => ({
        description: { text: title },
        artifactChanges: [{ artifactLocation: locate(file), replacements: edits.map(replace) }],
    }));
    return described.length === 0 ? {} : { fixes: described };
}

function replace({ range, newText }: FileEdit) {
    return { deletedRegion: region({ range }), insertedContent: { text: newText } };
}

/** A relative path stays relative: whoever reads it knows where the command ran. */
function locate(file: string) {
    const path = file.replaceAll('\\', '/');
    const encoded = path.split('/').map(encodeURIComponent).join('/');
    if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${path.slice(0, 2)}${encoded.slice(encoded.indexOf('/'))}` };
    return { uri: path.startsWith('/') ? `file://${encoded}` : encoded.replace(/^\.\//, '') };
}
