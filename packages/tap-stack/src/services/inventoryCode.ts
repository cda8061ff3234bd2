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
            prefix, slash, _ = item['Key'].partition('/')
            age = int(now - item['LastModified'].timestamp())
            total = totals.setdefault(prefix if slash else '(none)', {'files': 0, 'bytes': 0, 'newestAgeSeconds': age})
            total['files'] += 1
            total['bytes'] += item['Size']
            total['newestAgeSeconds'] = min(total['newestAgeSeconds'], age)
    return totals


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
