/** Reading what comes from outside as a schema says, and telling in plain sentences what is wrong. */
import type { z } from 'zod';

/** Like `safeParse`; what a schema has no words of its own for is said as a person would say it. */
export const check = <S extends z.ZodType>(schema: S, value: unknown) =>
  schema.safeParse(value, { error: sentenceOf });

function sentenceOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'This is needed';
      return typeSentences[issue.expected] ?? 'Wrong type';
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_value': {
      if (issue.input === undefined) return 'This is needed';
      const values = issue.values.map(String).join(', ');
      return issue.values.length === 1 ? `Only ${values} is possible` : `Choose one of ${values}`;
    }
    case 'invalid_format':
      return formatSentences[issue.format] ?? 'Wrong format';
    case 'unrecognized_keys':
      return `Unknown field: ${issue.keys.join(', ')}`;
    case 'not_multiple_of':
      return `Give a multiple of ${issue.divisor}`;
    case 'invalid_union': {
      const { options } = issue as { options?: unknown };
      return Array.isArray(options) && options.length > 0
        ? `Choose one of ${options.map(String).join(', ')}`
        : 'Not an accepted value';
    }
    default:
      return undefined;
  }
}

const typeSentences: Record<string, string> = {
  string: 'Give a text',
  number: 'Give a number',
  int: 'Give a whole number',
  boolean: 'Give true or false',
  array: 'Give a list',
  object: 'Give an object',
  record: 'Give an object',
  date: 'Not a real date',
  null: 'Only null is possible',
  undefined: 'Leave this out',
  never: 'Leave this out',
};

const formatSentences: Record<string, string> = {
  email: 'Give an email address',
  url: 'Give a full address, such as https://example.com',
  date: 'Give a date, such as 2026-05-01',
  datetime: 'Give a date and time, such as 2026-05-01T12:00:00Z',
};

/** An issue before it knows where it is. */
type Raw<Issue> = Omit<Issue, 'path' | 'message'>;

function tooSmall({ origin, minimum, inclusive, exact }: Raw<z.core.$ZodIssueTooSmall>): string {
  if (origin === 'string') {
    if (exact) return `Use exactly ${characters(minimum)}`;
    return Number(minimum) === 1 ? 'This can not be empty' : `Use at least ${characters(minimum)}`;
  }
  if (isMany(origin)) return exact ? `Give exactly ${minimum}` : `Give at least ${minimum}`;
  if (origin === 'date') return `Choose ${momentOf(minimum)} or later`;
  return inclusive === false ? `Give more than ${minimum}` : `Give ${minimum} or more`;
}

function tooBig({ origin, maximum, inclusive, exact }: Raw<z.core.$ZodIssueTooBig>): string {
  if (origin === 'string') return `Use ${exact ? 'exactly' : 'at most'} ${characters(maximum)}`;
  if (isMany(origin)) return exact ? `Give exactly ${maximum}` : `Give at most ${maximum}`;
  if (origin === 'date') return `Choose ${momentOf(maximum)} or before`;
  return inclusive === false ? `Give less than ${maximum}` : `Give ${maximum} or less`;
}

const isMany = (origin: string) => ['array', 'set', 'map', 'object', 'file'].includes(origin);

const characters = (count: number | bigint) =>
  Number(count) === 1 ? 'one character' : `${count} characters`;

const momentOf = (time: number | bigint | Date) => new Date(Number(time)).toISOString();
