import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { baseImageNamed } from '../../../src/facts/baseImages';
import { isValidImageName, parseImageReference } from '../../../src/dockerfile/image';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** Reference to its full name, tag and digest. */
const references: readonly (readonly [text: string, name: string, tag?: string | undefined, digest?: string])[] = [
    ['golang', 'docker.io/library/golang'],
    ['golang:1.26-alpine', 'docker.io/library/golang', '1.26-alpine'],
    [`golang:1.26@${digest}`, 'docker.io/library/golang', '1.26', digest],
    [`golang@${digest}`, 'docker.io/library/golang', undefined, digest],
    ['grafana/k6:latest', 'docker.io/grafana/k6', 'latest'],
    ['docker.io/golang:1', 'docker.io/library/golang', '1'],
    ['index.docker.io/library/golang', 'docker.io/library/golang'],
    ['localhost/app', 'localhost/app'],
    ['localhost:5000/team/app:v1', 'localhost:5000/team/app', 'v1'],
    ['registry:5000/app', 'registry:5000/app'],
    ['gcr.io/distroless/static-debian13:nonroot', 'gcr.io/distroless/static-debian13', 'nonroot'],
    ['UPPER/app:1', 'UPPER/app', '1'],
    ['[::1]:5000/app:1', '[::1]:5000/app', '1'],
    ['golang:${VERSION}', 'docker.io/library/golang', '${VERSION}'],
    ['golang:${V:-1.26}-alpine@${D:-sha256:0}', 'docker.io/library/golang', '${V:-1.26}-alpine', '${D:-sha256:0}'],
    ['${REGISTRY:-ghcr.io/a}/app:$TAG', 'docker.io/${REGISTRY:-ghcr.io/a}/app', '$TAG'],
    ['$IMAGE', 'docker.io/library/$IMAGE'],
    ['golang:', 'docker.io/library/golang', ''],
    ['', 'docker.io/library/'],
];

suite('image references', () => {
    for (const [text, name, tag, wantedDigest] of references)
        test(text === '' ? 'nothing' : text, () => {
            const reference = parseImageReference(text);
            assert.equal(reference.name, name);
            assert.equal(reference.tag, tag);
            assert.equal(reference.digest, wantedDigest);
            assert.equal(reference.hasVariables, text.includes('$'));
            if (reference.tagStart !== undefined) assert.ok(text.slice(reference.tagStart).startsWith(tag ?? '?'));
            if (reference.digestStart !== undefined) assert.equal(text.slice(reference.digestStart), wantedDigest);
            assert.ok(text.slice(0, reference.pathEnd).endsWith(reference.path));
        });

    test('a scheme stands apart', () => {
        const { scheme, path, registry, tag } = parseImageReference('oci-layout://dir.d/layout:1');
        assert.deepEqual(
            { scheme, path, registry, tag },
            { scheme: 'oci-layout', path: 'dir.d/layout', registry: undefined, tag: '1' },
        );
        assert.equal(parseImageReference('docker-image://ghcr.io/a/b').name, 'ghcr.io/a/b');
    });

    test('names are spelt as registries spell them', () => {
        for (const text of ['golang', 'a/b_c/d__e/f-g.h:T.1', 'localhost:5000/a', `a@${digest}`, 'Reg.io/a'])
            assert.ok(isValidImageName(text), text);
        for (const text of [
            'Golang',
            'a/B',
            'a:',
            'a b',
            'a/',
            '-a',
            'a..b',
            `a@${digest.slice(0, 20)}`,
            '',
            'a'.repeat(600),
        ])
            assert.ok(!isValidImageName(text), text);
    });

    test('a name made to be slow is judged at once', () => {
        assert.ok(!isValidImageName(`${'a-'.repeat(255)}!`));
        assert.ok(!isValidImageName(`${'a'.repeat(511)}!`));
    });
});

type Facts = NonNullable<ReturnType<typeof baseImageNamed>>;

