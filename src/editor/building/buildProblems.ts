import * as vscode from 'vscode';
import type { GoFault } from '../../diagnosis/build/goFaults';
import type { BuildFailure, BuildPlace, FoundFault } from './findFaults';

/** The faults of builds among Problems: at the Go file of the workspace, and at the instruction that failed. Those of a command go when it is built again. */
export interface BuildProblems {
    clear(id: string): void;
    /** Shows them and answers those in Go, in the order of the log. */
    show(id: string, failure: BuildFailure, place: BuildPlace): Promise<readonly FoundFault[]>;
    dispose(): void;
}

export function createBuildProblems(): BuildProblems {
    const collection = vscode.languages.createDiagnosticCollection('gopherdock-build');
    /** By the id of the command, then by file. */
    const shown = new Map<string, ReadonlyMap<string, readonly vscode.Diagnostic[]>>();
    const draw = (files: Iterable<string>): void => {
        for (const file of files) {
            const all = [...shown.values()].flatMap((of) => of.get(file) ?? []);
            collection.set(vscode.Uri.parse(file), all);
        }
    };
    const replace = (id: string, next: ReadonlyMap<string, readonly vscode.Diagnostic[]>): void => {
        const before = shown.get(id) ?? new Map<string, readonly vscode.Diagnostic[]>();
        if (next.size === 0) shown.delete(id);
        else shown.set(id, next);
        draw(new Set([...before.keys(), ...next.keys()]));
    };
    return {
        clear(id) {
            replace(id, new Map());
        },
        async show(id, failure, place) {
            // reads Dockerfiles, which is loaded with the first build that fails
            const { findFaults } = await import('./findFaults');
            const { faults, instruction } = await findFaults(failure, place);
            const diagnostics = new Map<string, vscode.Diagnostic[]>();
            const add = (uri: vscode.Uri, diagnostic: vscode.Diagnostic): void => {
                const key = uri.toString();
                diagnostics.set(key, [...(diagnostics.get(key) ?? []), diagnostic]);
            };
            for (const { fault, uri, range } of faults) if (uri !== undefined) add(uri, faultDiagnostic(fault, range));
            if (instruction !== undefined) add(place.dockerfile, stepDiagnostic(failure, instruction, faults));
            replace(id, diagnostics);
            return faults;
        },
        dispose() {
            collection.dispose();
        },
    };
}

function faultDiagnostic({ message, from }: GoFault, range: vscode.Range): vscode.Diagnostic {
    const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
    diagnostic.source = { compiler: 'go build', vet: 'go vet', test: 'go test' }[from];
    return diagnostic;
}

function stepDiagnostic(
    { message }: BuildFailure,
    range: vscode.Range,
    faults: readonly FoundFault[],
): vscode.Diagnostic {
    const diagnostic = new vscode.Diagnostic(
        range,
        vscode.l10n.t('The build failed here: {0}', message),
        vscode.DiagnosticSeverity.Error,
    );
    diagnostic.source = 'docker build';
    diagnostic.relatedInformation = faults.flatMap(({ fault, uri, range: at }) =>
        uri === undefined ? [] : [new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, at), fault.message)],
    );
    return diagnostic;
}
