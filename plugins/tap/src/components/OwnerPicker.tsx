import { Combobox } from '@backstage/ui';
import { useOptions } from '../hooks/useOptions';

/** Selects a group or user: one of the user's own, or any other by entity ref. */
export function OwnerPicker(props: {
  label: string;
  description: string;
  /** Entity ref, or empty. */
  owner: string;
  onChange: (owner: string | undefined) => void;
  isDisabled?: boolean;
  isInvalid: boolean;
  isRequired?: boolean;
  /** ID of the element with the error message. */
  noteId: string;
}) {
  const { value: options } = useOptions();
  const refs = options?.ownershipRefs ?? [];
  const matches = (ref: string) =>
    // The prefilled text must not hide the other choices.
    refs.includes(props.owner) || ref.includes(props.owner);
  const suggestions = refs.filter(matches);
  const hasSuggestions = suggestions.length > 0;
  // The open list "No results found." covers the page and makes it inert. The Combobox closes if its value changes, so
  // text that no longer matches is set as the value.
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
        // Filtered above, because the Combobox's own filter keeps the keyboard focus on hidden options.
        filter: () => true,
      }}
      validationBehavior="aria"
      value={value}
    />
  );
}
