import { readProject } from '../../../src/project/reader';
import type { Project } from '../../../src/project/project';
import { memoryFiles } from '../memoryFiles';

/** A small project with two programs. */
export function readShop(): Promise<Project> {
    const server = (port: number): string =>
        `package main\n\nimport "net/http"\n\nfunc main() {\n\t_ = http.ListenAndServe(":${String(port)}", nil)\n}\n`;
    return readProject(
        memoryFiles({
            'go.mod': 'module example.com/shop\n\ngo 1.26\n\nrequire github.com/go-chi/chi/v5 v5.2.0\n',
            'go.sum': '',
            'cmd/api/main.go': server(8080),
            'cmd/worker/main.go': server(9090),
        }),
    );
}
