/**
 * A stub of boto3: returns the responses of the scenario and records calls.
 * Times are seconds since 1970.
 */
export const BOTO_STUB = `
import json, os, sys, types
from botocore.exceptions import ClientError

scenario = json.loads(os.environ['SCENARIO'])
calls = []


class Moment:
    def __init__(self, seconds):
        self.seconds = seconds

    def timestamp(self):
        return self.seconds


def revive(item):
    if 'LastModified' in item:
        item['LastModified'] = Moment(item['LastModified'])
    return item


class Client:
    def get_paginator(self, name):
        def paginate(**arguments):
            if name in scenario.get('errors', {}):
                raise ClientError(scenario['errors'][name])
            for page in scenario.get('pages', {}).get(name, [{}]):
                page['Contents'] = [revive(i) for i in page.get('Contents', [])]
                yield page
        return types.SimpleNamespace(paginate=paginate)

    def __getattr__(self, name):
        def call(**arguments):
            calls.append([name, arguments])
            if name in scenario.get('errors', {}):
                raise ClientError(scenario['errors'][name])
            return {'Errors': scenario.get('deleteErrors', [])}
        call.__name__ = name
        return call


def client(service):
    return Client()
`;

/** Records the responses to CloudFormation. */
export const CFNRESPONSE_STUB = `
SUCCESS = 'SUCCESS'
FAILED = 'FAILED'
answers = []


def send(event, context, status, data, physicalResourceId=None, noEcho=False, reason=None):
    answers.append({'status': status, 'id': physicalResourceId, 'reason': reason})
`;
