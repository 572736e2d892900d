package [=project.package];

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import [=project.package].model.Entities;
import [=project.package].rest.EntityStore;
import [=project.package].rest.HttpApi;

/** Starts the service:[#list spec.entities as entity] /[=entity.plural][#sep],[/#sep][/#list] over HTTP. */
public final class Main {

    private static final String USAGE =
            "Usage: Main [--host HOST] [--port PORT] [--data FILE] (or HOST, PORT, DATA_FILE)";

    private Main() {}

    /** Serves until the process is told to stop, then finishes the requests that are being answered. */
    public static void main(String[] arguments) throws IOException {
        Settings settings;
        try {
            settings = Settings.from(arguments, System.getenv());
        } catch (IllegalArgumentException invalid) {
            System.err.println(invalid.getMessage());
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        EntityStore store = EntityStore.open(settings.data(), Entities.types());
        HttpApi api = HttpApi.start(settings.host(), settings.port(), store);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            api.close();
            store.close();
            System.out.println("stopped");
        }));
        System.out.println("listening on " + api.uri());
    }

    private record Settings(String host, int port, Path data) {

        static Settings from(String[] arguments, Map<String, String> environment) {
            String host = environment.getOrDefault("HOST", "127.0.0.1");
            String port = environment.getOrDefault("PORT", "8080");
            String data = environment.getOrDefault("DATA_FILE", "data.jsonl");
            for (int i = 0; i < arguments.length; i += 2) {
                if (i + 1 == arguments.length) {
                    throw new IllegalArgumentException(arguments[i] + " has no value");
                }
                String value = arguments[i + 1];
                switch (arguments[i]) {
                    case "--host" -> host = value;
                    case "--port" -> port = value;
                    case "--data" -> data = value;
                    default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
                }
            }
            if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
                throw new IllegalArgumentException(port + " is not a port (0 to 65535)");
            }
            return new Settings(host, Integer.parseInt(port), Path.of(data));
        }
    }
}
