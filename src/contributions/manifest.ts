import { rules } from '../rules';
import { category, commandId, commands, type CommandContribution, type CommandName } from './commands';
import { fromKeyboard, inContainersView, keybindings } from './keybindings';
import { menus } from './menus';
import { settings, type Setting } from './settings';
import { containersView, views, welcomeContents, welcomes } from './views';
import { walkthrough, walkthroughSteps } from './walkthrough';

/**
 * What package.json says under `contributes`, with its texts as keys, and the texts of those keys: package.nls.json, which a
 * translation repeats key by key.
 */
export interface Manifest {
    readonly contributes: Readonly<Record<string, unknown>>;
    /** In the order of first use. */
    readonly texts: Readonly<Record<string, string>>;
    /** Settings that a folder without trust may not set. */
    readonly restrictedConfigurations: readonly string[];
}

const commandEntries = Object.entries(commands) as [CommandName, CommandContribution][];
const settingEntries = Object.entries(settings) as [string, Setting<unknown>][];

export function createManifest(): Manifest {
    const texts: Record<string, string> = {};
    const say = (key: string, text: string): string => {
        texts[key] = text;
        return `%${key}%`;
    };
    say('trust', 'Nothing is executed in a folder that is not trusted: Gopherdock reads, judges and previews.');
    say(
        'virtual',
        'In a virtual folder Gopherdock reads, judges and writes files; images are built from folders on a disk.',
    );
    return {
        contributes: {
            commands: commandEntries.map(([name, { title, icon }]) => ({
                command: commandId(name),
                title: say(`command.${name}`, title),
                category,
                ...(icon !== undefined && { icon }),
            })),
            menus: {
                ...Object.fromEntries(
                    Object.entries(menus).map(([place, items]) => [
                        place,
                        items.map(({ command, ...rest }) => ({ command: commandId(command), ...rest })),
                    ]),
                ),
                commandPalette: commandEntries.flatMap(([name, { palette = true }]) =>
                    palette === true ? [] : [{ command: commandId(name), when: String(palette) }],
                ),
            },
            keybindings: keybindings.map(({ command, ...keys }) => ({
                command: commandId(command),
                ...keys,
                args: fromKeyboard,
                when: inContainersView,
            })),
            configuration: {
                title: 'Gopherdock',
                properties: Object.fromEntries(settingEntries.map(([name, each]) => describeSetting(name, each, say))),
            },
            viewsContainers: { activitybar: [{ id: 'gopherdock', title: 'Gopherdock', icon: 'media/view.svg' }] },
            views: {
                gopherdock: views.map(({ id, key, name, when }) => ({
                    id,
                    name: say(`view.${key}`, name),
                    icon: 'media/view.svg',
                    contextualTitle: 'Gopherdock',
                    ...(when !== undefined && { when }),
                })),
            },
            viewsWelcome: welcomes.map((welcome) => ({
                view: containersView,
                when: welcome.when,
                contents: say(`welcome.${welcome.key}`, welcomeContents(welcome)),
            })),
            walkthroughs: [
                {
                    id: walkthrough.id,
                    title: say('walkthrough.title', walkthrough.title),
                    description: say('walkthrough.description', walkthrough.description),
                    steps: walkthroughSteps.map((step) => describeStep(step, say)),
                },
            ],
            snippets: [{ language: 'dockerfile', path: './snippets/dockerfile.json' }],
            yamlValidation: [
                { fileMatch: ['.gopherdock.yaml', '.gopherdock.yml'], url: './schemas/gopherdock.schema.json' },
            ],
        },
        texts,
        restrictedConfigurations: settingEntries.flatMap(([name, each]) =>
            each.restricted ? [`gopherdock.${name}`] : [],
        ),
    };
}

type Say = (key: string, text: string) => string;

function describeSetting(name: string, setting: Setting<unknown>, say: Say): [string, unknown] {
    const { enumDescriptions, ...schema } = setting.schema;
    const choices = Array.isArray(enumDescriptions) ? (enumDescriptions as readonly string[]) : undefined;
    return [
        `gopherdock.${name}`,
        {
            ...schema,
            ...(name === 'lint.rules' && { properties: ruleProperties(schema, say) }),
            ...(choices !== undefined && {
                enumDescriptions: choices.map((text, at) => say(`setting.${name}.choice${String(at + 1)}`, text)),
            }),
            default: setting.default,
            scope: setting.scope,
            markdownDescription: say(`setting.${name}`, setting.description),
        },
    ];
}

function describeStep(step: (typeof walkthroughSteps)[number], say: Say): unknown {
    const { id, button } = step;
    const command = button.command === 'focusContainers' ? `${containersView}.focus` : commandId(button.command);
    return {
        id,
        title: say(`walkthrough.${id}.title`, step.title),
        description: say(`walkthrough.${id}.text`, `${step.text}\n[${button.title}](command:${command})`),
        media: { image: `media/walkthrough/${step.picture}`, altText: say(`walkthrough.${id}.alt`, step.alt) },
        completionEvents: [`onCommand:${commandId(step.completedBy)}`],
    };
}

/** So that the names of the rules are completed and explained in settings.json. */
function ruleProperties({ additionalProperties }: Setting<unknown>['schema'], say: Say): unknown {
    const value = additionalProperties as Readonly<Record<string, unknown>>;
    return Object.fromEntries(
        rules.map(({ id, summary }) => [id, { ...value, markdownDescription: say(`rule.${id}`, summary) }]),
    );
}
