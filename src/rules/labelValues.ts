import { spdxLicenses } from '../facts/spdxLicenses';
import type { Alias, LabelKind } from './rule';

interface LabelValues {
    /** With its article, such as `a version`. */
    readonly wanted: string;
    readonly alias: Alias;
    isValid(value: string): boolean;
}

/** What the values of labels look like, by the kinds of hadolint's schema. */
export const labelValues: Readonly<Record<Exclude<LabelKind, 'text'>, LabelValues>> = {
    url: { wanted: 'a complete URL', alias: 'hadolint:DL3052', isValid: isUri },
    rfc3339: { wanted: 'a time such as `2026-01-31T12:00:00Z`', alias: 'hadolint:DL3053', isValid: isTime },
    spdx: {
        wanted: 'the identifier of one licence in the SPDX list',
        alias: 'hadolint:DL3054',
        isValid: (value) => spdxLicenses.has(value),
    },
    hash: {
        wanted: 'a commit of 7 or 40 lower-case hexadecimal digits',
        alias: 'hadolint:DL3055',
        isValid: (value) => /^([0-9a-f]{7}|[0-9a-f]{40})$/.test(value),
    },
    semver: {
        wanted: 'a semantic version such as `1.2.3`',
        alias: 'hadolint:DL3056',
        isValid: (value) => semver.test(value),
    },
    email: { wanted: 'an e-mail address', alias: 'hadolint:DL3058', isValid: (value) => email.test(value) },
};

/** RFC 3986, with its scheme. */
function isUri(value: string): boolean {
    return /^[a-z][a-z0-9+.-]*:(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9a-f]{2})*$/i.test(value);
}

const time = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-](\d\d):(\d\d))$/;

function isTime(value: string): boolean {
    const [, ...parts] = time.exec(value) ?? [];
    const [year, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = parts.map(
        (part) => Number(part || 0),
    );
    if (year === undefined || month < 1 || month > 12) return false;
    const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
    const isDate = day >= 1 && day <= days;
    return isDate && hour <= 23 && minute <= 59 && second <= 60 && zoneHour <= 23 && zoneMinute <= 59;
}

/** https://semver.org, version 2.0.0. */
const semver =
    /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/;

/** RFC 5322's `addr-spec`, without comments. */
const atom = "[\\w!#$%&'*+/=?^`{|}~-]+";
const email = new RegExp(
    `^(?:${atom}(?:\\.${atom})*|"(?:[^"\\\\]|\\\\.)*")@(?:${atom}(?:\\.${atom})*|\\[[^\\[\\]\\\\]*\\])$`,
);
