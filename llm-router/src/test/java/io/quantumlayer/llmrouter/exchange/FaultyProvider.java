package io.quantumlayer.llmrouter.exchange;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A provider of both protocols on a plain socket, which can fail in every way that a socket allows. */
final class FaultyProvider implements AutoCloseable {

    static final String OPENAI =
            "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"from %s\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}";
    static final String ANTHROPIC =
            "{\"id\":\"m1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":\"text\","
                    + "\"text\":\"from %s\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}";

    private final ServerSocket server;
    private final String name;
    private final Behaviour behaviour;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    final List<Long> calls = new CopyOnWriteArrayList<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();
    final CountDownLatch left = new CountDownLatch(1);

    /** What the provider does with a call. */
    interface Behaviour {
        void answer(Call call) throws IOException, InterruptedException;
    }

    FaultyProvider(String name, Behaviour behaviour) throws IOException {
        this(name, behaviour, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    FaultyProvider(String name, Behaviour behaviour, ServerSocket server) {
        this.name = name;
        this.behaviour = behaviour;
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    String baseUrl() {
        return "http://127.0.0.1:%d/v1".formatted(server.getLocalPort());
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                String head = head(in);
                int length = Integer.parseInt(head.replaceAll("(?si).*content-length: (\\d+).*", "$1"));
                String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                bodies.add(body);
                calls.add(System.nanoTime());
                behaviour.answer(new Call(
                        name,
                        socket,
                        head.contains("/messages"),
                        body.contains("\"stream\":true"),
                        calls.size(),
                        left));
            }
        } catch (IOException | InterruptedException over) {
            // The connection is over, by either side's will.
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection was closed");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** One call and the ways to answer it. */
    record Call(String name, Socket socket, boolean anthropic, boolean stream, int number, CountDownLatch left) {

        void good() throws IOException {
            if (stream) {
                begin();
                events("from " + name);
                end();
            } else {
                json(200, (anthropic ? ANTHROPIC : OPENAI).formatted(name));
            }
        }

        void json(int status, String body, String... headers) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head =
                    new StringBuilder("HTTP/1.1 %d x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
                            .formatted(status, bytes.length));
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            raw(head + "\r\n" + body);
        }

        void error(int status, String type, String code, String... headers) throws IOException {
            json(
                    status,
                    anthropic
                            ? "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
                                    .formatted(type, code)
                            : "{\"error\":{\"message\":\"said so\",\"type\":\"%s\",\"param\":null,\"code\":\"%s\"}}"
                                    .formatted(type, code),
                    headers);
        }

        void begin() throws IOException {
            raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            if (anthropic) {
                chunk(
                        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m1\",\"type\":\"message\","
                                + "\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}\n\n"
                                + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n");
            }
        }

        void text(String text) throws IOException {
            chunk(
                    anthropic
                            ? "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}\n\n"
                                    .formatted(text)
                            : "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n"
                                    .formatted(text));
        }

        void events(String text) throws IOException {
            text(text);
            chunk(
                    anthropic
                            ? "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\nevent: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":2}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"
                            : "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
        }

        void end() throws IOException {
            raw("0\r\n\r\n");
        }

        void chunk(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            raw(Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n");
        }

        void raw(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        void close() throws IOException {
            socket.close();
        }

        /** Does nothing until the router leaves. */
        void hang() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // Whatever the router still says.
            }
            left.countDown();
        }
    }
}
