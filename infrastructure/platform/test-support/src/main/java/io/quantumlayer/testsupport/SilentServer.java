package io.quantumlayer.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a real socket that takes calls and never answers, and sees when its clients close their connections. */
public final class SilentServer implements AutoCloseable {

    private final ServerSocket socket;
    private final AtomicInteger called = new AtomicInteger();
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
        boolean heard = false;
        try (connection;
                InputStream in = connection.getInputStream()) {
            byte[] part = new byte[8192];
            while (in.read(part) >= 0) {
                if (!heard) {
                    heard = true;
                    called.incrementAndGet();
                }
            }
        } catch (IOException e) {
            // The client reset the connection.
        } finally {
            if (heard) {
                closed.incrementAndGet();
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
