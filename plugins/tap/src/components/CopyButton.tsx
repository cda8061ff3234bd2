import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import { RiFileCopyLine } from '@remixicon/react';

/** Copies a text to the clipboard and shows a toast. */
export function CopyButton(props: { label: string; text: string }) {
  const toasts = useApi(toastApiRef);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text);
      toasts.post({ title: `${props.label} copied`, timeout: 3000 });
    } catch {
      // Browsers allow access to the clipboard only with HTTPS and on localhost.
      toasts.post({
        title: `${props.label} could not be copied`,
        description: 'The browser does not allow it here; select the text.',
        status: 'warning',
        timeout: 6000,
      });
    }
  };
  return (
    <ButtonIcon
      aria-label={`Copy ${props.label}`}
      icon={<RiFileCopyLine />}
      onPress={copy}
      size="small"
      variant="tertiary"
    />
  );
}
