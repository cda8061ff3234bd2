import { Service } from '../../protocol/ServiceOperations';
import { COMPUTE_OPERATIONS } from './computeOperations';
import { NETWORK_OPERATIONS } from './networkOperations';
import { SECURITY_OPERATIONS } from './securityOperations';

/** EC2: the Describe operations that clients call before a deployment. */
export const EC2: Service = {
  name: 'ec2',
  protocol: 'ec2',
  version: '2016-11-15',
  xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  operations: {
    ...NETWORK_OPERATIONS,
    ...SECURITY_OPERATIONS,
    ...COMPUTE_OPERATIONS,
  },
};
