/**
 * Who may import whom. The lint reads this table; nothing else restates it but CONTRIBUTING.
 * A folder that is missing here may not be imported by anybody.
 */
const judged = ['project', 'dockerfile', 'compose', 'kubernetes'];
const ruleImports = [...judged, 'scaffold', 'files', 'facts'];
const pure = {
    files: [],
    facts: [],
    logs: [],
    project: ['files', 'facts'],
    dockerfile: ['files', 'facts'],
    compose: ['files', 'facts'],
    kubernetes: ['files', 'facts'],
    scaffold: [...judged, 'files', 'facts'],
    rules: ruleImports,
    diagnosis: [...ruleImports, 'rules', 'logs'],
    contributions: ['rules', 'diagnosis'],
};
const node = {
    programs: [],
    engine: ['programs'],
    cli: [...Object.keys(pure), 'programs', 'engine'],
};

export const rings = { pure, node, editor: { editor: [...Object.keys(pure), ...Object.keys(node)] } };
