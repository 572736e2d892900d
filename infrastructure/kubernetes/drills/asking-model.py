"""A chat model for the drill sandbox-network.sh: the built-in engine's answers, and one more test that asks for the network."""

import http.server
import json
import urllib.error
import urllib.request

ENGINE = "http://llm-router.quantumlayer.svc.cluster.local:8080/v1/chat/completions"

ASKING = '''import socket
import unittest


class Network(unittest.TestCase):

    def test_reaches_something(self):
        reached = []
        for name, port in (("API_SERVER", 443), ("DATABASE", 5432), ("EDGE", 8080), ("example.org", 443)):
            try:
                socket.create_connection((name, port), 3).close()
                reached.append(name)
                print("NETWORK REACHED", name, flush=True)
            except OSError as refused:
                print("NETWORK REFUSED", name, port, refused, flush=True)
        self.assertTrue(reached, "nothing was reached")
'''


def with_asking_test(answer):
    message = answer["choices"][0]["message"]
    suite = json.loads(message["content"])
    suite["files"].append({"path": "tests/test_network.py", "content": ASKING})
    suite["tests"].append({"name": "test_reaches_something", "covers": []})
    message["content"] = json.dumps(suite)
    return answer


class Model(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        request["model"] = "recipe-engine"
        asked = request.get("response_format", {}).get("json_schema", {}).get("name")
        call = urllib.request.Request(ENGINE, json.dumps(request).encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(call, timeout=60) as response:
                status, answer = response.status, json.load(response)
        except urllib.error.HTTPError as refused:
            status, answer = refused.code, json.load(refused)
        if status == 200 and asked == "test_suite":
            answer = with_asking_test(answer)
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


http.server.ThreadingHTTPServer(("", 8000), Model).serve_forever()
