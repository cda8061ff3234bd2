import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Button,
  Flex,
  Text,
} from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { connectCommands } from '../lib/connectCommands';
import { Connection } from '../lib/connection';
import { connectScript, connectScriptName } from '../lib/connectScript';
import { saveFile } from '../lib/saveFile';
import { CodeBlock } from './CodeBlock';

/** The script that opens psql, with the one line that runs it; script and single commands are folded. */
export function ConnectScript(props: {
  connection: Connection;
  suffix: string;
}) {
  const { connection, suffix } = props;
  const name = connectScriptName(suffix, connection.access);
  const script = connectScript(connection, suffix);
  return (
    <Flex direction="column" gap="2">
      <Text as="h3" variant="body-medium" weight="bold">
        Connect with psql
      </Text>
      <Flex align="center" gap="2">
        <Button
          iconStart={<RiDownloadLine aria-hidden="true" />}
          onPress={() => saveFile(name, script)}
          variant="secondary"
        >
          Download {name}
        </Button>
      </Flex>
      {connection.bastionInstanceId && (
        <>
          <Text as="p">Open the tunnel in one terminal:</Text>
          <CodeBlock code={`sh ${name} tunnel`} label="Open the tunnel" />
          <Text as="p">Connect in another terminal:</Text>
        </>
      )}
      <CodeBlock code={`sh ${name}`} label="Connect with the script" />
      <Accordion>
        <AccordionTrigger title="Show the script" />
        <AccordionPanel>
          <CodeBlock code={script} label="Connect script" />
        </AccordionPanel>
      </Accordion>
      <Accordion>
        <AccordionTrigger title="Connect without the script" />
        <AccordionPanel>
          <Flex direction="column" gap="2">
            {connectCommands(connection).map(({ code, title }) => (
              <div key={title}>
                <Text as="h4" variant="body-medium">
                  {title}
                </Text>
                <CodeBlock code={code} label={title} />
              </div>
            ))}
          </Flex>
        </AccordionPanel>
      </Accordion>
    </Flex>
  );
}
