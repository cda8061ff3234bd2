import { Flex, Select, Text } from '@backstage/ui';
import { useState } from 'react';
import { Snippet } from '../lib/snippets';
import { CodeBlock } from './CodeBlock';

/** Example code for the selected client. */
export function ClientSnippets(props: {
  /** Name of the connect script, which prints user and password. */
  scriptName: string;
  snippets: Snippet[];
}) {
  const [id, setId] = useState(props.snippets[0].id);
  const snippet =
    props.snippets.find(candidate => candidate.id === id) ?? props.snippets[0];
  return (
    <Flex direction="column" gap="2">
      <Select
        label="Client"
        onChange={key => setId(String(key))}
        options={props.snippets.map(({ id: value, title }) => ({
          id: value,
          label: title,
        }))}
        value={snippet.id}
      />
      <Text as="p" color="secondary">
        {snippet.note}
      </Text>
      <CodeBlock code={snippet.code} label={`Code for ${snippet.title}`} />
      {/PGUSER/.test(snippet.note + snippet.code) &&
        snippet.id !== 'kubernetes' && (
          <>
            <Text as="p">Set PGUSER and PGPASSWORD before you run it:</Text>
            <CodeBlock
              code={`eval "$(sh ${props.scriptName} env)"`}
              label="Set PGUSER and PGPASSWORD"
            />
          </>
        )}
    </Flex>
  );
}
