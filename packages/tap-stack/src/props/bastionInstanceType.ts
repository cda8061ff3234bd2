/** EC2 instance type of the bastion, which its image is made for. */
export const BASTION_INSTANCE_TYPE = 't4g.micro';
