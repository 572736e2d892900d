package io.quantumlayer.local.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** What a service's jar is to the supervisor, and nothing more: it unpacks itself, trains, listens and is ready. */
public final class StandIn {

    private StandIn() {}

    /** A jar that runs this class, put where the build puts the service's own. */
    static void build(Service service, Path repository, String version) throws IOException {
        Path jar = service.jar(repository, version);
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandIn.class.getName());
        String classFile = StandIn.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var code = StandIn.class.getClassLoader().getResourceAsStream(classFile)) {
            out.putNextEntry(new JarEntry(classFile));
            code.transferTo(out);
            out.putNextEntry(new JarEntry(service.key()));
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(System.getProperty("java.class.path"));
        if ("tools".equals(System.getProperty("jarmode"))) {
            Path destination = Path.of(List.of(arguments).getLast());
            Files.createDirectories(destination);
            Files.copy(jar, destination.resolve(jar.getFileName()));
            return;
        }
        if (Files.exists(Path.of(System.getenv("QL_HOME"), "broken-" + jar.getFileName()))) {
            System.out.println("the configuration is broken");
            System.exit(1);
        }
        if ("onRefresh".equals(System.getProperty("spring.context.exit"))) {
            return;
        }
        HttpServer server = HttpServer.create(
                new InetSocketAddress(
                        InetAddress.getByName(System.getenv("SERVER_ADDRESS")),
                        Integer.parseInt(System.getenv("SERVER_PORT"))),
                0);
        server.createContext("/ready", exchange -> answer(exchange, "{\"status\":\"ready\"}"));
        // A run goes on as long as the test says so.
        server.createContext("/api/v1/workflows", exchange -> {
            boolean running = Files.exists(Path.of(System.getenv("QL_HOME"), "a-run"));
            answer(exchange, running ? "{\"workflows\":[{\"status\":\"Running\"}]}" : "{\"workflows\":[]}");
        });
        server.start();
        System.out.println("listening");
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
