import { Combobox } from '@backstage/ui';
import { useOptions } from '../hooks/useOptions';

/** Chooses a group or user: one of the user's own, or any other by entity ref. */
export function OwnerPicker(props: {
  label: string;
  description: string;
  /** Entity ref; empty where there is none. */
  owner: string;
  onChange: (owner: string | undefined) => void;
  isDisabled?: boolean;
  isInvalid: boolean;
  isRequired?: boolean;
  /** ID of the element that tells what is wrong. */
  noteId: string;
}) {
  const { value: options } = useOptions();
  const refs = options?.ownershipRefs ?? [];
  return (
    <Combobox
      allowsCustomValue
      aria-describedby={props.noteId}
      description={props.description}
      isDisabled={props.isDisabled}
      isInvalid={props.isInvalid}
      isRequired={props.isRequired}
      label={props.label}
      menuTrigger="focus"
      options={refs.map(ref => ({ id: ref, label: ref }))}
      search={{
        inputValue: props.owner,
        onInputChange: text => props.onChange(text.trim() || undefined),
        // The prefilled text must not hide the other choices.
        filter: ({ label }, query) =>
          refs.includes(query) || label.includes(query.trim()),
      }}
      validationBehavior="aria"
    />
  );
}
