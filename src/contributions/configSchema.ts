import { rules } from '../rules';
import { configKeys, type ConfigKey } from '../rules/config';

/** The JSON schema of a `.gopherdock.yaml`, for editors that validate YAML. */
export function configSchema(): unknown {
    return {
        $schema: 'http://json-schema.org/draft-07/schema#',
        title: 'Gopherdock',
        description: 'What Gopherdock judges in this folder and below',
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(
            Object.entries<ConfigKey>(configKeys).map(([name, { summary, value }]) => [
                name,
                { description: summary, ...describeValue(value) },
            ]),
        ),
    };
}

function describeValue(value: ConfigKey['value']): Readonly<Record<string, unknown>> {
    switch (value.kind) {
        case 'boolean':
            return { type: 'boolean' };
        case 'texts':
            return { type: 'array', items: { type: 'string' } };
        case 'oneOf':
            return { enum: value.values };
        case 'map':
            return {
                type: 'object',
                ...(value.of === 'rules' && { properties: ruleProperties(value.values) }),
                additionalProperties: { enum: value.values },
            };
    }
}

function ruleProperties(values: readonly string[]): Readonly<Record<string, unknown>> {
    return Object.fromEntries(rules.map(({ id, summary }) => [id, { enum: values, description: summary }]));
}
