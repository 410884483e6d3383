import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readGoBinary, type GoBinary } from '../../../src/project/binary';
import { writeElf, type ElfContent } from './elfWriter';

const lines = [
    'path\texample.com/shop/cmd/api',
    'mod\texample.com/shop\t(devel)\t',
    'dep\tgithub.com/jackc/pgx/v5\tv5.7.0\th1:x=',
    'dep\texample.com/lib\tv0.0.0',
    '=>\t./lib\t(devel)\t',
    'build\t-ldflags="-X \\"main.version=1 2\\""',
    'build\tCGO_ENABLED=0',
    'build\tGOARCH=amd64',
    '',
].join('\n');
const goInfo = { form: 'inline', version: 'go1.26.8', lines } as const;

function read(content: ElfContent): Promise<GoBinary | undefined> {
    return readGoBinary(readerOf(writeElf(content)));
}

function readerOf(bytes: Uint8Array) {
    return (offset: number, length: number): Promise<Uint8Array> =>
        Promise.resolve(bytes.subarray(offset, offset + length));
}

suite('what is read of a compiled program', () => {
    test('a static Go program says everything', async () => {
        assert.deepEqual(await read({ goInfo, sections: ['.symtab'] }), {
            class: 64,
            arch: 'amd64',
            machine: 'x86-64',
            interpreter: undefined,
            dynamic: false,
            libraries: [],
            goVersion: 'go1.26.8',
            cgo: false,
            path: 'example.com/shop/cmd/api',
            module: { path: 'example.com/shop', version: '(devel)' },
            settings: { '-ldflags': '-X "main.version=1 2"', CGO_ENABLED: '0', GOARCH: 'amd64' },
            modules: [
                { path: 'github.com/jackc/pgx/v5', version: 'v5.7.0' },
                { path: 'example.com/lib', version: 'v0.0.0', replacedBy: { path: './lib', version: '(devel)' } },
            ],
            stripped: false,
        });
    });

    for (const [name, content] of Object.entries<ElfContent>({
        'the pointers of Go before 1.18': { goInfo: { ...goInfo, form: 'pointers' } },
        'pointers of 32 bits, most significant byte first': {
            goInfo: { ...goInfo, form: 'pointers' },
            wide: false,
            little: false,
        },
        'a file without a section table': { goInfo, sections: false },
    }))
        test(`build info is found through ${name}`, async () => {
            const binary = await read(content);
            assert.equal(binary?.goVersion, 'go1.26.8');
            assert.equal(binary.module?.path, 'example.com/shop');
            assert.equal(binary.stripped, true);
        });

    test('an interpreter or libraries make it dynamic', async () => {
        const interpreted = await read({ interpreter: '/lib64/ld-linux-x86-64.so.2' });
        assert.equal(interpreted?.interpreter, '/lib64/ld-linux-x86-64.so.2');
        assert.equal(interpreted.dynamic, true);
        const linked = await read({ libraries: ['libc.so.6', 'libm.so.6'], wide: false, machine: 40 });
        assert.deepEqual(linked?.libraries, ['libc.so.6', 'libm.so.6']);
        assert.equal(linked.dynamic, true);
        assert.equal(linked.goVersion, undefined);
    });

    for (const [arch, content] of Object.entries<ElfContent>({
        amd64: {},
        386: { machine: 3, wide: false },
        arm: { machine: 40, wide: false },
        arm64: { machine: 183 },
        s390x: { machine: 22, little: false },
        ppc64le: { machine: 21 },
        riscv64: { machine: 243 },
        loong64: { machine: 258 },
        mips: { machine: 8, wide: false, little: false },
        'machine 999': { machine: 999 },
    }))
        test(`the architecture may be ${arch}`, async () => {
            assert.equal((await read(content))?.arch, arch);
        });

    test('a file that is cut off anywhere is no program', async () => {
        const whole = writeElf({ goInfo, interpreter: '/lib/ld.so', libraries: ['libc.so.6'], sections: ['.symtab'] });
        for (let length = 0; length < whole.length; length++)
            assert.equal(await readGoBinary(readerOf(whole.subarray(0, length))), undefined);
    });

    test('any damaged byte is survived, and no read is larger than its bound', async () => {
        const whole = writeElf({ goInfo, interpreter: '/lib/ld.so', libraries: ['libc.so.6'], sections: ['.symtab'] });
        for (let at = 4; at < whole.length; at++) {
            const damaged = whole.slice();
            damaged[at] = 0xff;
            await readGoBinary((offset, length) => {
                assert.ok(length <= 1 << 22, `a read of ${length} bytes`);
                return readerOf(damaged)(offset, length);
            });
        }
    });

    test('what is no ELF file, or cannot be read, is no program', async () => {
        assert.equal(await readGoBinary(readerOf(new TextEncoder().encode('#!/bin/sh\nexit 0\n'))), undefined);
        assert.equal(await readGoBinary(() => Promise.reject(new Error('unreadable'))), undefined);
    });
});
