#!/usr/bin/env python3
"""Gives llm-router, while its JDK cache is trained, the calls that it will live on: the cache keeps what the JVM learned
about its methods, so that the first calls after a start do not wait for the compiler.

    rehearsal.py provider PORT                       a provider of both protocols on the loopback interface
    rehearsal.py calls URL MODEL SECONDS [KEY]       small, large, streamed and abandoned calls of both protocols
"""

import http.client
import http.server
import json
import sys
import threading
import time

TEXT = "An answer of forty words or so, which is about what a short reply has. "
CHAT = {"id": "c", "object": "chat.completion", "created": 1, "model": "rehearsal",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": TEXT * 3}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 20, "completion_tokens": 40, "total_tokens": 60}}
MESSAGE = {"id": "m", "type": "message", "role": "assistant", "model": "rehearsal", "content": [{"type": "text", "text": TEXT * 3}],
           "stop_reason": "end_turn", "stop_sequence": None, "usage": {"input_tokens": 20, "output_tokens": 40}}


def chunk(delta, finish=None, **more):
    return {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "rehearsal",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}], **more}


CHAT_EVENTS = [*(f"data: {json.dumps(chunk({'content': f'word {i} '}))}\n\n" for i in range(30)),
               f"data: {json.dumps(chunk({}, 'stop'))}\n\n",
               f"data: {json.dumps({**chunk({}), 'choices': [], 'usage': CHAT['usage']})}\n\n", "data: [DONE]\n\n"]


def event(kind, **members):
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **members})}\n\n"


MESSAGE_EVENTS = [event("message_start", message={**MESSAGE, "content": [], "stop_reason": None}),
                  event("content_block_start", index=0, content_block={"type": "text", "text": ""}),
                  *(event("content_block_delta", index=0, delta={"type": "text_delta", "text": f"word {i} "}) for i in range(30)),
                  event("content_block_stop", index=0),
                  event("message_delta", delta={"stop_reason": "end_turn", "stop_sequence": None}, usage={"output_tokens": 40}),
                  event("message_stop")]


class Provider(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        request = self.rfile.read(int(self.headers["content-length"]))
        anthropic = self.path.endswith("/messages")
        if b'"stream":true' in request.replace(b": ", b":"):
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            try:
                for part in MESSAGE_EVENTS if anthropic else CHAT_EVENTS:
                    data = part.encode()
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
                    time.sleep(0.001)
                self.wfile.write(b"0\r\n\r\n")
            except OSError:
                self.close_connection = True
            return
        body = json.dumps(MESSAGE if anthropic else CHAT).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, request, client_address):
        # The router leaves when its client does, which is part of the rehearsal.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def provider(port):
    Server(("127.0.0.1", int(port)), Provider).serve_forever()


def calls(url, model, seconds, key=None):
    end = time.monotonic() + float(seconds)
    host = url.removeprefix("http://").rstrip("/")
    headers = {"Content-Type": "application/json", "anthropic-version": "2023-06-01"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    done, failed, lock = [0], [], threading.Lock()

    def body(repeat, **more):
        return json.dumps({"model": model, "max_tokens": 100, "messages": [{"role": "user", "content": "Hello world. " * repeat}], **more})
    kinds = [("/v1/chat/completions", body(70))] * 24 + [("/v1/chat/completions", body(23_000)), ("/v1/messages", body(70)),
             ("/v1/chat/completions", body(70, stream=True)), ("/v1/chat/completions", body(70, stream=True)), ("/v1/messages", body(70, stream=True))]

    def loop(number):
        connection, at = http.client.HTTPConnection(host, timeout=30), number
        while time.monotonic() < end:
            path, text = kinds[at % len(kinds)]
            at += 1
            connection.request("POST", path, text, headers)
            answer = connection.getresponse()
            if answer.status != 200:
                with lock:
                    failed.append(f"{answer.status} {answer.read(300)!r}")
                return
            if '"stream"' in text and at % 7 == 0:
                answer.read(200)
                connection.close()
            else:
                answer.read()
            done[0] += 1

    threads = [threading.Thread(target=loop, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        sys.exit(f"a call of the rehearsal failed: {failed[0]}")
    print(f"rehearsed {done[0]} calls", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] in ("provider", "calls"):
        {"provider": provider, "calls": calls}[sys.argv[1]](*sys.argv[2:])
    else:
        sys.exit(__doc__)