/** Image to what is known of it; a value that must not be known is `undefined`. */
const images: readonly (readonly [string, Partial<Facts>])[] = [
    ['scratch', { libc: 'none', shell: undefined, packageManager: undefined, user: 'root', workdir: '/' }],
    ['golang:1.26', { distribution: 'debian', release: 'trixie', libc: 'glibc', workdir: '/go', hasGo: true }],
    ['golang', { release: 'trixie' }],
    ['golang:1', { release: 'trixie' }],
    ['golang:1.24.5', { release: 'bookworm' }],
    ['golang:1.24.6', { release: 'trixie' }],
    ['golang:1.23', { release: 'bookworm' }],
    ['golang:1.20.4', { release: 'bullseye' }],
    ['golang:1.26-bookworm', { release: 'bookworm' }],
    [
        'golang:1.26-alpine3.22',
        { distribution: 'alpine', release: '3.22', libc: 'musl', packageManager: 'apk', hasGo: true },
    ],
    ['golang:alpine', { distribution: 'alpine', release: undefined, libc: 'musl' }],
    ['golang:$V', { distribution: undefined, libc: undefined, workdir: '/go', shell: '/bin/sh' }],
    ['golang:1.26-nanoserver-ltsc2025', { os: 'windows', shell: undefined, hasGo: true }],
    ['mirror.gcr.io/library/golang:1.26', { workdir: '/go' }],
    ['alpine:3.21.3', { release: '3.21', libc: 'musl', packageManager: 'apk', shell: '/bin/sh' }],
    ['alpine', { release: '3.24' }],
    ['alpine:edge', { release: undefined }],
    ['debian:12-slim', { release: 'bookworm', libc: 'glibc', packageManager: 'apt' }],
    ['debian:stable-slim', { release: 'trixie' }],
    ['debian:bullseye-20240101-slim', { release: 'bullseye' }],
    ['ubuntu:24.04', { release: '24.04', packageManager: 'apt' }],
    ['ubuntu:noble-20250101', { release: '24.04' }],
    ['busybox:1.37-musl', { libc: 'musl', packageManager: undefined, shell: '/bin/sh' }],
    ['busybox', { libc: undefined }],
    [
        'gcr.io/distroless/static-debian13:nonroot',
        { libc: 'none', user: '65532', workdir: '/home/nonroot', shell: undefined, release: 'trixie' },
    ],
    [
        'gcr.io/distroless/base-debian12:debug',
        { libc: 'glibc', user: 'root', workdir: '/', shell: '/busybox/sh', release: 'bookworm' },
    ],
    ['gcr.io/distroless/cc', { libc: 'glibc', release: 'trixie', user: 'root' }],
    ['cgr.dev/chainguard/static:latest', { libc: 'none', user: '65532', shell: undefined }],
    ['cgr.dev/chainguard/wolfi-base', { packageManager: 'apk', libc: 'glibc', user: 'root', shell: '/bin/sh' }],
    ['dhi.io/static:20250419-debian13', { libc: 'none', user: '65532', release: 'trixie', shell: undefined }],
    [
        'dhi.io/golang:1.27-alpine3.24-dev',
        { libc: 'musl', user: 'root', shell: '/bin/sh', packageManager: 'apk', hasGo: true },
    ],
    ['node:22-alpine', { libc: 'musl', hasGo: false }],
    ['registry.access.redhat.com/ubi9/ubi-minimal', { packageManager: 'microdnf' }],
    ['mcr.microsoft.com/windows/nanoserver:ltsc2025', { os: 'windows' }],
];

suite('base images', () => {
    for (const [text, wanted] of images)
        test(text, () => {
            const { name, tag } = parseImageReference(text);
            const facts = baseImageNamed(name, tag);
            assert.ok(facts);
            for (const [key, value] of Object.entries(wanted)) assert.equal(facts[key as keyof Facts], value, key);
        });

    test('images that are not known are not guessed at', () => {
        for (const text of ['example.com/golang', 'myteam/golang', 'ghcr.io/a/b', 'toString', 'gcr.io/distroless'])
            assert.equal(baseImageNamed(parseImageReference(text).name, undefined), undefined, text);
    });
});
