import { DockerfileLanguageServiceFactory, type DockerfileLanguageService } from 'dockerfile-language-service';
import { DockerAssist } from 'dockerfile-language-service/lib/dockerAssist.js';
import { DockerRegistryClient } from 'dockerfile-language-service/lib/dockerRegistryClient.js';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type {
    CompletionItem,
    FoldingRange,
    FormattingOptions,
    Hover,
    Position,
    Range,
    SignatureHelp,
    TextEdit,
} from 'vscode-languageserver-types';
import type { Log } from '../../engine/log';

/**
 * The field's language service, behind a guard: it can overflow the stack or throw on odd texts, and asks Docker Hub for
 * tags; here it answers nothing instead, and asks only where that is allowed.
 */
export interface LanguageService {
    complete(text: string, position: Position): Promise<readonly CompletionItem[]>;
    hover(text: string, position: Position): Hover | undefined;
    signatureHelp(text: string, position: Position): SignatureHelp | undefined;
    fold(text: string): readonly FoldingRange[];
    format(text: string, options: FormattingOptions, range?: Range): readonly TextEdit[];
    formatOnType(text: string, position: Position, typed: string, options: FormattingOptions): readonly TextEdit[];
}

export interface LanguageServiceOptions {
    readonly log: Log;
    readonly mayAskRegistry: () => boolean;
}

/** In UTF-16 units; its parser takes 10 ms for 1,000 lines, and runs for every question. */
const longestText = 400_000;

const completionItem = {
    snippetSupport: true,
    deprecatedSupport: true,
    documentationFormat: ['markdown' as const],
};

export function createLanguageService({ log, mayAskRegistry }: LanguageServiceOptions): LanguageService {
    const service: DockerfileLanguageService = DockerfileLanguageServiceFactory.createLanguageService();
    service.setCapabilities({
        completion: { completionItem },
        hover: { contentFormat: ['markdown'] },
        foldingRange: { lineFoldingOnly: true, rangeLimit: 5000 },
    });
    const registry = new GuardedRegistry(log, mayAskRegistry);

    const guarded = <Value>(what: string, text: string, nothing: Value, ask: () => Value | null): Value => {
        if (text.length > longestText) return nothing;
        try {
            return ask() ?? nothing;
        } catch (error) {
            log.debug(`the language service failed at ${what}: ${String(error)}`);
            return nothing;
        }
    };

    return {
        async complete(text, position) {
            const document = TextDocument.create('', 'dockerfile', 0, text);
            const found = guarded<readonly CompletionItem[] | PromiseLike<readonly CompletionItem[]>>(
                'completion',
                text,
                [],
                () => new DockerAssist(document, registry, completionItem).computeProposals(position),
            );
            const items = await found;
            return items.map((item) => guarded('documentation', '', item, () => service.resolveCompletionItem(item)));
        },
        hover: (text, position) =>
            guarded<Hover | undefined>('hover', text, undefined, () => service.computeHover(text, position)),
        signatureHelp: (text, position) => {
            const help = guarded<SignatureHelp | undefined>('signature help', text, undefined, () =>
                service.computeSignatureHelp(text, position),
            );
            return help === undefined || help.signatures.length === 0 ? undefined : help;
        },
        fold: (text) => guarded<readonly FoldingRange[]>('folding', text, [], () => service.computeFoldingRanges(text)),
        format: (text, options, range) =>
            guarded<readonly TextEdit[]>('formatting', text, [], () =>
                range === undefined ? service.format(text, options) : service.formatRange(text, range, options),
            ),
        formatOnType: (text, position, typed, options) =>
            guarded<readonly TextEdit[]>('formatting', text, [], () =>
                service.formatOnType(text, position, typed, options),
            ),
    };
}

/** In milliseconds: longer, nobody waits for a completion. */
const longestWait = 3000;
const mostTags = 500;

/** Docker Hub, where that is allowed; a failure, a late or an odd answer is no tags. */
class GuardedRegistry extends DockerRegistryClient {
    private readonly mayAsk: () => boolean;
    private readonly failures: Log;

    constructor(log: Log, mayAsk: () => boolean) {
        super();
        this.failures = log;
        this.mayAsk = mayAsk;
    }

    override async getTags(image: string, prefix?: string): Promise<string[]> {
        if (!this.mayAsk()) return [];
        try {
            const tags: unknown = await Promise.race([
                super.getTags(image, prefix),
                new Promise((resolve) => setTimeout(resolve, longestWait)),
            ]);
            if (!Array.isArray(tags)) return [];
            const valid = tags.filter((tag): tag is string => typeof tag === 'string' && /^\w[\w.-]{0,127}$/.test(tag));
            return valid.slice(0, mostTags);
        } catch (error) {
            this.failures.debug(`Docker Hub did not tell the tags of ${image}: ${String(error)}`);
            return [];
        }
    }
}
