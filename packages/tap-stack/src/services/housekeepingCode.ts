/**
 * Source of the housekeeping function: what CloudFormation cannot do by itself.
 * Inline, so that no asset and no bootstrap is needed; at most 4,096 characters.
 *
 * - `Custom::EmptyBucket`: on Delete, removes all versions, markers and
 *   unfinished uploads, page by page. With more than it can remove in time it
 *   fails and says so; deleting again goes on where it ended.
 * - `Custom::CloseDefaultSecurityGroup`: on Create and Update, takes away the
 *   two rules that AWS gives to a VPC's default group.
 *
 * A Delete whose target is gone already is a success. PhysicalResourceId never
 * changes: a change would make CloudFormation delete (empty!) the "old" one.
 */
export const HOUSEKEEPING_CODE = `import json
import boto3
import cfnresponse
from botocore.exceptions import ClientError

GONE = {'NoSuchBucket', 'InvalidGroup.NotFound', 'InvalidPermission.NotFound'}
RESERVE_MS = 30000


def log(**fields):
    print(json.dumps(fields))


def unless_gone(call, **arguments):
    try:
        return call(**arguments)
    except ClientError as error:
        if error.response['Error']['Code'] not in GONE:
            raise
        log(message='gone already', call=call.__name__)


def empty_bucket(bucket, context):
    s3 = boto3.client('s3')
    count = 0
    for page in s3.get_paginator('list_object_versions').paginate(Bucket=bucket):
        found = page.get('Versions', []) + page.get('DeleteMarkers', [])
        keys = [{'Key': o['Key'], 'VersionId': o['VersionId']} for o in found]
        if keys:
            answer = s3.delete_objects(Bucket=bucket, Delete={'Objects': keys, 'Quiet': True})
            if answer.get('Errors'):
                raise RuntimeError('%s: %s' % (bucket, answer['Errors'][0]))
        count += len(keys)
        if context.get_remaining_time_in_millis() < RESERVE_MS:
            raise RuntimeError('%s: %d versions removed and more are left; delete the stack again' % (bucket, count))
    for page in s3.get_paginator('list_multipart_uploads').paginate(Bucket=bucket):
        for upload in page.get('Uploads', []):
            s3.abort_multipart_upload(Bucket=bucket, Key=upload['Key'], UploadId=upload['UploadId'])
            count += 1
    log(message='bucket emptied', bucket=bucket, removed=count)


def close_group(group, account):
    ec2 = boto3.client('ec2')
    unless_gone(ec2.revoke_security_group_ingress, GroupId=group, IpPermissions=[
        {'IpProtocol': '-1', 'UserIdGroupPairs': [{'GroupId': group, 'UserId': account}]}])
    unless_gone(ec2.revoke_security_group_egress, GroupId=group, IpPermissions=[
        {'IpProtocol': '-1', 'IpRanges': [{'CidrIp': '0.0.0.0/0'}]}])
    log(message='default security group closed', group=group)


def tidy(event, context):
    properties = event['ResourceProperties']
    deleting = event['RequestType'] == 'Delete'
    if 'BucketName' in properties and deleting:
        unless_gone(empty_bucket, bucket=properties['BucketName'], context=context)
    if 'GroupId' in properties and not deleting:
        close_group(properties['GroupId'], properties['Account'])


def handler(event, context):
    identity = event.get('PhysicalResourceId') or event['LogicalResourceId']
    status, reason = cfnresponse.SUCCESS, None
    try:
        tidy(event, context)
    except Exception as error:
        status, reason = cfnresponse.FAILED, str(error)
        log(message='failed', error=reason, request=event['RequestType'])
    cfnresponse.send(event, context, status, {}, identity, reason=reason)
`;
