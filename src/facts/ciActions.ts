/**
 * What a pipeline is made of, as of 2026-11-23.
 * Sources: the README of each action for its major tag and its inputs; GHSA-69fq-xp46-6x23 for trivy-action, whose tags
 * were moved to foreign code in March 2026, so that it is named by the commit of v0.36.0, which runs Trivy 0.70.0;
 * the description of the `docker` official image for GitLab's services; the releases of tonistiigi/binfmt.
 */
export const actions = {
    checkout: 'actions/checkout@v7',
    setupGo: 'actions/setup-go@v7',
    setupNode: 'actions/setup-node@v7',
    setupBun: 'oven-sh/setup-bun@v2',
    cache: 'actions/cache@v6',
    setupQemu: 'docker/setup-qemu-action@v4',
    setupBuildx: 'docker/setup-buildx-action@v4',
    login: 'docker/login-action@v4',
    metadata: 'docker/metadata-action@v6',
    build: 'docker/build-push-action@v7',
    cacheMounts: 'reproducible-containers/buildkit-cache-dance@v3',
    scan: 'aquasecurity/trivy-action@ed142fd0673e97e23eac54620cfb913e5ce36c25',
} as const;

/** The version behind the commit of `actions.scan`, for people and for bots that keep it up to date. */
export const scanVersion = 'v0.36.0';

/** The runner of GitHub that a job asks for: it has Docker with Buildx, Node with npx, git and gcc. */
export const githubRunner = 'ubuntu-24.04';

export const gitlabImages = {
    docker: 'docker:29-cli',
    engine: 'docker:29-dind',
    scan: 'aquasec/trivy:0.70.0',
    /** Tells the kernel how programs of other platforms run. */
    emulation: 'tonistiigi/binfmt:qemu-v10.2.3',
    /** For a step that only needs `tar`. */
    tar: 'busybox:1.37',
} as const;
