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
  const matches = (ref: string) =>
    // The prefilled text must not hide the other choices.
    refs.includes(props.owner) || ref.includes(props.owner);
  const suggestions = refs.filter(matches);
  const hasSuggestions = suggestions.length > 0;
  // The Combobox shows "No results found." over all else, and makes all else inert. It closes where its value changes,
  // and what has just ceased to match is a value of its own.
  const value =
    refs.includes(props.owner) || !hasSuggestions ? props.owner : null;
  return (
    <Combobox
      allowsCustomValue
      aria-describedby={props.noteId}
      description={props.description}
      isDisabled={props.isDisabled}
      isInvalid={props.isInvalid}
      isRequired={props.isRequired}
      label={props.label}
      menuTrigger={hasSuggestions ? 'focus' : 'manual'}
      onChange={chosen =>
        typeof chosen === 'string' && props.onChange(chosen || undefined)
      }
      options={(hasSuggestions ? suggestions : refs).map(ref => ({
        id: ref,
        label: ref,
      }))}
      search={{
        inputValue: props.owner,
        onInputChange: text => props.onChange(text.trim() || undefined),
        // Filtered above: the Combobox's own filter leaves the keyboard at options that it hides.
        filter: () => true,
      }}
      validationBehavior="aria"
      value={value}
    />
  );
}
