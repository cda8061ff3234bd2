import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Select } from '@backstage/ui';
import { Environment, EnvironmentRef } from '@tap/plugin-tap-common';
import { useState } from 'react';
import { tapApiRef } from '../api';
import { errorText } from '../lib/errorText';
import { EXPIRY_CHOICES } from '../lib/expiryChoices';
import { localTime } from '../lib/format';

/** Sets a new expiry of an environment, counted from now. */
export function ExtendControl(props: {
  environment: EnvironmentRef;
  onExtended: (afterwards: Environment) => void;
}) {
  const api = useApi(tapApiRef);
  const toasts = useApi(toastApiRef);
  const [expiresIn, setExpiresIn] = useState('7d');
  const [pending, setPending] = useState(false);

  const extend = async () => {
    setPending(true);
    try {
      const afterwards = await api.run('extend', props.environment, {
        expiresIn,
      });
      const { expiresAt } = afterwards;
      toasts.post({
        title: expiresAt ? `Expires ${localTime(expiresAt)}` : 'Extended',
        timeout: 5000,
      });
      props.onExtended(afterwards);
    } catch (error) {
      toasts.post({
        title: 'The expiry was not changed',
        description: errorText(error),
        status: 'danger',
      });
    } finally {
      setPending(false);
    }
  };

  return (
    <Flex align="end" gap="2">
      <Select
        label="New expiry"
        onChange={key => setExpiresIn(String(key))}
        options={EXPIRY_CHOICES}
        value={expiresIn}
      />
      <Button isPending={pending} onPress={extend} variant="secondary">
        Set expiry
      </Button>
    </Flex>
  );
}
