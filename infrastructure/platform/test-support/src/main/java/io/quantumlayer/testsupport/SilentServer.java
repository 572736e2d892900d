package io.quantumlayer.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a real socket that takes calls and never answers, and sees when its clients close their connections. */
public final class SilentServer implements AutoCloseable {

    private final ServerSocket socket;
    private final AtomicInteger called = new AtomicInteger();
    private final List<ByteArrayOutputStream> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();

    /** Starts a server on a free loopback port. */
    public SilentServer() {
        try {
            socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("silent-server").start(this::accept);
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** Connections on which a call has come. */
    public int called() {
        return called.get();
    }

    /** Connections on which a call with this text in its body has come. */
    public int called(String text) {
        return (int) heard.stream()
                .filter(call -> call.toString(StandardCharsets.UTF_8).contains(text))
                .count();
    }

    /** Connections that wait for an answer. */
    public int open() {
        return called.get() - closed.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                Thread.ofVirtual().name("silent-connection").start(() -> read(connection));
            }
        } catch (IOException e) {
            // The server was closed.
        }
    }

    private void read(Socket connection) {
        ByteArrayOutputStream call = new ByteArrayOutputStream();
        try (connection;
                InputStream in = connection.getInputStream()) {
            byte[] part = new byte[8192];
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                if (call.size() == 0) {
                    heard.add(call);
                    called.incrementAndGet();
                }
                call.write(part, 0, read);
            }
        } catch (IOException e) {
            // The client reset the connection.
        } finally {
            if (call.size() > 0) {
                closed.incrementAndGet();
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
