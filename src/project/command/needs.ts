import type { Expression } from '../go/expression';
import type { Command } from '../project';
import { isUnder, sourceOf, type Program, type ProgramCall } from './program';

export type NeedReason = Command['reasons'][number];

/** Modules that speak TLS to somebody else's service whenever they are used. */
const tlsClients = [
    'cloud.google.com/go',
    'google.golang.org/api',
    'github.com/aws/aws-sdk-go',
    'github.com/aws/aws-sdk-go-v2',
    'github.com/Azure/azure-sdk-for-go',
    'github.com/Azure/go-autorest',
    'golang.org/x/oauth2',
    'golang.org/x/crypto/acme',
    'github.com/go-acme/lego',
    'github.com/caddyserver/certmagic',
    'github.com/coreos/go-oidc',
    'github.com/stripe/stripe-go',
    'github.com/twilio/twilio-go',
    'github.com/sendgrid/sendgrid-go',
    'github.com/mailgun/mailgun-go',
    'github.com/slack-go/slack',
    'github.com/google/go-github',
    'github.com/xanzy/go-gitlab',
    'gitlab.com/gitlab-org/api/client-go',
    'github.com/getsentry/sentry-go',
    'github.com/sashabaranov/go-openai',
    'github.com/openai/openai-go',
    'github.com/anthropics/anthropic-sdk-go',
    'github.com/bwmarrin/discordgo',
    'github.com/go-telegram-bot-api/telegram-bot-api',
    'github.com/cloudflare/cloudflare-go',
    'github.com/digitalocean/godo',
    'github.com/google/go-containerregistry',
    'github.com/go-resty/resty',
    'github.com/imroc/req',
    'github.com/hashicorp/go-retryablehttp',
    'github.com/gocolly/colly',
    'k8s.io/client-go',
    'firebase.google.com/go',
    'github.com/newrelic/go-agent',
];

const requests = new Set('Get Post PostForm Head NewRequest NewRequestWithContext Do'.split(' '));

/** Whether the program verifies somebody else's certificate: HTTPS requests, TLS dials, cloud libraries. */
export function readCertificates(program: Program): NeedReason[] {
    const reasons: NeedReason[] = [];
    for (const call of program.callsNamed(
        ...requests,
        'Dial',
        'DialWithDialer',
        'NewTLS',
        'NewClientTLSFromCert',
        'SendMail',
    )) {
        const because = tlsReason(program, call);
        if (because !== undefined)
            reasons.push({ fact: 'needsCertificates', because, ...sourceOf(call.place.file, call.line) });
    }
    for (const { path, file, line } of program.imports)
        if (tlsClients.some((client) => isUnder(path, client)))
            reasons.push({ fact: 'needsCertificates', because: `imports \`${path}\``, ...sourceOf(file, line) });
    return reasons;
}

function tlsReason(program: Program, call: ProgramCall): string | undefined {
    const [, name = ''] = /^net\/http\.(?:DefaultClient\.)?(\w+)$/.exec(call.qualified) ?? [];
    if (requests.has(name)) {
        const url = call.args.find((arg) => mayBeUrl(program, call, arg));
        return url === undefined ? undefined : `sends HTTP requests with \`http.${name}\``;
    }
    if (call.qualified === 'crypto/tls.Dial' || call.qualified === 'crypto/tls.DialWithDialer') return 'dials with TLS';
    if (call.qualified === 'net/smtp.SendMail') return 'sends mail with `smtp.SendMail`';
    if (/^google\.golang\.org\/grpc\/credentials\.New(?:TLS|ClientTLSFromCert)$/.test(call.qualified))
        return 'calls gRPC services with TLS';
    return undefined;
}

/** A request whose address is known to be plain HTTP, such as a probe of the program itself, needs no certificate. */
function mayBeUrl(program: Program, call: ProgramCall, arg: Expression): boolean {
    if (arg.kind === 'string') return arg.value.startsWith('https://');
    if (call.args.indexOf(arg) !== (call.name === 'NewRequest' ? 1 : call.name === 'NewRequestWithContext' ? 2 : 0))
        return false;
    if (call.name === 'Do') return true;
    const values = program.evaluate(arg, call.place);
    return !values.some(({ text }) => text?.startsWith('http://') === true) && !startsPlain(arg);
}

/** `"http://" + address`, `fmt.Sprintf("http://127.0.0.1:%d", port)`. */
function startsPlain(expression: Expression): boolean {
    if (expression.kind === 'string') return expression.value.startsWith('http://');
    if (expression.kind === 'binary') return startsPlain(expression.left);
    return expression.kind === 'call' && expression.args[0] !== undefined && startsPlain(expression.args[0]);
}

/** Whether the program asks for a time zone by name and does not carry them itself. */
export function readTimezones(program: Program): NeedReason[] {
    if (program.imports.some(({ path }) => path === 'time/tzdata')) return [];
    return program.callsNamed('LoadLocation').flatMap((call) => {
        const [zone] = call.args;
        if (call.qualified !== 'time.LoadLocation') return [];
        if (zone?.kind === 'string' && ['', 'UTC', 'Local'].includes(zone.value)) return [];
        const because = zone?.kind === 'string' ? `loads the time zone \`${zone.value}\`` : 'loads a time zone by name';
        return { fact: 'needsTimezones' as const, because, ...sourceOf(call.place.file, call.line) };
    });
}

/** Whether the program starts a shell. */
export function readShell(program: Program): NeedReason[] {
    return program.callsNamed('Command', 'CommandContext').flatMap((call) => {
        const program_ = call.args[call.name === 'Command' ? 0 : 1];
        if (!call.qualified.startsWith('os/exec.') || program_ === undefined) return [];
        const shell = program
            .evaluate(program_, call.place)
            .find(({ text }) => /^(?:\/usr)?(?:\/bin\/)?(?:ba|da|z)?sh$/.test(text ?? ''));
        if (shell === undefined) return [];
        return {
            fact: 'needsShell' as const,
            because: `starts \`${shell.text ?? ''}\``,
            ...sourceOf(call.place.file, call.line),
        };
    });
}

/** Whether the program serves gRPC. */
export function readGrpc(program: Program): NeedReason[] {
    return program
        .callsNamed('NewServer')
        .flatMap((call) =>
            call.qualified === 'google.golang.org/grpc.NewServer'
                ? { fact: 'grpc' as const, because: 'makes a gRPC server', ...sourceOf(call.place.file, call.line) }
                : [],
        );
}

/** Whether the program answers gRPC's own question for its health. */
export function readGrpcHealth(program: Program): NeedReason[] {
    return program.callsNamed('RegisterHealthServer', 'NewStaticChecker').flatMap((call) => {
        if (!/^(?:google\.golang\.org\/grpc\/health\/|connectrpc\.com\/grpchealth\b)/.test(call.qualified)) return [];
        const because = 'registers the health service of gRPC';
        return { fact: 'grpcHealth' as const, because, ...sourceOf(call.place.file, call.line) };
    });
}
