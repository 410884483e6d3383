import type { Main } from '../mains';
import { folderOf, isInside, joinPath } from '../paths';
import type { Port } from '../project';
import { isConfiguration, type Sources } from '../sources';
import { toPorts } from './address';
import type { Program } from './program';

/** Frameworks whose programs take their address from a file beside them. */
const frameworks =
    /^github\.com\/(?:zeromicro\/go-zero|tal-tech\/go-zero|go-kratos\/kratos|beego\/beego|astaxie\/beego|gogf\/gf|revel\/revel)\b/;
/** `port: 8888`, `ListenOn = "0.0.0.0:8080"`, `"address": ":8000"`, `httpport = 8080`. */
const setting =
    /^\s*["']?(?:\w*[._-])?(?:http|grpc|server|app)?_?(port|addr|address|listen_?(?:on|addr|address)?|bind(?:_?addr)?)["']?\s*[:=]\s*["']?([^\s"',#;]+)/i;
const elsewhere =
    /db|database|redis|mysql|postgres|mongo|smtp|mail|kafka|nats|etcd|consul|proxy|jaeger|remote|client|registry/i;
const mostLines = 400;

/** Whether a framework of the program looks for its address in a file. */
export function isConfiguredByFile(program: Program): boolean {
    return program.imports.some(({ path }) => frameworks.test(path));
}

/** What the configuration files nearest to the program say that it listens on, where its source leaves that to them. */
export function readConfigured(sources: Sources, main: Main): Port[] {
    const { dir } = main.package;
    for (let folder = dir; ; folder = folderOf(folder)) {
        const found = [...sources.texts]
            .filter(([file]) => isConfiguration(file) && isBeside(file, folder))
            .flatMap(([file, bytes]) => readAddresses(file, new TextDecoder().decode(bytes)));
        if (found.length > 0) return found.slice(0, 4);
        if (folder === '' || folder === main.module.module.dir) return [];
    }
}

/** Whether the file stands in the folder or in a folder for configuration there. */
function isBeside(file: string, folder: string): boolean {
    const holder = folderOf(file);
    if (!isInside(holder, folder)) return false;
    return ['.', 'etc', 'conf', 'config', 'configs', 'manifest/config'].some(
        (name) => joinPath(folder, name) === holder,
    );
}

function readAddresses(file: string, text: string): Port[] {
    const ports: Port[] = [];
    /** The names of the blocks that a line stands in, with their indentation. */
    const blocks: { indent: number; name: string }[] = [];
    text.split(/\r?\n/, mostLines).forEach((line, number) => {
        const indent = line.search(/\S/);
        const section = /^\s*(?:\[([\w.-]+)\]|["']?([\w-]+)["']?\s*:\s*\{?)\s*(?:#.*)?$/.exec(line);
        if (indent < 0) return;
        while (blocks.length > 0 && (blocks.at(-1)?.indent ?? 0) >= indent) blocks.pop();
        if (section !== null)
            blocks.push({ indent: section[1] === undefined ? indent : -1, name: section[1] ?? section[2] ?? '' });
        const [, key = '', value = ''] = setting.exec(line.slice(0, 500)) ?? [];
        if (key === '' || elsewhere.test(line) || blocks.some(({ name }) => elsewhere.test(name))) return;
        const written = { text: value, env: null, source: { file, line: number } };
        ports.push(...toPorts(written, 'tcp', /port/i.test(key)));
    });
    return ports;
}
