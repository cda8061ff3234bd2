import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import styles from './CopyButton.module.css';

const SHOWN_MS = 3000;

/** Copies a text to the clipboard, and says so for a moment. */
export function CopyButton(props: { label: string; text: string }) {
  const toasts = useApi(toastApiRef);
  const [copies, setCopies] = useState(0);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    setCopied(copies > 0);
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copies]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text);
      setCopies(count => count + 1);
    } catch {
      // Browsers allow access to the clipboard only with HTTPS and on localhost.
      toasts.post({
        title: `${props.label} could not be copied`,
        description:
          'The browser does not allow access to the clipboard here. Select the text instead.',
        status: 'warning',
        timeout: 6000,
      });
    }
  };
  return (
    <span className={styles.copy}>
      <ButtonIcon
        aria-label={`Copy ${props.label}`}
        icon={isCopied ? <RiCheckLine /> : <RiFileCopyLine />}
        onPress={copy}
        size="small"
        variant="tertiary"
      />
      <span role="status">
        {isCopied && (
          <Text as="span" variant="body-small">
            Copied
          </Text>
        )}
      </span>
    </span>
  );
}
