import { Text } from '@backstage/ui';

/** A message of a form field about its value, announced to screen readers when it changes. */
export function FieldNote(props: {
  id?: string;
  tone?: 'plain' | 'good' | 'bad';
  children?: string;
}) {
  const color = { plain: 'secondary', good: 'primary', bad: 'danger' } as const;
  return (
    <div aria-live="polite" id={props.id}>
      {props.children && (
        <Text color={color[props.tone ?? 'plain']} variant="body-small">
          {props.children}
        </Text>
      )}
    </div>
  );
}
