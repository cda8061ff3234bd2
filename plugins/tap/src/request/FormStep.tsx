import { Container, Flex, Header } from '@backstage/ui';
import { FormEvent, ReactNode, RefObject } from 'react';
import { PageTitle } from '../components/PageTitle';
import styles from './FormStep.module.css';

/**
 * One step of a request form: fields or review, with its buttons at the end. Enter in a field submits the step.
 */
export function FormStep(props: {
  title: string;
  description?: string;
  focusRef: RefObject<HTMLElement>;
  onSubmit: () => void;
  buttons: ReactNode;
  children: ReactNode;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <section
      aria-label={props.title}
      className={styles.step}
      ref={props.focusRef}
      tabIndex={-1}
    >
      <PageTitle title={props.title} />
      <Header description={props.description} title={props.title} />
      <Container>
        {/* The messages of the fields say what is wrong, in place of those of the browser. */}
        <form className={styles.form} noValidate onSubmit={submit}>
          <Flex direction="column" gap="4">
            {props.children}
            <div className={styles.buttons}>{props.buttons}</div>
          </Flex>
        </form>
      </Container>
    </section>
  );
}
