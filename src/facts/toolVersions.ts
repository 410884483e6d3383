/**
 * Tools that container files install by the package managers of other languages, with their newest version as of 2026-11-24.
 * Sources: https://registry.npmjs.org (`npm view NAME version`) and https://pypi.org (`pip index versions NAME`).
 */
export const toolVersions: Readonly<Record<'npm' | 'pip', Readonly<Record<string, string>>>> = {
    npm: {
        esbuild: '0.28.2',
        eslint: '10.15.0',
        npm: '12.2.0',
        pnpm: '12.21.0',
        prettier: '3.10.1',
        serve: '14.2.7',
        typescript: '7.0.2',
        yarn: '1.22.22',
    },
    pip: {
        ansible: '12.3.0',
        awscli: '1.46.3',
        pip: '26.3',
        poetry: '2.5.1',
        'pre-commit': '4.7.0',
        requests: '2.34.2',
        setuptools: '84.2.1',
        wheel: '0.48.0',
        yamllint: '1.38.0',
    },
};
