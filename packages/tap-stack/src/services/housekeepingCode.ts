/**
 * Source of the housekeeping function. It is inline, so that no assets and no
 * bootstrap are needed; at most 4,096 characters.
 *
 * - `Custom::EmptyBucket`: on Delete, deletes all versions, delete markers and
 *   multipart uploads, page by page. If the time is not sufficient, it fails
 *   with a message; deleting the stack again continues.
 * - `Custom::CloseDefaultSecurityGroup`: on Create and Update, removes the two
 *   default rules of a VPC's default security group.
 *
 * Delete succeeds if the target does not exist. PhysicalResourceId never
 * changes, because a change would make CloudFormation delete (and empty) the
 * previous one.
 */
export const HOUSEKEEPING_CODE = `import json
import boto3
import cfnresponse
from botocore.exceptions import ClientError

NOT_FOUND = {'NoSuchBucket', 'InvalidGroup.NotFound', 'InvalidPermission.NotFound'}


def log(**fields):
    print(json.dumps(fields))


def if_exists(call, **arguments):
    try:
        return call(**arguments)
    except ClientError as error:
        if error.response['Error']['Code'] not in NOT_FOUND:
            raise


def empty_bucket(bucket, context):
    s3 = boto3.client('s3')
    count = 0
    for page in s3.get_paginator('list_object_versions').paginate(Bucket=bucket):
        found = page.get('Versions', []) + page.get('DeleteMarkers', [])
        keys = [{'Key': o['Key'], 'VersionId': o['VersionId']} for o in found]
        if keys:
            answer = s3.delete_objects(Bucket=bucket, Delete={'Objects': keys, 'Quiet': True})
            if answer.get('Errors'):
                raise RuntimeError(f'{bucket}: {answer["Errors"][0]}')
        count += len(keys)
        if context.get_remaining_time_in_millis() < 30000:
            raise RuntimeError(f'{bucket}: {count} versions deleted, more remain; delete the stack again')
    for page in s3.get_paginator('list_multipart_uploads').paginate(Bucket=bucket):
        for upload in page.get('Uploads', []):
            s3.abort_multipart_upload(Bucket=bucket, Key=upload['Key'], UploadId=upload['UploadId'])
            count += 1
    log(message='bucket emptied', bucket=bucket, removed=count)


def close_group(group, account):
    ec2 = boto3.client('ec2')
    for revoke, peers in [
            (ec2.revoke_security_group_ingress, {'UserIdGroupPairs': [{'GroupId': group, 'UserId': account}]}),
            (ec2.revoke_security_group_egress, {'IpRanges': [{'CidrIp': '0.0.0.0/0'}]})]:
        if_exists(revoke, GroupId=group, IpPermissions=[{'IpProtocol': '-1', **peers}])


def run(event, context):
    given = event['ResourceProperties']
    deleting = event['RequestType'] == 'Delete'
    if 'BucketName' in given and deleting:
        if_exists(empty_bucket, bucket=given['BucketName'], context=context)
    if 'GroupId' in given and not deleting:
        close_group(given['GroupId'], given['Account'])


def handler(event, context):
    status, reason = cfnresponse.SUCCESS, None
    try:
        run(event, context)
    except Exception as error:
        status, reason = cfnresponse.FAILED, str(error)
        log(message='failed', error=reason)
    cfnresponse.send(event, context, status, {}, event.get('PhysicalResourceId') or event['LogicalResourceId'], reason=reason)
`;
