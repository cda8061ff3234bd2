/**
 * First parts of keys that the inventory reports, in the order of S3, which is
 * alphabetical. The objects of all others are reported together as `(other)`,
 * so that users who write many keys cannot cause many custom metrics, which are
 * charged: https://aws.amazon.com/cloudwatch/pricing/
 */
const MOST_PREFIXES = 20;

/**
 * Source of the inventory function. Once a day it reports the number of
 * objects, their size and the age of the newest one, by first part of the key
 * (`imports/`, `exports/`, …). A growing age shows that exports have stopped.
 * The report is written to `inventory/latest.json`. Metrics are written to the
 * log in embedded metric format, which needs no permission to publish metrics:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const INVENTORY_CODE = `import json
import os
import time
import boto3

BUCKET = os.environ['BUCKET_NAME']
UNITS = {'files': 'Count', 'bytes': 'Bytes', 'newestAgeSeconds': 'Seconds'}
s3 = boto3.client('s3')


def count(now):
    totals = {}
    for page in s3.get_paginator('list_objects_v2').paginate(Bucket=BUCKET):
        for item in page.get('Contents', []):
            name = item['Key'].split('/')[0] if '/' in item['Key'] else '(none)'
            name = name if name in totals or len(totals) < ${MOST_PREFIXES} else '(other)'
            files, size, last = totals.get(name, (0, 0, 0))
            totals[name] = files + 1, size + item['Size'], max(last, item['LastModified'].timestamp())
    return {name: dict(zip(UNITS, (files, size, int(now - last)))) for name, (files, size, last) in totals.items()}


def metrics(prefix, total, now):
    metric_set = [{
        'Namespace': 'TAP/Bucket', 'Dimensions': [['Bucket', 'Prefix']],
        'Metrics': [{'Name': name, 'Unit': unit} for name, unit in UNITS.items()]}]
    return {
        '_aws': {'Timestamp': int(now * 1000), 'CloudWatchMetrics': metric_set},
        'Bucket': BUCKET, 'Prefix': prefix, **total}


def handler(event, context):
    now = time.time()
    totals = count(now)
    for prefix, total in totals.items():
        print(json.dumps(metrics(prefix, total, now)))
    report = {'bucket': BUCKET, 'at': int(now), 'prefixes': totals}
    s3.put_object(Bucket=BUCKET, Key='inventory/latest.json', Body=json.dumps(report), ContentType='application/json')
    print(json.dumps({'message': 'inventory written', **report}))
    return report
`;
