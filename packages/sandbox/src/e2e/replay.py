"""Calls operations with botocore, and checks each response against botocore's service models.

Standard input: {"endpoint": …, "region": …, "accountId": …, "calls": [{"service", "operation", "params", "until", "save", "error"}]}
- until: [JMESPath, value]: repeats the call until the response has the value
- save: {name: JMESPath}: "$name" in the parameters of later calls is the value in this response
- error: the code that the call must fail with
Standard output: {"results": [{"service", "operation", "problems": […]}], "saved": {…}}
"""

import json
import sys
import time
import xml.etree.ElementTree as ElementTree

import botocore.session
import jmespath
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.handlers import json_decode_template_body
from botocore.validate import ParamValidator

# Waits end at this many repetitions, 20 ms each.
MOST_REPETITIONS = 3000


def local(tag):
    """The name of an XML element without its namespace."""
    return tag.split("}")[-1]


def unknown_xml(element, shape, path):
    """Elements that the shape does not have, and lists whose items have another name than in the model."""
    if shape.type_name == "structure":
        names = {
            member.serialization.get("name", name): member
            for name, member in shape.members.items()
        }
        for child in element:
            name = local(child.tag)
            if name not in names:
                yield f"{path}.{name}: the model has no such member"
                continue
            member = names[name]
            if member.type_name == "list" and member.serialization.get("flattened"):
                yield from unknown_xml(child, member.member, f"{path}.{name}")
            else:
                yield from unknown_xml(child, member, f"{path}.{name}")
    elif shape.type_name == "list":
        item = shape.member.serialization.get("name", "member")
        for child in element:
            if local(child.tag) != item:
                yield f"{path}.{local(child.tag)}: the items of the list are named {item}"
            yield from unknown_xml(child, shape.member, f"{path}[]")
    elif shape.type_name != "map" and len(element) > 0:
        yield f"{path}: a {shape.type_name} has elements"


def unknown_json(value, shape, path):
    """Members that the shape does not have."""
    if shape.type_name == "structure":
        for name, child in value.items():
            if name not in shape.members:
                yield f"{path}.{name}: the model has no such member"
            elif child is not None:
                yield from unknown_json(child, shape.members[name], f"{path}.{name}")
    elif shape.type_name == "list":
        for child in value:
            yield from unknown_json(child, shape.member, f"{path}[]")


def result_element(body, model):
    """The element with the members of the output."""
    root = ElementTree.fromstring(body)
    wrapper = model.output_shape.serialization.get("resultWrapper")
    if wrapper is None:
        return root
    return next(child for child in root if local(child.tag) == wrapper)


def raw_problems(body, model):
    """What the body contains that the model does not."""
    shape = model.output_shape
    protocol = model.service_model.resolved_protocol
    if shape is None:
        return []
    if protocol == "json":
        return list(unknown_json(json.loads(body), shape, model.name))
    element = result_element(body, model)
    if protocol == "ec2":
        for child in list(element):
            if local(child.tag) == "requestId":
                element.remove(child)
    return list(unknown_xml(element, shape, model.name))


def parsed_problems(parsed, model):
    """Types and required members of the parsed response."""
    if model.output_shape is None:
        return []
    output = {key: value for key, value in parsed.items() if key != "ResponseMetadata"}
    report = ParamValidator().validate(output, model.output_shape)
    problems = [report.generate_report()] if report.has_errors() else []
    if not parsed.get("ResponseMetadata", {}).get("RequestId"):
        problems.append(f"{model.name}: no request ID")
    return problems


class Replay:
    """Calls of one process, with a client for each service."""

    def __init__(self, settings):
        self.settings = settings
        self.session = botocore.session.get_session()
        self.clients = {}
        self.saved = {}
        self.bodies = []

    def client(self, service):
        if service not in self.clients:
            client = self.session.create_client(
                service,
                endpoint_url=self.settings["endpoint"],
                region_name=self.settings["region"],
                aws_access_key_id=self.settings["accountId"],
                aws_secret_access_key="none",
                config=Config(retries={"max_attempts": 0}),
            )
            client.meta.events.register("before-parse", self.keep_body)
            # It replaces the text of the template, which is not what the model says.
            client.meta.events.unregister(
                "after-call.cloudformation.GetTemplate", json_decode_template_body
            )
            self.clients[service] = client
        return self.clients[service]

    def keep_body(self, response_dict, **_):
        self.bodies.append(response_dict["body"])

    def run(self, call):
        client = self.client(call["service"])
        model = client.meta.service_model.operation_model(call["operation"])
        params = self.filled(call.get("params", {}))
        try:
            problems = self.success(client, model, params, call)
        except ClientError as error:
            problems = self.failure(error, model, call.get("error"))
        except Exception as error:  # botocore's parsers raise many kinds
            problems = [f"{model.name}: botocore cannot read it: {error!r}"]
        else:
            if call.get("error"):
                problems.append(f"{model.name}: did not fail with {call['error']}")
        return {
            "service": call["service"],
            "operation": call["operation"],
            "problems": problems,
        }

    def success(self, client, model, params, call):
        for _ in range(MOST_REPETITIONS):
            parsed = client._make_api_call(model.name, params)
            problems = raw_problems(self.bodies[-1], model)
            problems += parsed_problems(parsed, model)
            path, value = call.get("until", [None, None])
            if path is None or jmespath.search(path, parsed) == value:
                break
            time.sleep(0.02)
        else:
            problems.append(f"{model.name}: {path} never became {value}")
        for name, expression in call.get("save", {}).items():
            self.saved[name] = jmespath.search(expression, parsed)
        return problems

    def failure(self, error, model, expected):
        code = error.response["Error"]["Code"]
        problems = []
        if code != expected:
            problems.append(f"{model.name}: {error}")
        if not error.response["ResponseMetadata"].get("RequestId"):
            problems.append(f"{model.name}: {code} has no request ID")
        return problems

    def filled(self, value):
        if isinstance(value, dict):
            return {key: self.filled(child) for key, child in value.items()}
        if isinstance(value, list):
            return [self.filled(child) for child in value]
        if isinstance(value, str) and value.startswith("$"):
            return self.saved[value[1:]]
        return value


def main():
    settings = json.load(sys.stdin)
    replay = Replay(settings)
    results = [replay.run(call) for call in settings["calls"]]
    json.dump({"results": results, "saved": replay.saved}, sys.stdout)


main()
