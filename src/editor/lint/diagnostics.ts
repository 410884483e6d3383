import * as vscode from 'vscode';
import type { Finding } from '../../rules/rule';
import { toRange, toSeverity } from '../convert';
import { inside } from '../workspaceFiles';
import { rulePage } from './explainRule';

export const diagnosticSource = 'gopherdock';

/** How the editor shows a finding; `projectRoot` is where related files are. */
export function toDiagnostic(finding: Finding, projectRoot: vscode.Uri | undefined): vscode.Diagnostic {
    const diagnostic = new vscode.Diagnostic(toRange(finding.range), finding.message, toSeverity(finding.severity));
    diagnostic.source = diagnosticSource;
    diagnostic.code = { value: finding.rule, target: rulePage(finding.rule) };
    const tag = tags[finding.rule];
    if (tag !== undefined) diagnostic.tags = [tag];
    diagnostic.relatedInformation = finding.related.flatMap(({ file, line, message }) => {
        const uri = projectRoot && inside(projectRoot, file);
        if (uri === undefined) return [];
        const place = new vscode.Location(uri, new vscode.Position(line, 0));
        return new vscode.DiagnosticRelatedInformation(place, message);
    });
    return diagnostic;
}

/** Rules whose place is better shown faded or struck through. */
const tags: Readonly<Record<string, vscode.DiagnosticTag>> = {
    'maintainer-deprecated': vscode.DiagnosticTag.Deprecated,
    'legacy-key-value-format': vscode.DiagnosticTag.Deprecated,
};
