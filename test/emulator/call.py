"""Calls to a service of which this repository has no client: call.py SERVICE OPERATION < [parameters…] > [answer…], as JSON."""

import json
import os
import sys

import botocore.session

service, operation = sys.argv[1:]
client = botocore.session.Session().create_client(
    service, endpoint_url=os.environ["AWS_ENDPOINT_URL"], verify=os.environ["AWS_CA_BUNDLE"]
)
json.dump([getattr(client, operation)(**parameters) for parameters in json.load(sys.stdin)], sys.stdout, default=str)
