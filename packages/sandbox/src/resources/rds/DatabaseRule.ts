import { Properties } from '../ResourceHandler';

/** A message of RDS, with its error code if that is known. */
export type Violation = string | readonly [message: string, code: string];

/** A rule of RDS for the properties of a DB instance. */
export type DatabaseRule = (properties: Properties) => Violation | undefined;
